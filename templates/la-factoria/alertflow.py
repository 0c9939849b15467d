"""La Factoria: a policy of who is told of what, by Slack, PagerDuty and mail, and how that escalates."""

from alertflow import (
    Alert,
    AlertTest,
    Command,
    Dashboards,
    Escalation,
    Inhibition,
    Level,
    Message,
    Pipeline,
    Project,
    Remediation,
    Route,
    Runbook,
    Severity,
    Slo,
    Targets,
    Team,
    TimeInterval,
)
from alertflow.dispatch import Direct
from alertflow.pipeline import AlertContext, Investigate, Notify, Review
from alertflow.playbooks import http, prometheus
from alertflow.prometheus import error_ratio, latency_quantile, saturation
from alertflow.receivers import Email, PagerDuty, Slack, Webhook
from alertflow.slo import Availability
from alertflow.testing import fires_when, per_minute, quiet_when

CRITICAL, HIGH, WARNING, INFO = Severity.CRITICAL, Severity.HIGH, Severity.WARNING, Severity.INFO

ERROR_RATE, OUTAGE = 0.05, 0.25
"""Shares of requests that may fail over five minutes, before it is worth a look, and an outage."""
SLOW = 1.0
"""Seconds within which 95 of 100 requests should be answered."""
MEMORY = 0.85
"""Share of its memory limit that a container may use."""
POOL = 0.9
"""Share of the database connections that may be in use."""
CONNECTION_ERRORS, FAILED_LOGINS = 5, 100
"""How many there may be within five minutes."""
PAYMENTS, EXTERNAL = 0.1, 0.2
"""Shares of the payments, and of the requests to one external API, that may fail over five minutes."""

# -- Where people read. What is secret stands in files: see docs/settings.md. --


def pagerduty(service: str = "") -> PagerDuty:
    """The PagerDuty integration of `service`, or the one of who is on call."""
    of = f"{service}-" if service else ""
    return PagerDuty(
        routing_key_file=f"/etc/alertmanager/pagerduty-{of}routing-key",
        secret=f"PAGERDUTY_{of.upper().replace('-', '_')}ROUTING_KEY",
    )


def mail(to: str) -> Email:
    """A mailbox of the company."""
    return Email(
        f"{to}@example.org",
        sender="alerts@example.org",
        smarthost="smtp.example.org:587",
        username="alerts@example.org",
    )


critical_channel = Slack(channel="#alerts-critical")
alerts_channel = Slack(channel="#alerts")
database_channel = Slack(channel="#database-alerts")
security_channel = Slack(channel="#security-alerts")
payments_channel = Slack(channel="#payments-alerts")
dev_channel = Slack(channel="#dev-alerts")
on_call_page, executive_page = pagerduty(), pagerduty("executive")
# The application lists what fires (GET /alerts/active) and keeps the history.
application = Webhook(
    "http://la-factoria-api:8000/alerts/webhook", token_file="/etc/alertmanager/la-factoria-webhook-token"
)

# -- Who is told when nobody acknowledges: the least disruptive way first, and who answers at each level. --

standard = Escalation(
    "standard",
    levels=[
        Level("0s", owner="everybody in the team", receivers=[alerts_channel]),
        Level("5m", owner="the engineer on call", receivers=[mail("on-call"), critical_channel]),
        Level("15m", owner="the engineering manager", receivers=[on_call_page, mail("manager")]),
        # PagerDuty calls them by phone: that is set in their notification rules there.
        Level("1h", owner="the executive on call", receivers=[executive_page]),
    ],
)
unanswered = Escalation(
    "unanswered",
    min_severity=HIGH,
    levels=[Level("1h", owner="the engineer on call", receivers=[on_call_page])],
    repeat="4h",
)
security_incident = Escalation(
    "security-incident",
    levels=[
        Level("0s", owner="the head of security", receivers=[pagerduty("head-of-security")]),
        Level("15m", owner="the executive on call", receivers=[executive_page]),
    ],
    acknowledge=False,
)
payments_outage = Escalation(
    "payments-outage",
    levels=[
        Level("10m", owner="the head of payments", receivers=[pagerduty("payments"), mail("payments-lead")])
    ],
)
factoria = Team("la-factoria", receivers=[alerts_channel], escalation=[standard, unanswered])
databases = Team("database", receivers=[database_channel], escalation=[standard, unanswered])

OFFICE_HOURS = TimeInterval(
    "office-hours", weekdays=["monday:friday"], times=["09:00-18:00"], location="Europe/Madrid"
)

