"""A stand-in for kubectl and the cluster behind it, kept in a file.

It knows exactly the calls that the playbook makes: another verb, kind or option is an error, as it is for
kubectl. What a change does to a deployment is what its controller does, at once.
"""

import copy
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

REVISION = "deployment.kubernetes.io/revision"
RESTARTED = "kubectl.kubernetes.io/restartedAt"

OPTIONS = {
    "annotate": {"overwrite"},
    "get": {"o=", "selector=", "sort-by=", "ignore-not-found"},
    "logs": {
        *("selector=", "all-containers", "prefix", "ignore-errors", "limit-bytes=", "tail=", "since="),
        "previous",
    },
    "patch": {"type=", "patch="},
    "rollout history": set(),
    "rollout restart": set(),
    "rollout status": {"timeout="},
    "rollout undo": {"to-revision="},
    "scale": {"current-replicas=", "replicas="},
    "top": {"selector=", "containers", "sort-by="},
}
"""The options each verb takes; those that end in `=` have a value."""

KINDS = {
    "deployment": "Deployment",
    "replicasets": "ReplicaSet",
    "hpa": "HorizontalPodAutoscaler",
    "poddisruptionbudgets": "PodDisruptionBudget",
    "pods": "Pod",
    "events": "Event",
    "service": "Service",
    "endpointslices": "EndpointSlice",
}


class RefusedError(Exception):
    """What kubectl says, and exits with 1."""


