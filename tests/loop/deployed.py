"""The cluster that the workflows find: `school-timetable`, its autoscaler and pod, and the database."""

from datetime import timedelta
from pathlib import Path

from tests.playbooks.cluster import Cluster, ago


def deployed(state: Path) -> None:
    """Version 1 of the application runs since yesterday, version 2 since half an hour."""
    cluster = Cluster(state / "cluster.json")
    name = "school-timetable"
    app = cluster.add("Deployment", name, spec={"replicas": 3, "strategy": {"type": "RollingUpdate"}})
    app["spec"]["template"] = {}
    app["status"] = {"readyReplicas": 3}
    app["metadata"] |= {"uid": "u-1", "generation": 0}
    for image, age in (("timetable:1", timedelta(days=1)), ("timetable:2", timedelta(minutes=30))):
        containers = [{"name": "main", "image": image}]
        template = {"metadata": {"labels": {"app": name}}, "spec": {"containers": containers}}
        cluster.roll_out(app, template, age)
    cluster.add(
        "HorizontalPodAutoscaler",
        f"{name}-hpa",
        spec={
            "minReplicas": 2,
            "maxReplicas": 6,
            "scaleTargetRef": {"kind": "Deployment", "name": name},
        },
        status={"currentReplicas": 3, "desiredReplicas": 3},
    )
    ready = {"conditions": [{"type": "Ready", "status": "True"}], "containerStatuses": []}
    cluster.add("Pod", f"{name}-1", labels={"app": name}, status=ready)
    cluster.add("Service", "mysql", labels={"app": "mysql"})
    started = {"involvedObject": {"kind": "Pod", "name": f"{name}-1"}, "type": "Normal"}
    cluster.add("Event", "e1", lastTimestamp=ago(minutes=1), reason="Started", message="up", **started)
    cluster.save()
    log = "mysql: connection refused\nGET /api/timetable 500\n"
    (state / "pods.log").write_text(log, encoding="utf-8")
    (state / "previous.log").write_text("out of memory\n", encoding="utf-8")