routes = [
    # Nobody is woken for development, whatever it is.
    Route(
        "development",
        environment="development",
        receivers=[dev_channel],
        escalates=False,
        group_wait="1m",
        repeat_interval="1d",
    ),
    # The application hears of the rest, and takes nothing away from anybody.
    Route("application", receivers=[application], group_wait="10s", continue_=True),
    Route(
        "security",
        labels={"kind": "security"},
        receivers=[pagerduty("security"), security_channel, mail("security")],
        group_wait="0s",
        repeat_interval="1h",
        escalation=security_incident,
    ),
    # Similar alerts of the payment gateway are told five minutes apart, whatever else fails there.
    Route(
        "payments",
        service="payment-gateway",
        severity=CRITICAL,
        receivers=[pagerduty("payments"), payments_channel],
        group_by=["service"],
        group_wait="0s",
        group_interval="5m",
        repeat_interval="2h",
        escalation=payments_outage,
    ),
    # What others run is theirs to mend; only a critical alert of it goes the way of all critical ones.
    Route(
        "external-apis",
        service="external-api",
        severity=[HIGH, WARNING, INFO],
        receivers=[alerts_channel],
        escalates=False,
        group_wait="5m",
        group_interval="30m",
        repeat_interval="12h",
    ),
    # The database team is told besides those who are told by severity.
    Route(
        "database-alerts",
        service="database",
        receivers=[database_channel, mail("database-team")],
        group_wait="10s",
        continue_=True,
    ),
    Route(
        "critical",
        severity=CRITICAL,
        receivers=[on_call_page, critical_channel, mail("on-call")],
        group_wait="0s",
        repeat_interval="2h",
    ),
    Route(
        "high",
        severity=HIGH,
        receivers=[alerts_channel, mail("on-call")],
        group_wait="1m",
        repeat_interval="4h",
    ),
    Route("warning", severity=WARNING, receivers=[mail("on-call")], group_wait="5m", repeat_interval="12h"),
    Route(
        "info",
        severity=INFO,
        during=OFFICE_HOURS,
        receivers=[alerts_channel],
        group_wait="5m",
        repeat_interval="1d",
    ),
    Route("info-at-night", severity=INFO, receivers=[]),
]

# -- What they read. The first message that fits an alert is taken. --

messages = [
    Message(
        kind="sla",
        title="🚨 SLA violation: {service}",
        text="{summary}\n"
        "Target: {annotations.sla_target}\n"
        "Current: {annotations.value}\n"
        "Customer impact: {annotations.customer_impact}\n"
        "{runbook_url} | {dashboard_url}",
    ),
    Message(
        kind="security",
        title="🔒 Security incident: {alertname}",
        text="{summary}\n{description}\nSince: {since}\n{labels}\n{runbook_url}\n"
        "Speak of it in #security-alerts only.",
    ),
    Message(kind="deployment", title="🚀 {alertname}: {service}", text="{summary}\n{runbook_url}"),
    Message(
        severity=CRITICAL,
        title="🔥 [{status}] {alertname}: {service}",
        text="{summary}\n{description}\nCurrent: {annotations.value}\nSince: {since}\n"
        "Runbook: {runbook_url}\nDashboard: {dashboard_url}\n{labels}",
    ),
    Message(
        severity=HIGH,
        title="⚠️ [{status}] {alertname}: {service}",
        text="{summary}\nCurrent: {annotations.value}\nRunbook: {runbook_url}",
    ),
    Message(severity=WARNING, title="{alertname}: {service}", text="{summary}\n{runbook_url}"),
    Message(severity=INFO, title="{alertname}", text="{summary}"),
]

# -- What can go wrong. The label `environment` comes from Prometheus's scrape configuration. --

API_SERIES = 'job="la-factoria-api",environment="production"'
"""The labels of what the application exposes."""

metrics = prometheus.Server()
healthy = http.Endpoint("https://la-factoria.example.org/health").health()
failing_paths = metrics.top_failing_endpoints(
    f'sum by (handler) (rate(http_requests_total{{{API_SERIES},status=~"5.."}}[5m]))'
)


def looks(*diagnose: Command, follow_up: str) -> Remediation:
    """The workflow looks, so that whoever comes knows sooner; people act."""
    return Remediation(
        diagnose=[healthy, *diagnose],
        reason="What to do depends on what is found: a person decides.",
        follow_up=follow_up,
    )


