"""How a command reaches a cluster: the kubeconfig, the namespace, and the lines every script starts with."""

from __future__ import annotations

from alertflow.model.command import Secret

KUBECONFIG = Secret("KUBE_CONFIG_DATA", env="KUBECONFIG", file=True)
"""The secret that holds the base64-encoded kubeconfig, unless a person names another."""

KUBE = r"""
needs_tool kubectl jq
[ -s "${KUBECONFIG:-}" ] || skip "there is no kubeconfig: its secret is not set"
kube() { kubectl --request-timeout=30s --namespace "$NAMESPACE" "$@"; }
""".lstrip()
"""Preconditions, and `kube`: kubectl in the command's namespace, which gives up after 30 s."""


def as_kubeconfig(secret: Secret) -> Secret:
    """`secret` as kubectl wants it: a file, named by $KUBECONFIG."""
    if secret.file and secret.variable == "KUBECONFIG":
        return secret
    return Secret(secret.name, env="KUBECONFIG", file=True)


def target(kind: str, name: str, namespace: str) -> str:
    """`deployment/app`, with its namespace where that is not `default`: `shop/deployment/app`."""
    return f"{kind}/{name}" if namespace == "default" else f"{namespace}/{kind}/{name}"
