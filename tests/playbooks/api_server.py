"""A stand-in for a cluster's API server, for the real kubectl: objects, who may do what, and what was asked.

It serves discovery, reads, lists, watches, patches and creations of the kinds that are generated or worked
on, refuses what no rule of its role allows, as RBAC does, and keeps each request as RBAC sees it.
"""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

RESOURCES = {
    ("", "v1", "pods"): "Pod",
    ("", "v1", "events"): "Event",
    ("", "v1", "secrets"): "Secret",
    ("", "v1", "serviceaccounts"): "ServiceAccount",
    ("", "v1", "services"): "Service",
    ("apps", "v1", "deployments"): "Deployment",
    ("apps", "v1", "replicasets"): "ReplicaSet",
    ("autoscaling", "v2", "horizontalpodautoscalers"): "HorizontalPodAutoscaler",
    ("discovery.k8s.io", "v1", "endpointslices"): "EndpointSlice",
    ("keda.sh", "v1alpha1", "scaledobjects"): "ScaledObject",
    ("metrics.k8s.io", "v1beta1", "pods"): "PodMetrics",
    ("monitoring.coreos.com", "v1", "prometheusrules"): "PrometheusRule",
    ("monitoring.coreos.com", "v1alpha1", "alertmanagerconfigs"): "AlertmanagerConfig",
    ("policy", "v1", "poddisruptionbudgets"): "PodDisruptionBudget",
    ("rbac.authorization.k8s.io", "v1", "rolebindings"): "RoleBinding",
    ("rbac.authorization.k8s.io", "v1", "roles"): "Role",
}
SUBRESOURCES = {("", "v1", "pods/log"): "Pod", ("apps", "v1", "deployments/scale"): "Scale"}
OTHER_GROUP = {"deployments/scale": {"group": "autoscaling", "version": "v1"}}
"""The group of a subresource's objects, where it is not that of the resource."""
SHORT = {"horizontalpodautoscalers": ["hpa"], "deployments": ["deploy"], "poddisruptionbudgets": ["pdb"]}
LARGEST_ANNOTATIONS = 262_144
VERBS = {"GET": "get", "POST": "create", "PUT": "update", "PATCH": "patch"}


class Asked(NamedTuple):
    """A request as RBAC sees it: what is asked of which object, '' for any."""

    verb: str
    group: str
    resource: str
    namespace: str
    name: str


@dataclass(frozen=True)
class Rule:
    """What a role allows: everything that is one of each; without `names`, all objects."""

    groups: Sequence[str]
    resources: Sequence[str]
    verbs: Sequence[str]
    names: Sequence[str] = ()

    def allows(self, asked: Asked) -> bool:
        return (
            asked.verb in self.verbs
            and asked.group in self.groups
            and asked.resource in self.resources
            and (not self.names or asked.name in self.names)
        )


@dataclass
class State:
    """The cluster: its objects, what the account may do by namespace, and the requests so far."""

    rules: Mapping[str, Sequence[Rule]]
    objects: list[dict[str, Any]] = field(default_factory=list)
    log: str = "one line\n"
    asked: list[Asked] = field(default_factory=list)
    refused: list[Asked] = field(default_factory=list)

    def of(self, kind: str, namespace: str) -> list[dict[str, Any]]:
        return [o for o in self.objects if (o["kind"], o["metadata"]["namespace"]) == (kind, namespace)]


