"""School timetable: what can go wrong, how that is detected, who is told, and what is done about it."""

from alertflow import (
    Alert,
    AlertTest,
    Approval,
    Budget,
    Inhibition,
    Pipeline,
    Project,
    RecordingRule,
    Remediation,
    RuleGroup,
    Severity,
    Slo,
    Targets,
    Team,
)
from alertflow.dispatch import Bridge, Direct
from alertflow.pipeline import AlertContext, ErrorBudget, Investigate, Notify, Respond, Review
from alertflow.playbooks import database, http, kubernetes, prometheus
from alertflow.receivers import PagerDuty, Slack
from alertflow.slo import Availability

ERROR_RATE = 0.05
"""Share of requests that may fail over five minutes."""
MONTHLY_ERRORS = 0.01
"""Share of requests that may fail over 30 days: the error budget."""
CPU = 0.80
MEMORY = 0.85
"""Share of their limits that the pods may use, on average."""
CONNECTION_ERRORS = 10
"""Failed database connections within five minutes that count as an outage."""

SERVER_ERRORS = 'http_requests_total{job="school-timetable",status=~"5.."}'
REQUESTS = 'http_requests_total{job="school-timetable"}'
FAILING_PATHS = f"sum by (path) (rate({SERVER_ERRORS}[5m]))"
PODS = 'namespace="default",pod=~"school-timetable-.*"'

app = kubernetes.Deployment("school-timetable", hpa="school-timetable-hpa")
mysql = database.MySQL()
metrics = prometheus.Server()
website = http.Endpoint("https://timetable.example.org/healthz")

platform = Team("platform", receivers=[Slack(channel="#alerts"), PagerDuty(min_severity=Severity.CRITICAL)])
databases = Team(
    "database", receivers=[Slack(channel="#database"), PagerDuty(min_severity=Severity.CRITICAL)]
)

by_hand = [app.restart(), app.scale(by=1, maximum=10), app.rollback(approval=Approval("production"))]
"""What a person may start for any trouble of the application."""

high_error_rate = Alert(
    name="HighErrorRate",
    # Summed before it is divided: otherwise each status is compared with itself, and one error fires.
    expr=f"""
        sum(rate({SERVER_ERRORS}[5m]))
          / sum(rate({REQUESTS}[5m])) > {ERROR_RATE}
    """,
    for_="5m",
    severity=Severity.CRITICAL,
    summary="{{ $value | humanizePercentage }} of requests fail",
    description=f"More than {ERROR_RATE:.0%} of requests have failed for five minutes.",
    runbook="docs/runbooks/HighErrorRate.md",
    remediation=Remediation(
        diagnose=[
            app.logs(tail=100),
            app.error_patterns(),
            app.rollout_history(),
            metrics.top_failing_endpoints(FAILING_PATHS),
        ],
        act=[app.rollback(approval=Approval("production"))],
        verify=[app.rollout_status(timeout="5m")],
        on_request=[app.restart(), app.scale(by=1, maximum=10)],
        budget=Budget(runs=3, per="1h"),
        follow_up="Roll forward with a fix before the next release.",
    ),
    tests=[
        AlertTest(
            "six requests of a hundred fail",
            series={
                'http_requests_total{job="school-timetable",status="200"}': "0+94x20",
                'http_requests_total{job="school-timetable",status="500"}': "0+6x20",
            },
            quiet_at="5m",
            fires_at="12m",
            annotations={"summary": "6% of requests fail"},
        ),
        AlertTest(
            "five of a hundred fail: just below",
            series={
                'http_requests_total{job="school-timetable",status="200"}': "0+95x20",
                'http_requests_total{job="school-timetable",status="500"}': "0+5x20",
            },
            quiet_at="20m",
        ),
        AlertTest(
            "one 5xx in 10,000 requests",
            series={
                'http_requests_total{job="school-timetable",status="200"}': "0+9999x20",
                'http_requests_total{job="school-timetable",status="500"}': "0+1x20",
            },
            quiet_at="20m",
        ),
    ],
)

spend_less = Remediation(
    diagnose=[app.hpa_status(), app.rollout_history()],
    reason="Whether to roll back or to add capacity depends on why the budget went: see the analysis.",
    on_request=by_hand,
    follow_up="A spike after a release: roll it back. A gradual loss: add capacity or mend the cause.",
)

# Gives ErrorBudgetExhausted: a warning, and critical while errors go on. Of a fast burn HighErrorRate tells.
availability = Slo(
    "availability",
    service="school-timetable",
    objective=1 - MONTHLY_ERRORS,
    indicator=Availability(errors=SERVER_ERRORS, total=REQUESTS),
    period="30d",
    tiers=[],
    prefix="",
    runbook="docs/runbooks/ErrorBudgetExhausted.md",
    remediation=spend_less,
)


def pod(name: str) -> str:
    """The labels of one of the pods, in the series of a test."""
    return f'namespace="default",pod="school-timetable-{name}"'