def watch(environment: str, *, prefix: str = "") -> list[Alert]:
    """The alerts by the application's own metrics, in one environment."""
    live = not prefix
    own = {"job": "la-factoria-api", "environment": environment}
    inside = ",".join(f'{name}="{value}"' for name, value in own.items())
    container = f'name="la-factoria-api",environment="{environment}"'
    api = {"service": "la-factoria-api", "environment": environment}
    database = {"service": "database", "environment": environment}

    def answers(status: int) -> str:
        return f'http_requests_total{{{inside},handler="/lessons",status="{status}"}}'

    def slower_than(le: str) -> str:
        return f'http_request_duration_seconds_bucket{{{inside},handler="/lessons",le="{le}"}}'

    def runbook(name: str, **said: list[str]) -> Runbook | str:
        """One for all environments: it is generated for production."""
        return Runbook(**said) if live else f"docs/runbooks/{name}.md"

    return [
        Alert(
            name=f"{prefix}HighErrorRate",
            expr=error_ratio('http_requests_total{status=~"5.."}', "http_requests_total", where=own)
            + f" > {ERROR_RATE}",
            for_="2m",
            severity=HIGH,
            labels=api,
            summary="{{ $value | humanizePercentage }} of the requests fail",
            description=f"More than {ERROR_RATE:.0%} of the requests have failed for two minutes.",
            annotations={"value": "{{ $value | humanizePercentage }}"},
            runbook=runbook(
                "HighErrorRate",
                investigate=[
                    "Do the errors come from one path? From one release on?",
                    "Are others firing: DatabaseDown, ExternalApiErrors? They explain it.",
                ],
                resolution=["It began with a release: deploy the one before it.", "Else mend that path."],
            ),
            remediation=looks(failing_paths, follow_up="Find out what the failing paths share.")
            if live
            else None,
            tests=[
                fires_when(
                    "6 of 100 requests fail",
                    {answers(200): per_minute(94), answers(500): per_minute(6)},
                    annotations={"summary": "6% of the requests fail", "value": "6%"},
                ),
                quiet_when(
                    "5 of 100 fail: just below", {answers(200): per_minute(95), answers(503): per_minute(5)}
                ),
            ],
        ),
        Alert(
            name=f"{prefix}SlowResponses",
            expr=f"{latency_quantile(0.95, 'http_request_duration_seconds', where=own)} > {SLOW:g}",
            for_="5m",
            severity=HIGH,
            labels=api,
            summary="5 of 100 requests take longer than {{ $value | humanizeDuration }}",
            description=f"The 95th percentile of the latency has been above {SLOW:g} s for five minutes.",
            annotations={"value": "{{ $value | humanizeDuration }}"},
            runbook=runbook(
                "SlowResponses",
                investigate=[
                    "Is the database slow, or an external API? Its own alerts tell.",
                    "One path only?",
                ],
                resolution=["Add a worker; or take what is slow out of the request."],
            ),
            remediation=looks(follow_up="Find out what the slow requests wait for.") if live else None,
            tests=[
                fires_when(
                    "all take two seconds",
                    {
                        slower_than("1"): 0,
                        slower_than("2.5"): per_minute(60),
                        slower_than("+Inf"): per_minute(60),
                    },
                ),
                quiet_when(
                    "96 of 100 take less than one",
                    {
                        slower_than("1"): per_minute(96),
                        slower_than("2.5"): per_minute(100),
                        slower_than("+Inf"): per_minute(100),
                    },
                ),
            ],
        ),
        Alert(
            name=f"{prefix}HighMemoryUsage",
            # A container without a limit has the value 0 there.
            expr=f"container_memory_working_set_bytes{{{container}}}"
            f" / (container_spec_memory_limit_bytes{{{container}}} > 0) > {MEMORY}",
            for_="5m",
            severity=WARNING,
            labels=api,
            summary="{{ $labels.instance }}: the API uses {{ $value | humanizePercentage }} of its memory",
            description="At 100 % the kernel ends it.",
            runbook=runbook(
                "HighMemoryUsage",
                resolution=[
                    "It only grows: restart the container, and look for a leak in the latest changes."
                ],
            ),
            remediation=looks(
                metrics.memory_trend(f"sum(container_memory_working_set_bytes{{{container}}})"),
                follow_up="Watch whether it grows again.",
            )
            if live
            else None,
            tests=[
                fires_when(
                    "86 of 100 bytes are used",
                    {
                        f'container_memory_working_set_bytes{{{container},instance="a"}}': 86,
                        f'container_spec_memory_limit_bytes{{{container},instance="a"}}': 100,
                    },
                ),
                quiet_when(
                    "85 of 100 bytes: just below",
                    {
                        f'container_memory_working_set_bytes{{{container},instance="a"}}': 85,
                        f'container_spec_memory_limit_bytes{{{container},instance="a"}}': 100,
                    },
                ),
            ],
        ),
        Alert(
            name=f"{prefix}DatabaseConnectionErrors",
            expr=f"sum(increase(db_connection_errors_total{{{inside}}}[5m])) > {CONNECTION_ERRORS}",
            for_="1m",
            severity=HIGH,
            team=databases,
            labels=database,
            summary="{{ $value | humanize }} connections to the database failed in five minutes",
            annotations={"value": "{{ $value | humanize }} in five minutes"},
            runbook=runbook(
                "DatabaseConnectionErrors",
                investigate=["Does the database take connections? Has a password changed?"],
                resolution=["Too many connections: end those that idle, or raise the pool's limit."],
            ),
            remediation=looks(follow_up="Find out why they failed.") if live else None,
            tests=[
                fires_when(
                    "ten fail in five minutes", {f"db_connection_errors_total{{{inside}}}": per_minute(2)}
                ),
                quiet_when(
                    "five fail: just below", {f"db_connection_errors_total{{{inside}}}": per_minute(1)}
                ),
            ],
        ),
        Alert(
            name=f"{prefix}DatabasePoolNearlyFull",
            expr=saturation("db_pool_connections_in_use", "db_pool_connections_max", where=own)
            + f" > {POOL}",
            for_="5m",
            severity=WARNING,
            team=databases,
            labels=database,
            summary="{{ $value | humanizePercentage }} of the database connections are in use",
            runbook=runbook(
                "DatabasePoolNearlyFull",
                resolution=["Find what holds connections; or raise the pool's limit."],
            ),
            remediation=looks(follow_up="Find out what holds the connections.") if live else None,
            tests=[
                fires_when(
                    "19 of 20 are in use",
                    {
                        f"db_pool_connections_in_use{{{inside}}}": 19,
                        f"db_pool_connections_max{{{inside}}}": 20,
                    },
                ),
                quiet_when(
                    "18 of 20: just below",
                    {
                        f"db_pool_connections_in_use{{{inside}}}": 18,
                        f"db_pool_connections_max{{{inside}}}": 20,
                    },
                ),
            ],
        ),
    ]


