"""Alerts of as many services, as a loop makes them."""

from alertflow import Alert, Project, Remediation, Severity, Team
from alertflow.dispatch import Direct
from alertflow.playbooks import kubernetes
from alertflow.receivers import PagerDuty, Slack

COUNT = 100
OWN_METRICS = False
"""Whether each alert reads a metric of its own, so that no two expressions have anything in common."""
REMEDIATED = 50
"""How many alerts have a remediation, where there are that many alerts."""

TEAMS = [
    Team(f"team-{number}", receivers=[Slack(channel="#alerts"), PagerDuty(min_severity=Severity.HIGH)])
    for number in range(20)
]
SEVERITIES = [Severity.CRITICAL, Severity.HIGH, Severity.WARNING, Severity.INFO]
PATHS = ["api", "web", "search", "checkout"]


def errors(number: int) -> Alert:
    """Too many requests to a service fail."""
    job = f"service-{number}"
    path = PATHS[number % len(PATHS)]
    metric = f"service_{number}_requests_total" if OWN_METRICS else "http_requests_total"
    failed = f'{{job="{job}",status="500"}}'
    if number % 2:
        failed = f'{{job="{job}",status=~"5..",path=~"/{path}/.*"}}'
    remediation = None
    if number < REMEDIATED:
        app = kubernetes.Deployment(job)
        remediation = Remediation(
            diagnose=[app.logs(tail=100)], act=[app.restart()], verify=[app.rollout_status()]
        )
    return Alert(
        name=f"Service{number}Errors",
        expr=f"""
            sum by (job) (rate({metric}{failed}[5m]))
              / sum by (job) (rate({metric}{{job="{job}"}}[5m])) > 0.0{number % 9 + 1}
        """,
        for_="5m" if number % 3 else "10m",
        severity=SEVERITIES[number % len(SEVERITIES)],
        team=TEAMS[number % len(TEAMS)],
        summary=f"{{{{ $value | humanizePercentage }}}} of requests to {job} fail",
        description=f"More than {number % 9 + 1}% of the requests have failed. Look at the latest release.",
        runbook=f"https://runbooks.example.org/{job}#errors",
        remediation=remediation,
    )


project = Project(
    name="services",
    repository="example/services",
    alerts=[errors(number) for number in range(COUNT)],
    dispatch=Direct(token_file="/etc/alertmanager/github-token"),
)