def ago(**span: float) -> str:
    return (datetime.now(UTC) - timedelta(**span)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Cluster:
    """Objects by kind and name, the logs of the pods, and every call that was made."""

    def __init__(self, file: Path) -> None:
        self.file = file
        data: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
        self.objects: dict[str, dict[str, Any]] = data.get("objects", {})
        self.calls: list[list[str]] = data.get("calls", [])
        self.forbidden: list[str] = data.get("forbidden", [])

    def now(self) -> "Cluster":
        """The cluster as it is after what was run meanwhile."""
        return Cluster(self.file)

    def save(self) -> None:
        self.file.write_text(
            json.dumps({"objects": self.objects, "calls": self.calls, "forbidden": self.forbidden})
        )

    def add(self, kind: str, name: str, **body: Any) -> Any:
        labels = body.pop("labels", {})
        meta = {"name": name, "labels": labels, "annotations": {}, "creationTimestamp": ago(days=30)}
        found = {"kind": kind, "metadata": meta, **body}
        self.objects.setdefault(kind, {})[name] = found
        return found

    def deployment(self, *images: str, replicas: int = 3, age: timedelta = timedelta(minutes=30)) -> Any:
        """`app`, rolled out with one image after another, the last one `age` ago."""
        app = self.add(
            "Deployment",
            "app",
            spec={"replicas": replicas, "strategy": {"type": "RollingUpdate"}, "template": {}},
            status={"readyReplicas": replicas},
        )
        app["metadata"] |= {"uid": "u-1", "generation": 0}
        for index, image in enumerate(images):
            containers = [{"name": "main", "image": image}]
            template = {"metadata": {"labels": {"app": "app"}}, "spec": {"containers": containers}}
            self.roll_out(app, template, age + timedelta(days=len(images) - 1 - index))
        self.save()
        return app

    def roll_out(self, app: Any, template: Any, age: timedelta = timedelta()) -> None:
        """What the deployment controller does about a new template, to the end."""
        at = (datetime.now(UTC) - age).strftime("%Y-%m-%dT%H:%M:%SZ")
        revision = str(1 + max((revision_of(one) for one in self.sets(app)), default=0))
        same = [s for s in self.sets(app) if without_hash(s["spec"]["template"]) == template]
        if not same:
            made = copy.deepcopy(template)
            made["metadata"]["labels"]["pod-template-hash"] = f"h{revision}"
            owner = [{"uid": app["metadata"]["uid"]}]
            same = [self.add("ReplicaSet", f"app-h{revision}", spec={"template": made})]
            same[0]["metadata"] |= {"ownerReferences": owner, "creationTimestamp": at}
        same[0]["metadata"]["annotations"][REVISION] = revision
        app["spec"]["template"] = copy.deepcopy(template)
        app["metadata"]["annotations"][REVISION] = revision
        app["metadata"]["generation"] += 1
        app["status"] |= {
            "observedGeneration": app["metadata"]["generation"],
            "updatedReplicas": app["spec"]["replicas"],
            "replicas": app["spec"]["replicas"],
            "conditions": [
                {"type": "Available", "status": "True"},
                {"type": "Progressing", "status": "True"},
            ],
        }
        app["status"]["conditions"][1] |= {"reason": "NewReplicaSetAvailable", "lastUpdateTime": at}

    def sets(self, app: Any) -> list[Any]:
        uid = app["metadata"]["uid"]
        return [
            one
            for one in self.objects.get("ReplicaSet", {}).values()
            if any(owner["uid"] == uid for owner in one["metadata"].get("ownerReferences", []))
        ]

    def image(self) -> str:
        """The image that runs now."""
        image: str = self.objects["Deployment"]["app"]["spec"]["template"]["spec"]["containers"][0]["image"]
        return image

    def changes(self) -> list[str]:
        """The calls that changed something."""
        reading = ("get", "logs", "top", "rollout history", "rollout status")
        return [text for call in self.calls if not (text := " ".join(call)).startswith(reading)]


def revision_of(replica_set: Any) -> int:
    return int(replica_set["metadata"]["annotations"][REVISION])


def without_hash(template: Any) -> Any:
    bare = copy.deepcopy(template)
    bare["metadata"]["labels"].pop("pod-template-hash", None)
    return bare


def parse(args: list[str]) -> tuple[str, list[str], dict[str, str]]:
    """Verb, words and options of a call."""
    words: list[str] = []
    options: dict[str, str] = {}
    waiting = iter(args)
    for arg in waiting:
        if not arg.startswith("-"):
            words.append(arg)
            continue
        name, equals, value = arg.lstrip("-").partition("=")
        if equals:
            options[name + "="] = value
        elif name in {"o", "selector", "namespace"}:
            options[name + "="] = next(waiting)
        else:
            options[name] = "true"
    verb = " ".join(words[:2]) if words and words[0] == "rollout" else words[0]
    rest = words[len(verb.split()) :]
    allowed = OPTIONS.get(verb)
    if allowed is None:
        raise RefusedError(f'error: unknown command "{verb}"')
    general = {"namespace=", "request-timeout="}
    if verb == "rollout status":
        general.remove("request-timeout=")
    if unknown := options.keys() - allowed - general:
        raise RefusedError(f"error: unknown flag: {sorted(unknown)}")
    if options.pop("namespace=", "") != os.environ["FAKE_NAMESPACE"]:
        raise RefusedError("error: another namespace")
    options.pop("request-timeout=", None)
    return verb, rest, options


def find(cluster: Cluster, word: str, name: str = "") -> Any:
    kind, _, of = word.partition("/")
    name = of or name
    if kind in cluster.forbidden:
        raise RefusedError(f"Error from server (Forbidden): {kind} is forbidden")
    try:
        return cluster.objects.get(KINDS[kind], {})[name]
    except KeyError:
        raise RefusedError(f'Error from server (NotFound): {kind} "{name}" not found') from None


def get(cluster: Cluster, words: list[str], options: dict[str, str]) -> None:
    if len(words) > 1:
        try:
            found = find(cluster, *words)
        except RefusedError as error:
            if "ignore-not-found" in options and "NotFound" in str(error):
                return
            raise
    else:
        if words[0] in cluster.forbidden:
            raise RefusedError(f"Error from server (Forbidden): {words[0]} is forbidden")
        key, _, value = options.get("selector=", "").partition("=")
        items = cluster.objects.get(KINDS[words[0]], {}).values()
        found = {
            "kind": "List",
            "items": [one for one in items if not key or one["metadata"]["labels"].get(key) == value],
        }
    if options.get("o=") == "json":
        print(json.dumps(found))
    else:
        print("NAME  STATUS")
        for one in found.get("items", [found]):
            print(one["metadata"]["name"], " Fine")


def logs(cluster: Cluster, words: list[str], options: dict[str, str]) -> None:
    assert re.fullmatch(r"app=.+", options["selector="]), "the logs of which pods?"
    file = cluster.file.with_name("previous.log" if "previous" in options else "pods.log")
    lines = file.read_bytes().splitlines(keepends=True)[-int(options["tail="]) :]
    sys.stdout.buffer.write(b"".join(lines))


def rollout(cluster: Cluster, verb: str, words: list[str], options: dict[str, str]) -> None:
    app = find(cluster, words[0])
    if verb == "rollout history":
        for one in sorted(cluster.sets(app), key=revision_of):
            print(revision_of(one), " <none>")
    elif verb == "rollout status":
        assert re.fullmatch(r"\d+s", options["timeout="])
        if app["status"]["conditions"][1]["status"] == "False":
            raise RefusedError(
                f'error: deployment "{app["metadata"]["name"]}" exceeded its progress deadline'
            )
        print(f'deployment "{app["metadata"]["name"]}" successfully rolled out')
    else:
        template = copy.deepcopy(app["spec"]["template"])
        if verb == "rollout restart":
            template["metadata"].setdefault("annotations", {})[RESTARTED] = ago()
        else:
            wanted = options["to-revision="]
            sets = [s for s in cluster.sets(app) if s["metadata"]["annotations"][REVISION] == wanted]
            if not sets:
                raise RefusedError(f"error: unable to find specified revision {wanted} in history")
            template = without_hash(sets[0]["spec"]["template"])
        cluster.roll_out(app, template)
        print(f"{words[0]} changed")


def patch(cluster: Cluster, words: list[str], options: dict[str, str]) -> None:
    assert options["type="] == "json"
    found = find(cluster, *words)
    for operation in json.loads(options["patch="]):
        *path, last = operation["path"].strip("/").split("/")
        place = found
        for part in path:
            place = place[part]
        if operation["op"] == "test" and place.get(last) != operation["value"]:
            raise RefusedError("error: the server rejected our request: test failed")
        if operation["op"] == "replace":
            place[last] = operation["value"]


def scale(cluster: Cluster, words: list[str], options: dict[str, str]) -> None:
    app = find(cluster, words[0])
    if str(app["spec"]["replicas"]) != options["current-replicas="]:
        raise RefusedError("error: Expected replicas to be " + options["current-replicas="])
    app["spec"]["replicas"] = int(options["replicas="])


def annotate(cluster: Cluster, words: list[str], options: dict[str, str]) -> None:
    key, _, value = words[1].partition("=")
    find(cluster, words[0])["metadata"]["annotations"][key] = value


def top(cluster: Cluster, words: list[str], options: dict[str, str]) -> None:
    if "metrics" in cluster.forbidden:
        raise RefusedError("error: Metrics API not available")
    print("POD   NAME   CPU(cores)   MEMORY(bytes)\napp-1 main   250m         300Mi")


VERBS: dict[str, Callable[[Cluster, list[str], dict[str, str]], None]] = {
    "annotate": annotate,
    "get": get,
    "logs": logs,
    "patch": patch,
    "scale": scale,
    "top": top,
}


def main(args: list[str]) -> int:
    """kubectl."""
    cluster = Cluster(Path(os.environ["FAKE_CLUSTER"]))
    if Path(os.environ["KUBECONFIG"]).read_text() != "kind: Config\n":
        print("The connection to the server localhost:8080 was refused", file=sys.stderr)
        return 1
    try:
        verb, words, options = parse(args)
        values = [f"{name}{value}" for name, value in options.items() if name.endswith("=")]
        cluster.calls.append([*verb.split(), *words, *values])
        if verb in VERBS:
            VERBS[verb](cluster, words, options)
        else:
            rollout(cluster, verb, words, options)
    except RefusedError as refused:
        print(refused, file=sys.stderr)
        return 1
    finally:
        cluster.save()
    return 0