def used_cpu(name: str) -> str:
    return f'container_cpu_usage_seconds_total{{{pod(name)},container="app"}}'


def used_memory(name: str) -> str:
    return f'container_memory_working_set_bytes{{{pod(name)},container="app"}}'


def limit(name: str, resource: str) -> str:
    return f'kube_pod_container_resource_limits{{{pod(name)},resource="{resource}"}}'


high_cpu_usage = Alert(
    name="HighCPUUsage",
    expr=f"""
        sum(rate(container_cpu_usage_seconds_total{{{PODS},container!=""}}[5m]))
          / sum(kube_pod_container_resource_limits{{{PODS},resource="cpu"}}) > {CPU}
    """,
    for_="10m",
    severity=Severity.WARNING,
    summary="The pods use {{ $value | humanizePercentage }} of their CPU limit",
    description="The autoscaler adds replicas; this says that it was not enough for ten minutes.",
    runbook="docs/runbooks/HighCPUUsage.md",
    remediation=Remediation(
        diagnose=[app.hpa_status(), app.top(), app.rollout_history()],
        reason="The autoscaler adds replicas by itself.",
        on_request=by_hand,
        follow_up="Find out why scaling did not help: is it at its maximum, or is one path hot?",
    ),
    tests=[
        AlertTest(
            "two pods of one core use 1.7 cores",
            series={
                used_cpu("a"): "0+54x30",
                used_cpu("b"): "0+48x30",
                limit("a", "cpu"): "1x30",
                limit("b", "cpu"): "1x30",
            },
            quiet_at="10m",
            fires_at="15m",
        ),
        AlertTest(
            "four fifths of the limit: just below",
            series={
                used_cpu("a"): "0+48x30",
                limit("a", "cpu"): "1x30",
            },
            quiet_at="30m",
        ),
    ],
)

high_memory_usage = Alert(
    name="HighMemoryUsage",
    expr=f"""
        sum(container_memory_working_set_bytes{{{PODS},container!=""}})
          / sum(kube_pod_container_resource_limits{{{PODS},resource="memory"}}) > {MEMORY}
    """,
    for_="10m",
    severity=Severity.WARNING,
    summary="The pods use {{ $value | humanizePercentage }} of their memory limit",
    description="The autoscaler adds replicas; memory that only grows is a leak.",
    runbook="docs/runbooks/HighMemoryUsage.md",
    remediation=Remediation(
        diagnose=[
            app.top(),
            metrics.memory_trend(f'sum(container_memory_working_set_bytes{{{PODS},container!=""}})'),
            app.hpa_status(),
        ],
        reason="The autoscaler adds replicas by itself; a leak wants a person.",
        on_request=by_hand,
        follow_up="Watch the trend; if it goes on growing, look for a leak in the latest changes.",
    ),
    tests=[
        AlertTest(
            "900 of 1,000 bytes are used",
            series={
                used_memory("a"): "900x30",
                limit("a", "memory"): "1000x30",
            },
            quiet_at="9m",
            fires_at="10m",
        ),
        AlertTest(
            "850 of 1,000 bytes: just below",
            series={
                used_memory("a"): "850x30",
                limit("a", "memory"): "1000x30",
            },
            quiet_at="30m",
        ),
    ],
)

application_down = Alert(
    name="ApplicationDown",
    expr="""
        max by (job) (up{job="school-timetable"}) == 0
          or absent(up{job="school-timetable"})
    """,
    for_="1m",
    severity=Severity.CRITICAL,
    summary="No instance of school-timetable answers",
    description="Every instance has failed its health check for a minute, or none is known to Prometheus.",
    runbook="docs/runbooks/ApplicationDown.md",
    remediation=Remediation(
        diagnose=[app.pods(), app.logs(tail=50, previous=True), app.events(), app.rollout_history()],
        act=[app.restart()],
        verify=[app.rollout_status(timeout="5m")],
        on_request=[app.rollback(approval=Approval("production")), app.scale(by=1, maximum=10)],
        budget=Budget(runs=2, per="1h"),
        follow_up="If the restart did not help, a rollback may: start it by hand with action=rollback.",
    ),
    tests=[
        AlertTest(
            "both instances are down",
            series={
                'up{job="school-timetable",instance="a"}': "1 1 0x20",
                'up{job="school-timetable",instance="b"}': "1 1 0x20",
            },
            quiet_at="2m",
            fires_at="3m",
            labels={"job": "school-timetable"},
        ),
        AlertTest(
            "one of two is down",
            series={
                'up{job="school-timetable",instance="a"}': "0x20",
                'up{job="school-timetable",instance="b"}': "1x20",
            },
            quiet_at="20m",
        ),
        AlertTest(
            "Prometheus knows of none",
            series={'up{job="something-else"}': "1x20"},
            fires_at="3m",
            labels={"job": "school-timetable"},
        ),
    ],
)

