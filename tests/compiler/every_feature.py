"""A project with what no template has: every kind of receiver, a route, a severity and a job of its own."""

from alertflow import (
    Alert,
    AlertTest,
    Approval,
    Budget,
    Command,
    Dashboards,
    Effect,
    Escalation,
    Inhibition,
    Level,
    Message,
    Pipeline,
    Project,
    Remediation,
    Route,
    Runbook,
    Secret,
    Severity,
    Targets,
    Team,
    TimeInterval,
    github,
)
from alertflow.cluster import Autoscale, Kubernetes, Permission
from alertflow.dispatch import Direct
from alertflow.pipeline import AlertContext, Custom, Investigate, Notify, Respond, Review
from alertflow.receivers import Email, MicrosoftTeams, PagerDuty, Slack, Webhook

PAGE = Severity("page", rank=50)

mail = Email(
    "oncall@example.org", sender="alerts@example.org", smarthost="smtp.example.org:587", username="alerts"
)
pager = PagerDuty(min_severity=PAGE)
vendor = Escalation(
    "vendor",
    levels=[
        Level("10m", owner="the head of storage", receivers=[pager]),
        Level("1h", owner="the vendor", receivers=[mail, MicrosoftTeams()]),
    ],
    repeat="30m",
)
storage = Team("storage", receivers=[mail, pager], escalation=vendor)
office_hours = TimeInterval(
    "office-hours", weekdays=["monday:friday"], times=["09:00-17:00"], location="Europe/Paris"
)
audit = Webhook("https://audit.example.org/alerts", token_file="/etc/alertmanager/audit-token")

free = Command(
    "free",
    title="Free space on the volumes",
    script="df -h",
    target="volume/data",
    permissions=[
        Permission("persistentvolumeclaims", verbs=["get"], namespace="files", names=["data"]),
        Permission("pods", verbs=["list"], namespace="files"),
    ],
)
trim = Command(
    "trim",
    title="Trim old journals",
    script='journalctl --vacuum-size="$SIZE"',
    env={"SIZE": "1G"},
    effect=Effect.CHANGES,
    target="volume/data",
    secrets=[Secret("SSH_KEY", file=True), Secret("SSH_HOST")],
    action="trim",
)
wipe = trim.replace(
    name="wipe",
    title="Remove what can be made again",
    script='rm -rf -- "$CACHE"',
    env={"CACHE": "/var/cache/app"},
    effect=Effect.DESTROYS,
    approval=Approval("storage-admins"),
    action="wipe",
)

grown = Command(
    "grown",
    title="What has grown since yesterday",
    script="""
        needs_tool find
        du -xh --max-depth=2 "$ROOT"
        count=$(find "$ROOT" -xdev -mtime -1 -size +100M | wc -l)
        conclude "$count files of more than 100 MB were written since yesterday"
    """,
    env={"ROOT": "/data"},
)

disk_full = Alert(
    name="DiskFull",
    expr='min by (volume) (node_filesystem_avail_bytes{volume="data"}) < 1e9',
    for_="2m",
    keep_firing_for="10m",
    severity=PAGE,
    team=storage,
    summary='{{ $labels.volume }} has "{{ $value | humanize1024 }}B" left: it\'s nearly full',
    description="Journals grow.\nOld ones can go.",
    runbook=Runbook(
        means="The volume is *nearly full*: soon no file can be written.",
        symptoms=["Uploads end with `507 Insufficient Storage`."],
        investigate=["Ask whether somebody is restoring a backup.", grown],
        resolution=["Remove what nobody needs:\n\n```bash\nrm -rf /var/cache/app/old\n```", trim],
        escalation="Call the vendor: +44 20 7946 0000.",
        links={"Disks (wiki)": "https://wiki.example.org/disks"},
    ),
    dashboard="https://grafana.example.org/d/disk",
    labels={"service": "files"},
    annotations={"owner": "storage"},
    remediation=Remediation(
        diagnose=[free],
        act=[trim, wipe],
        verify=[free.replace(name="still-free")],
        budget=Budget(runs=1, per="1d"),
    ),
    tests=[
        AlertTest(
            "half a gigabyte is left",
            series={'node_filesystem_avail_bytes{volume="data",instance="a"}': "500000000x10"},
            quiet_at="1m",
            fires_at="3m",
            labels={"volume": "data"},
        ),
    ],
)
disk_filling = Alert(
    name="DiskFilling",
    expr='predict_linear(node_filesystem_avail_bytes{volume="data"}[6h], 86400) < 0',
    severity=Severity.WARNING,
    team=storage,
    summary="{{ $labels.volume }} is full within a day",
    runbook="https://runbooks.example.org/disk",
)

context = AlertContext("read")
look = Investigate("look", commands=[free], after=[context])
act = Respond("act", min_severity=PAGE, after=[look])
snapshot = Custom(
    github.Job(
        id="snapshot",
        name="Snapshot",
        runs_on="ubuntu-latest",
        steps=[github.RunStep(name="Take it", run="echo taken", shell="bash")],
    ),
    after=[look],
)
tell = Notify("tell", receivers=[Slack(channel="#storage"), pager], min_severity=PAGE, after=[act, snapshot])
review = Review("review", issue_from=PAGE, labels=["incident", "storage"], after=[tell])

project = Project(
    name="files",
    repository="example/files",
    alerts=[disk_full, disk_filling],
    routes=[
        Route(
            "audit",
            alerts=[disk_full],
            matchers=['service=~"files|backup"'],
            receivers=[audit, Slack(channel="#audit")],
            group_by=["alertname"],
            group_wait="0s",
            continue_=True,
        ),
        Route(
            "at-night",
            severity=Severity.WARNING,
            team=storage,
            outside=office_hours,
            receivers=[MicrosoftTeams()],
        ),
    ],
    messages=[
        Message(severity=PAGE, channel="email", text="{summary}\nOwner: {annotations.owner}\n{labels}")
    ],
    inhibitions=[Inhibition(sources=[disk_full], targets=[disk_filling], equal=["team"])],
    pipelines=[
        Pipeline(
            file="disk.yml",
            name="Disk",
            events=["disk-alert"],
            stages=[context, look, snapshot, act, tell, review],
        )
    ],
    dispatch=Direct(token_file="/etc/alertmanager/github-token", repeat="4h", max_alerts=5),
    targets=Targets(prometheus="2.42", alertmanager="0.32", github="server"),
    kubernetes=Kubernetes(
        namespace="observe",
        labels={"release": "kube-prometheus-stack"},
        autoscale=[
            Autoscale(
                "files",
                query="sum(rate(http_requests_total[2m]))",
                threshold=50,
                minimum=2,
                maximum=6,
                namespace="files",
            )
        ],
        folder="ops/k8s",
    ),
    monitoring="ops/monitoring",
    runbooks="ops/runbooks",
    dashboards=Dashboards(folder="ops/dashboards", url="https://grafana.example.org", tags=["storage"]),
)
