"""Service level objectives, of availability and of latency in turn."""

from alertflow import Project, Severity, Team
from alertflow.receivers import PagerDuty, Slack
from alertflow.slo import Availability, Latency, Slo

COUNT = 20

TEAMS = [
    Team(
        f"team-{number}",
        receivers=[Slack(channel=f"#team-{number}"), PagerDuty(min_severity=Severity.CRITICAL)],
    )
    for number in range(20)
]


def objective(number: int) -> Slo:
    """That of a service."""
    job = f'job="service-{number}"'
    available = Availability(
        errors=f'http_requests_total{{{job},status=~"5.."}}', total=f"http_requests_total{{{job}}}"
    )
    fast = Latency(histogram=f"http_request_duration_seconds{{{job}}}", within="500ms")
    return Slo(
        "latency" if number % 2 else "availability",
        service=f"service-{number}",
        objective=0.99 if number % 2 else 0.999,
        indicator=fast if number % 2 else available,
        team=TEAMS[number % len(TEAMS)],
        runbook=f"https://runbooks.example.org/service-{number}#budget",
    )


project = Project(name="objectives", slos=[objective(number) for number in range(COUNT)])