database_down = Alert(
    name="DatabaseDown",
    expr=f"""
        max by (job) (mysql_up{{job="mysql"}}) == 0
          or sum by (job) (increase(db_connection_errors_total{{job="school-timetable"}}[5m]))
            > {CONNECTION_ERRORS}
    """,
    for_="1m",
    severity=Severity.CRITICAL,
    team=databases,
    summary="The database cannot be reached",
    description="MySQL is down, or the application fails to connect to it.",
    runbook="docs/runbooks/DatabaseDown.md",
    remediation=Remediation(
        diagnose=[
            mysql.reachability(),
            mysql.connectivity(),
            mysql.replication(),
            kubernetes.services("app=mysql"),
            app.error_patterns(),
        ],
        reason="Databases are changed by people only.",
        follow_up="Fail over or recover by hand, with the database team.",
    ),
    tests=[
        AlertTest(
            "MySQL is down",
            series={'mysql_up{job="mysql",instance="db-0"}': "1 1 0x20"},
            quiet_at="2m",
            fires_at="3m",
            labels={"job": "mysql"},
        ),
        AlertTest(
            "twelve connections fail in five minutes",
            series={'db_connection_errors_total{job="school-timetable",instance="a"}': "0+3x20"},
            fires_at="10m",
            labels={"job": "school-timetable"},
        ),
        AlertTest(
            "ten fail in five minutes: just below",
            series={
                'mysql_up{job="mysql",instance="db-0"}': "1x20",
                'db_connection_errors_total{job="school-timetable",instance="a"}': "0+2x20",
            },
            quiet_at="20m",
        ),
    ],
)

loop = RuleGroup(
    "alert_remediation",
    interval="30s",
    rules=[
        RecordingRule(
            "alert:remediation:success_rate",
            # alertflow: ignore[prometheus/rate-of-gauge] a counter, although its name does not end in _total
            expr="""
                sum(rate(workflow_run_success{workflow="alert-triggered-remediation"}[1h]))
                  / sum(rate(workflow_run_total{workflow="alert-triggered-remediation"}[1h]))
            """,
        ),
        RecordingRule(
            "alert:response_time:p95",
            expr="""
                histogram_quantile(
                  0.95, sum by (le) (rate(alert_to_remediation_duration_seconds_bucket[5m]))
                )
            """,
        ),
    ],
)

health = [app.pods(), website.health()]
budget_analysis = [
    metrics.burn_rate(
        errors=f"rate({SERVER_ERRORS}[$window])",
        total=f"rate({REQUESTS}[$window])",
        objective=availability.objective,
    ),
    metrics.top_failing_endpoints(FAILING_PATHS),
    app.hpa_status(),
]

# Version 1, of the event prometheus-alert: every step a job of its own; tells people of critical alerts.
context = AlertContext()
health_check = Investigate("health-check", commands=health, diagnose=False, after=[context])
diagnostics = Investigate("collect-diagnostics", after=[health_check])
analysis = ErrorBudget(commands=budget_analysis, after=[diagnostics])
respond = Respond("respond-to-alert", after=[diagnostics])
notify = Notify("notify-incident", receivers=[Slack(channel="#alerts")], after=[respond, analysis])
review = Review("post-incident-review", after=[notify])
v1 = Pipeline(
    file="alert-triggered-remediation.yml",
    name="Alert-triggered remediation",
    events=["prometheus-alert"],
    stages=[context, health_check, diagnostics, analysis, respond, notify, review],
)

# Version 2, of the event alert-fired: looks first, in one job; always tells people.
investigate = Investigate("investigate", commands=health, after=[context])
remediate = Respond("remediate", after=[investigate])
budget_stage = ErrorBudget("budget-analysis", commands=budget_analysis, after=[investigate])
tell = Notify(
    "notify",
    receivers=[Slack(channel="#alerts")],
    min_severity=Severity.INFO,
    after=[remediate, budget_stage],
)
v2 = Pipeline(
    file="alert-triggered-remediation-v2.yml",
    name="Alert-triggered remediation v2",
    events=["alert-fired"],
    stages=[context, investigate, remediate, budget_stage, tell],
)

project = Project(
    name="school-timetable",
    repository="uwinezadenyse605/School-time-table-management",
    team=platform,
    alerts=[
        high_error_rate,
        high_cpu_usage,
        high_memory_usage,
        application_down,
        database_down,
    ],
    slos=[availability],
    groups=[loop],
    inhibitions=[
        # Down explains the errors.
        Inhibition(sources=[application_down], targets=[high_error_rate], equal=["target"]),
    ],
    pipelines=[v1, v2],
    dispatch=[
        # Alertmanager 0.32 or later needs nothing else; an older one needs the bridge.
        Direct(token_file="/etc/alertmanager/github-token"),
        Bridge(
            "http://alertflow-bridge:8080/alerts",
            token_file="/etc/alertmanager/bridge-token",
            config="monitoring/alertmanager-bridge.yml",
            alertmanager="0.25",
        ),
    ],
    targets=Targets(prometheus="2.42", alertmanager="0.32"),
)