production, development = watch("production"), watch("development", prefix="Development")

LIVE = {"environment": "production"}
API = {"service": "la-factoria-api", **LIVE}

api_down = Alert(
    name="ApiDown",
    expr="""
        max by (job) (up{job="la-factoria-api",environment="production"}) == 0
          or absent(up{job="la-factoria-api",environment="production"})
    """,
    for_="1m",
    severity=CRITICAL,
    labels=API,
    summary="No instance of the API answers",
    description="Every instance has been away for a minute, or Prometheus knows of none.",
    dashboard="https://grafana.example.org/d/la-factoria-loop",
    runbook=Runbook(
        symptoms=["Nobody can work with La Factoria."],
        resolution=["Restart the container.", "It began with a release: deploy the one before it."],
    ),
    remediation=looks(follow_up="Find out why no other instance was left."),
    tests=[
        fires_when(
            "both instances are down",
            {
                'up{job="la-factoria-api",environment="production",instance="a"}': 0,
                'up{job="la-factoria-api",environment="production",instance="b"}': 0,
            },
        ),
        fires_when("Prometheus knows of none", {'up{job="something-else",instance="a"}': 1}),
        quiet_when(
            "one of two is down",
            {
                'up{job="la-factoria-api",environment="production",instance="a"}': 0,
                'up{job="la-factoria-api",environment="production",instance="b"}': 1,
            },
        ),
    ],
)


def answered(status: int) -> str:
    return f'http_requests_total{{{API_SERIES},status="{status}"}}'


