"""A project file with many alerts, as a company with many services would write it."""

from __future__ import annotations

REMEDIATED = 50
"""How many alerts have a remediation, where there are that many alerts."""

_PROJECT = '''"""{count} alerts of as many services."""

from alertflow import Alert, Project, Remediation, Severity, Team
from alertflow.dispatch import Direct
from alertflow.playbooks import kubernetes
from alertflow.receivers import PagerDuty, Slack

TEAMS = [
    Team(f"team-{{number}}", receivers=[Slack(channel="#alerts"), PagerDuty(min_severity=Severity.HIGH)])
    for number in range(20)
]
SEVERITIES = [Severity.CRITICAL, Severity.HIGH, Severity.WARNING, Severity.INFO]
PATHS = ["api", "web", "search", "checkout"]


def errors(number: int) -> Alert:
    """Too many requests to a service fail."""
    job = f"service-{{number}}"
    path = PATHS[number % len(PATHS)]
    failed = f'{{{{job="{{job}}",status="500"}}}}'
    if number % 2:
        failed = f'{{{{job="{{job}}",status=~"5..",path=~"/{{path}}/.*"}}}}'
    remediation = None
    if number < {remediated}:
        app = kubernetes.Deployment(job)
        remediation = Remediation(
            diagnose=[app.logs(tail=100)], act=[app.restart()], verify=[app.rollout_status()]
        )
    return Alert(
        name=f"Service{{number}}Errors",
        expr=f"""
            sum by (job) (rate({metric}{{failed}}[5m]))
              / sum by (job) (rate({metric}{{{{job="{{job}}"}}}}[5m])) > 0.0{{number % 9 + 1}}
        """,
        for_="5m" if number % 3 else "10m",
        severity=SEVERITIES[number % len(SEVERITIES)],
        team=TEAMS[number % len(TEAMS)],
        summary=f"{{{{{{{{ $value | humanizePercentage }}}}}}}} of requests to {{job}} fail",
        description=f"More than {{number % 9 + 1}}% of the requests have failed. Look at the latest release.",
        runbook=f"https://runbooks.example.org/{{job}}#errors",
        remediation=remediation,
    )


project = Project(
    name="services",
    repository="example/services",
    alerts=[errors(number) for number in range({count})],
    dispatch=Direct(token_file="/etc/alertmanager/github-token"),
)
'''


def source(count: int, own_metrics: bool = False) -> str:
    """The text of a project file that declares `count` alerts.

    They read one metric, each of another job, as a loop over services makes them; with `own_metrics` each
    reads a metric of its own, so that no two expressions have anything in common.
    """
    metric = "service_{number}_requests_total" if own_metrics else "http_requests_total"
    return _PROJECT.format(count=count, remediated=REMEDIATED, metric=metric)
