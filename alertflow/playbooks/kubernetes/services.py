"""Whether Kubernetes services have somewhere to send their traffic."""

from __future__ import annotations

from alertflow.declared import DeclarationError, caller
from alertflow.model.command import Command, Secret
from alertflow.playbooks.kubernetes.cluster import KUBE, KUBECONFIG, as_kubeconfig, target
from alertflow.playbooks.kubernetes.permissions import Need, permissions

SERVICES = (
    KUBE
    + r"""
if [ -n "$SERVICE" ]; then which=("$SERVICE"); else which=(--selector "$SELECTOR"); fi
kube get service "${which[@]}" -o wide
names=$(kube get service "${which[@]}" -o json |
  jq -r '(if .kind == "List" then .items[] else . end).metadata.name')
[ -n "$names" ] || conclude "no service matches $SELECTOR"
while IFS= read -r name; do
  [ -n "$name" ] || continue
  ready=$(kube get endpointslices --selector "kubernetes.io/service-name=$name" -o json |
    jq '[.items[].endpoints[]? | select(.conditions.ready != false)] | length')
  printf 'service/%s: ready endpoints: %s\n' "$name" "$ready"
  [ "$ready" != 0 ] || conclude "service/$name has no ready endpoint: nothing answers behind it"
done <<<"$names"
"""
)

_NEEDED = (
    Need("services", ["get"], named_by="SERVICE"),
    Need("endpointslices", ["list"], "discovery.k8s.io"),
)


def services(
    selector: str = "", *, name: str = "", namespace: str = "default", kubeconfig: Secret = KUBECONFIG
) -> Command:
    """Shows the services that `selector` matches (`app=mysql`), or the one called `name`.

    Prints them and counts their ready endpoints; concludes which have none. Changes nothing.
    Raises DeclarationError unless one of `selector` and `name` is given.
    """
    if bool(selector) == bool(name):
        raise DeclarationError(
            "services(…): say which: a selector such as 'app=mysql', or name=…, not both.", caller()
        )
    env = {"NAMESPACE": namespace, "SERVICE": name, "SELECTOR": selector}
    return Command(
        "services",
        title=f"State of {target('service', name, namespace) if name else f'services with {selector}'}",
        script=SERVICES,
        env=env,
        system="kubernetes",
        target=target("service", name or selector, namespace),
        secrets=[as_kubeconfig(kubeconfig)],
        permissions=permissions(_NEEDED, env),
    )