class RefusalError(Exception):
    """What the server answers instead of an object."""

    def __init__(self, code: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.status = {
            "apiVersion": "v1",
            "kind": "Status",
            "status": "Failure",
            "code": code,
            "reason": reason,
            "message": message,
        }


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: "ApiServer"

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_PATCH = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing: what was asked is in the state."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        address = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        try:
            answer = discovery(address.path) or self._object(address.path, query, body)
        except RefusalError as refusal:
            self._send(refusal.code, refusal.status)
        else:
            self._send(200, answer)

    def _object(self, path: str, query: dict[str, str], body: Any) -> Any:
        state = self.server.state
        group, version, namespace, resource, name, sub = parts(path)
        verb = VERBS[self.command]
        if not name and verb == "get":
            verb = "watch" if query.get("watch") in ("1", "true") else "list"
            selected = query.get("fieldSelector", "")
            name = selected.removeprefix("metadata.name=") if selected.startswith("metadata.name=") else ""
        asked = Asked(verb, group, f"{resource}/{sub}" if sub else resource, namespace, name)
        state.asked.append(asked)
        if not any(rule.allows(asked) for rule in state.rules.get(namespace, ())):
            state.refused.append(asked)
            message = f'{resource} "{name}" is forbidden: User "alertflow" cannot {verb} it in {namespace}'
            raise RefusalError(403, "Forbidden", message)
        kind = RESOURCES[group, version, resource]
        if verb == "list":
            items = list(selected_by(query, state.of(kind, namespace)))
            of = f"{group}/{version}" if group else version
            return {
                "kind": f"{kind}List",
                "apiVersion": of,
                "metadata": {"resourceVersion": "7"},
                "items": items,
            }
        if verb == "watch":
            return self._watch(selected_by(query, state.of(kind, namespace)))
        if verb == "create":
            return created(state, kind, namespace, body)
        found = next((o for o in state.of(kind, namespace) if o["metadata"]["name"] == name), None)
        if found is None:
            raise RefusalError(404, "NotFound", f'{resource} "{name}" not found')
        if sub == "log":
            return state.log
        if sub == "scale":
            return scaled(found, body)
        if verb == "patch":
            patch(found, body)
        return found

    def _watch(self, objects: Iterator[dict[str, Any]]) -> Any:
        """Every object as one that was just changed: rolled out to the end, if it is a deployment."""
        events = []
        for one in objects:
            complete(one)
            events.append(json.dumps({"type": "MODIFIED", "object": one}) + "\n")
        return "".join(events)

    def _send(self, code: int, answer: Any) -> None:
        text = answer if isinstance(answer, str) else json.dumps(answer)
        content = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/plain" if isinstance(answer, str) else "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class ApiServer(ThreadingHTTPServer):
    """The server, on an address of its own: `with ApiServer(state) as server: … server.url`."""

    daemon_threads = True

    def __init__(self, state: State) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.state = state

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> "ApiServer":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


def parts(path: str) -> tuple[str, str, str, str, str, str]:
    """Group, version, namespace, resource, name and subresource of an object's path, '' for what it lacks."""
    words = path.strip("/").split("/")
    words = ["", *words[1:]] if words[0] == "api" else words[1:]
    if len(words) < 5 or words[2] != "namespaces":
        raise RefusalError(404, "NotFound", f"there is nothing at {path}")
    group, version, _, namespace, resource, *rest = words
    if (group, version, resource) not in RESOURCES:
        raise RefusalError(404, "NotFound", f"the server does not know {resource}")
    name, sub, *_ = [*rest, "", ""]
    return group, version, namespace, resource, name, sub


def discovery(path: str) -> Any:
    """What there is in the cluster, which every account may read; None for another path."""
    groups: dict[str, list[str]] = {}
    for group, version, _ in RESOURCES:
        if group and version not in groups.setdefault(group, []):
            groups[group].append(version)
    match path.strip("/").split("/"):
        case ["api"]:
            return {"kind": "APIVersions", "versions": ["v1"]}
        case ["apis"]:
            known = {
                g: [{"groupVersion": f"{g}/{v}", "version": v} for v in versions]
                for g, versions in groups.items()
            }
            found = [{"name": g, "versions": v, "preferredVersion": v[0]} for g, v in known.items()]
            return {"kind": "APIGroupList", "apiVersion": "v1", "groups": found}
        case ["api", version]:
            return resources("", version)
        case ["apis", group, version]:
            return resources(group, version)
    return None


def resources(group: str, version: str) -> Any:
    """The resources of one group."""
    known = [
        {
            "name": name,
            "singularName": "",
            "namespaced": True,
            "kind": kind,
            "verbs": ["get", "list", "watch", "create", "update", "patch", "delete"],
            "shortNames": SHORT.get(name, []),
            **OTHER_GROUP.get(name, {}),
        }
        for (g, v, name), kind in (RESOURCES | SUBRESOURCES).items()
        if (g, v) == (group, version)
    ]
    of = f"{group}/{version}" if group else version
    return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": of, "resources": known}


def selected_by(query: Mapping[str, str], objects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The objects with the labels and the name that are asked for."""
    wanted = dict(pair.split("=") for pair in query.get("labelSelector", "").split(",") if pair)
    name = query.get("fieldSelector", "").removeprefix("metadata.name=")
    for one in objects:
        labels = one["metadata"].get("labels", {})
        if wanted.items() <= labels.items() and name in ("", one["metadata"]["name"]):
            yield one


def created(state: State, kind: str, namespace: str, body: dict[str, Any]) -> dict[str, Any]:
    """A new object, where its annotations are as small as they must be."""
    annotations = body["metadata"].get("annotations", {})
    if sum(len(key.encode()) + len(text.encode()) for key, text in annotations.items()) > LARGEST_ANNOTATIONS:
        message = f"metadata.annotations: Too long: must have at most {LARGEST_ANNOTATIONS} bytes"
        raise RefusalError(422, "Invalid", message)
    if body["kind"] != kind or body["metadata"].get("namespace", namespace) != namespace:
        raise RefusalError(400, "BadRequest", f"this is no {kind} of {namespace}")
    state.objects.append(body)
    return body


def patch(target: dict[str, Any], body: Any) -> None:
    """A JSON patch, or a merge patch, which a strategic one is where it has no lists."""
    if isinstance(body, dict):
        for key, value in body.items():
            if isinstance(value, dict) and isinstance(target.get(key), dict):
                patch(target[key], value)
            else:
                target[key] = value
        return
    for operation in body:
        *way, last = [step.replace("~1", "/") for step in operation["path"].strip("/").split("/")]
        place = target
        for step in way:
            place = place[step]
        if operation["op"] == "test" and place.get(last) != operation["value"]:
            raise RefusalError(422, "Invalid", f"the value of {operation['path']} is another one")
        if operation["op"] != "test":
            place[last] = operation["value"]


def scaled(deployment: dict[str, Any], body: Any) -> Any:
    """The Scale of a deployment, after the one in `body` was put there."""
    if body:
        deployment["spec"]["replicas"] = body["spec"]["replicas"]
    replicas = deployment["spec"]["replicas"]
    return {
        "kind": "Scale",
        "apiVersion": "autoscaling/v1",
        "metadata": dict(deployment["metadata"]),
        "spec": {"replicas": replicas},
        "status": {"replicas": replicas},
    }


def complete(deployment: dict[str, Any]) -> None:
    """What a deployment's status says when it is rolled out."""
    if deployment["kind"] == "Deployment":
        replicas = deployment["spec"]["replicas"]
        counts = ("replicas", "updatedReplicas", "readyReplicas", "availableReplicas")
        deployment["status"] |= dict.fromkeys(counts, replicas)
        deployment["status"]["observedGeneration"] = deployment["metadata"]["generation"]