outage = Alert(
    name="HighErrorRate",
    expr=error_ratio(
        'http_requests_total{status=~"5.."}', "http_requests_total", where={"job": "la-factoria-api", **LIVE}
    )
    + f" > {OUTAGE}",
    for_="2m",
    severity=CRITICAL,
    labels=API,
    summary="{{ $value | humanizePercentage }} of the requests fail: an outage",
    description=f"More than {OUTAGE:.0%} of the requests have failed for two minutes.",
    annotations={"value": "{{ $value | humanizePercentage }}"},
    remediation=looks(failing_paths, follow_up="Find out what the failing paths share."),
    tests=[
        fires_when(
            "26 of 100 requests fail",
            {
                answered(200): per_minute(74),
                answered(500): per_minute(26),
            },
        ),
        quiet_when(
            "25 of 100 fail: just below",
            {
                answered(200): per_minute(75),
                answered(500): per_minute(25),
            },
        ),
    ],
)

database_down = Alert(
    name="DatabaseDown",
    expr='max by (job) (pg_up{environment="production"}) == 0',
    for_="1m",
    severity=CRITICAL,
    team=databases,
    labels={"service": "database", **LIVE},
    summary="PostgreSQL cannot be reached",
    runbook=Runbook(
        investigate=["Is the server up, and its disk not full?", "Does it take connections from elsewhere?"],
        resolution=["Databases are restarted and failed over by the database team only."],
    ),
    remediation=looks(follow_up="Find out why it went away."),
    tests=[
        fires_when("it does not answer", {'pg_up{job="postgres",environment="production"}': 0}),
        quiet_when("it does", {'pg_up{job="postgres",environment="production"}': 1}),
    ],
)


def called(result: str) -> str:
    return f'external_api_requests_total{{environment="production",provider="p",result="{result}"}}'


external_api_errors = Alert(
    name="ExternalApiErrors",
    expr=error_ratio(
        'external_api_requests_total{result="error"}',
        "external_api_requests_total",
        by="provider",
        where=LIVE,
    )
    + f" > {EXTERNAL}",
    for_="10m",
    severity=HIGH,
    labels={"service": "external-api", **LIVE},
    summary="{{ $value | humanizePercentage }} of the requests to {{ $labels.provider }} fail",
    annotations={"value": "{{ $value | humanizePercentage }}"},
    runbook=Runbook(
        resolution=["See what the provider's status page says; switch to another one if it lasts."]
    ),
    tests=[
        fires_when(
            "half of the requests fail",
            {
                called("ok"): per_minute(5),
                called("error"): per_minute(5),
            },
            labels={"provider": "p"},
        ),
        quiet_when(
            "one of ten fails",
            {
                called("ok"): per_minute(9),
                called("error"): per_minute(1),
            },
        ),
    ],
)

payments_failing = Alert(
    name="PaymentsFailing",
    expr=error_ratio('payments_total{result="failed"}', "payments_total", over="15m", where=LIVE)
    + f" > {PAYMENTS}",
    for_="5m",
    severity=CRITICAL,
    labels={"service": "payment-gateway", **LIVE},
    summary="{{ $value | humanizePercentage }} of the payments fail",
    annotations={"value": "{{ $value | humanizePercentage }}"},
    runbook=Runbook(resolution=["Tell customers that they are not charged; switch to the second gateway."]),
    tests=[
        fires_when(
            "one of five fails",
            {
                'payments_total{environment="production",result="paid"}': per_minute(4),
                'payments_total{environment="production",result="failed"}': per_minute(1),
            },
        ),
        quiet_when(
            "one of ten fails: just below",
            {
                'payments_total{environment="production",result="paid"}': per_minute(9),
                'payments_total{environment="production",result="failed"}': per_minute(1),
            },
        ),
    ],
)

failed_logins = Alert(
    name="ManyFailedLogins",
    expr=f'sum(increase(login_failures_total{{environment="production"}}[5m])) > {FAILED_LOGINS}',
    severity=CRITICAL,
    labels={"kind": "security", **API},
    summary="{{ $value | humanize }} logins failed in five minutes",
    description="Somebody may be trying passwords.",
    runbook=Runbook(
        investigate=["Do they come from few addresses, or for few accounts?"],
        resolution=["Block the addresses; have the accounts' owners change their passwords."],
    ),
    tests=[
        fires_when("30 fail in a minute", {'login_failures_total{environment="production"}': per_minute(30)}),
        quiet_when(
            "20 fail in a minute: just below",
            {'login_failures_total{environment="production"}': per_minute(20)},
        ),
    ],
)

