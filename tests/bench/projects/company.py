"""Two hundred teams: five alerts of each service, routes, inhibitions, escalations, objectives."""

from alertflow import (
    Alert,
    Escalation,
    Inhibition,
    Level,
    Project,
    Remediation,
    Route,
    Severity,
    Team,
    TimeInterval,
)
from alertflow.dispatch import Direct
from alertflow.playbooks import kubernetes
from alertflow.receivers import PagerDuty, Slack, Webhook
from alertflow.slo import Availability, Slo

COUNT = 1000
"""How many alerts, five of each service; those of the objectives come on top."""
OBJECTIVES = 20
REMEDIATED = 50

DEPARTMENTS = [
    Escalation(
        f"department-{number}",
        levels=[
            Level(
                "15m", owner="the lead", receivers=[PagerDuty(routing_key_file=f"/etc/keys/lead-{number}")]
            ),
            Level(
                "45m", owner="the head", receivers=[PagerDuty(routing_key_file=f"/etc/keys/head-{number}")]
            ),
        ],
    )
    for number in range(20)
]
"""For critical alerts: a tenth of all."""
TEAMS = [
    Team(
        f"team-{number}",
        receivers=[Slack(channel=f"#team-{number}"), PagerDuty(min_severity=Severity.HIGH)],
        escalation=DEPARTMENTS[number // 10],
    )
    for number in range(200)
]
OFFICE = TimeInterval(
    "office-hours", weekdays=["monday:friday"], times=["08:00-18:00"], location="Europe/Paris"
)


class Service:
    """One of the company's services, and its alerts."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.name = f"service-{number}"
        self.team = TEAMS[number % len(TEAMS)]

    def alert(
        self, what: str, expr: str, severity: Severity, summary: str, environment: str = "production"
    ) -> Alert:
        """One of its alerts."""
        remediation = None
        if what == "Down" and self.number < REMEDIATED:
            app = kubernetes.Deployment(self.name)
            remediation = Remediation(
                diagnose=[app.logs(tail=100)], act=[app.restart()], verify=[app.rollout_status()]
            )
        return Alert(
            name=f"Service{self.number}{what}",
            expr=expr.replace("JOB", f'job="{self.name}"'),
            for_="5m",
            severity=severity,
            team=self.team,
            summary=summary,
            description=f"It is in {environment}. Look at the latest release of {self.name} first.",
            runbook=f"https://runbooks.example.org/{self.name}#{what}",
            labels={
                "service": self.name,
                "environment": environment,
                **({"kind": "security"} if self.number % 50 == 49 else {}),
            },
            remediation=remediation,
        )

    @property
    def alerts(self) -> list[Alert]:
        """All five."""
        failing = (
            'sum by (job) (rate(http_requests_total{JOB,status=~"5.."}[5m]))'
            " / sum by (job) (rate(http_requests_total{JOB}[5m]))"
        )
        shown = "{{ $value | humanizePercentage }} of requests to {{ $labels.job }} fail"
        down = Severity.HIGH if self.number % 2 else Severity.CRITICAL
        return [
            self.alert("Down", "up{JOB} == 0", down, "{{ $labels.instance }} of {{ $labels.job }} is down"),
            self.alert("Errors", f"{failing} > 0.1", Severity.HIGH, shown),
            self.alert("Errors", f"{failing} > 0.0{self.number % 9 + 1}", Severity.WARNING, shown),
            self.alert(
                "Slow",
                "histogram_quantile(0.99, sum by (job, le)"
                " (rate(http_request_duration_seconds_bucket{JOB}[5m]))) > 2",
                Severity.WARNING,
                "One request of a hundred takes {{ $value | humanizeDuration }}",
                environment="staging",
            ),
            self.alert(
                "DiskFull",
                "predict_linear(node_filesystem_avail_bytes{JOB}[6h], 4 * 3600) < 0",
                Severity.INFO,
                "{{ $labels.mountpoint }} of {{ $labels.instance }} will be full within four hours",
            ),
        ]


SERVICES = [Service(number) for number in range(COUNT // 5)]
ALERTS = [service.alerts for service in SERVICES]
STATUS_PAGE = Webhook("https://status.example.org/alerts", token_file="/etc/alertmanager/status-token")

project = Project(
    name="company",
    repository="example/company",
    alerts=[alert for alerts in ALERTS for alert in alerts],
    slos=[
        Slo(
            "availability",
            service=service.name,
            objective=0.999,
            indicator=Availability(
                errors=f'http_requests_total{{job="{service.name}",status=~"5.."}}',
                total=f'http_requests_total{{job="{service.name}"}}',
            ),
            team=service.team,
            runbook=f"https://runbooks.example.org/{service.name}#budget",
        )
        for service in SERVICES[:OBJECTIVES]
    ],
    routes=[
        Route(
            "security", labels={"kind": "security"}, receivers=[Slack(channel="#security")], continue_=True
        ),
        *(
            Route(
                f"status-page-{number}",
                service=[service.name for service in SERVICES[number * 5 : number * 5 + 5]],
                severity=Severity.CRITICAL,
                receivers=[STATUS_PAGE],
                continue_=True,
            )
            for number in range(min(18, len(SERVICES) // 5))
        ),
        Route("staging-at-night", environment="staging", outside=OFFICE, receivers=[]),
    ],
    inhibitions=[
        Inhibition(
            source_matchers=['severity="critical"'],
            target_matchers=['severity=~"warning|info"'],
            equal=["service"],
        ),
        Inhibition(
            source_matchers=['severity="high"'],
            target_matchers=['severity="warning"'],
            equal=["alertname", "service"],
        ),
        *(
            Inhibition(sources=alerts[:1], targets=alerts[1:3], equal=["environment"])
            for alerts in ALERTS[:OBJECTIVES]
        ),
    ],
    dispatch=Direct(token_file="/etc/alertmanager/github-token"),
)