deployment_failed = Alert(
    name="DeploymentFailed",
    expr='sum(increase(deployments_total{environment="production",result="failed"}[15m])) > 0',
    severity=HIGH,
    labels={"kind": "deployment", **API},
    summary="A deployment to production failed",
    runbook=Runbook(resolution=["See its log; the version before goes on running."]),
    tests=[
        fires_when(
            "one failed", {'deployments_total{environment="production",result="failed"}': per_minute(1)}
        ),
        quiet_when("none did", {'deployments_total{environment="production",result="failed"}': 3}),
    ],
)

new_version = Alert(
    name="NewVersion",
    expr="""
        count by (version) (la_factoria_build_info{environment="production"})
          unless count by (version) (la_factoria_build_info{environment="production"} offset 10m)
    """,
    severity=INFO,
    labels={"kind": "deployment", **API},
    summary="Version {{ $labels.version }} is in production",
    runbook=Runbook(means="A version runs that did not ten minutes ago. There is nothing to do."),
    tests=[
        AlertTest(
            "version 2 comes after half an hour",
            series={
                'la_factoria_build_info{environment="production",version="1"}': "1x60",
                'la_factoria_build_info{environment="production",version="2"}': "_x30 1x30",
            },
            fires_at="35m",
            quiet_at="45m",
            labels={"version": "2"},
        )
    ],
)

availability = Slo(
    "availability",
    service="la-factoria-api",
    objective=0.999,
    indicator=Availability(
        errors='http_requests_total{job="la-factoria-api",environment="production",status=~"5.."}',
        total='http_requests_total{job="la-factoria-api",environment="production"}',
    ),
    period="30d",
    prefix="Sla",
    labels={"kind": "sla", **LIVE},
    annotations={
        "sla_target": "99.9 % of the requests within 30 days",
        "value": "{{ $value | humanizePercentage }} of the requests failed",
        "customer_impact": "Requests fail; customers can ask for their money back.",
    },
    runbook=Runbook(
        means="This is promised to customers, in their contracts.",
        investigate=[
            "Are ApiDown, HighErrorRate or DatabaseDown firing? Their runbooks are more to the point.",
            "Is it a spike or gradual, and when did it begin? See the dashboard.",
        ],
        resolution=[
            "It began with a release: deploy the one before it.",
            "It is gradual: mend the paths that fail most.",
            "Nothing is left: no release that carries risk until the budget has recovered.",
        ],
        escalation="Write down what customers noticed and for how long: they may ask.",
    ),
    remediation=looks(failing_paths, follow_up="Tell those who look after the contracts."),
)

pipeline = Pipeline(
    name="Alert-triggered diagnosis",
    stages=[
        AlertContext(),
        Investigate("collect-diagnostics"),
        Notify(receivers=[critical_channel]),
        Review(),
    ],
)

project = Project(
    name="la-factoria",
    repository="example/la-factoria",
    team=factoria,
    alerts=[
        api_down,
        outage,
        *production,
        database_down,
        external_api_errors,
        payments_failing,
        failed_logins,
        deployment_failed,
        new_version,
        *development,
    ],
    slos=[availability],
    routes=routes,
    messages=messages,
    inhibitions=[
        # While a service is out, what else is wrong with it is no news. A missed SLA is no such outage: it
        # fires for hours. What is about security is always told.
        Inhibition(
            source_matchers=['severity="critical"', 'slo=""', 'kind!="security"'],
            target_matchers=['severity=~"high|warning|info"', 'kind!="security"'],
            equal=["service", "environment"],
        ),
        # Without the database, requests fail or are slow.
        Inhibition(
            sources=[database_down],
            targets=[outage, *(one for one in production if one.name in ("HighErrorRate", "SlowResponses"))],
            equal=["environment"],
        ),
    ],
    pipelines=[pipeline],
    dispatch=Direct(token_file="/etc/alertmanager/github-token"),
    dashboards=Dashboards(url="https://grafana.example.org"),
    targets=Targets(prometheus="2.42", alertmanager="0.32"),
    scrape_interval="15s",
    # What the application and its exporters must expose: any other name is a finding.
    metrics={
        "up": "gauge",
        "http_requests_total": "counter",
        "http_request_duration_seconds": "histogram",
        "container_memory_working_set_bytes": "gauge",
        "container_spec_memory_limit_bytes": "gauge",
        "db_connection_errors_total": "counter",
        "db_pool_connections_in_use": "gauge",
        "db_pool_connections_max": "gauge",
        "pg_up": "gauge",
        "external_api_requests_total": "counter",
        "payments_total": "counter",
        "login_failures_total": "counter",
        "deployments_total": "counter",
        "la_factoria_build_info": "gauge",
    },
)
