"""Redis gateway: its alerts and objectives, told to PagerDuty and Slack, for the Prometheus operator."""

from alertflow import (
    Alert,
    Approval,
    Budget,
    Command,
    Dashboards,
    Escalation,
    Inhibition,
    Level,
    Pipeline,
    Project,
    Remediation,
    Route,
    RuleGroup,
    Runbook,
    Severity,
    Slo,
    Targets,
    Team,
)
from alertflow.cluster import AlertmanagerSecret, Autoscale, Kubernetes
from alertflow.dispatch import Direct
from alertflow.pipeline import AlertContext, ErrorBudget, Investigate, Notify, Respond, Review
from alertflow.playbooks import kubernetes, prometheus
from alertflow.prometheus import error_ratio, latency_quantile, saturation
from alertflow.receivers import PagerDuty, Slack
from alertflow.slo import Availability, Latency
from alertflow.testing import fires_when, per_minute, quiet_when

ERROR_RATE = 0.05
"""Share of requests that may fail over five minutes."""
SLOW = 1.0
"""Seconds within which 95 of 100 requests should be answered."""
MEMORY = 2 * 1024**3
"""Bytes that one gateway may use."""
POOL = 0.9
"""Share of the connections to a Redis instance that may be in use."""
REDIS_MEMORY = 0.8
"""Share of its memory that a Redis instance may use."""

EVALUATED = "30s"
"""How often the rules are."""

NAMESPACE = "redis-system"
SECRETS = "/etc/alertmanager/secrets/redis-gateway"
"""Where the operator mounts the Secret `redis-gateway`, once the Alertmanager's `spec.secrets` names it."""

REQUESTS = "redis_gateway_requests_total"
FAILED = "redis_gateway_requests_failed_total"
DURATION = "redis_gateway_request_duration_seconds"

gateway = kubernetes.Deployment("redis-gateway", namespace=NAMESPACE, hpa="keda-hpa-redis-gateway")
metrics = prometheus.Server()
failing_endpoints = metrics.top_failing_endpoints(f"sum by (endpoint) (rate({FAILED}[5m]))")

page = PagerDuty(routing_key_file=f"{SECRETS}/pagerduty-routing-key")
page_senior = PagerDuty(
    routing_key_file=f"{SECRETS}/pagerduty-senior-routing-key", secret="PAGERDUTY_SENIOR_ROUTING_KEY"
)
alerts_channel = Slack(channel="#alerts", url_file=f"{SECRETS}/slack-webhook-url")
warnings_channel = Slack(channel="#redis-gateway-warnings", url_file=f"{SECRETS}/slack-webhook-url")
slo_channel = Slack(channel="#slo-alerts", url_file=f"{SECRETS}/slack-webhook-url")

platform = Team(
    "platform",
    receivers=[alerts_channel],
    escalation=[
        Escalation(
            "critical",
            levels=[
                # Who is on call acknowledges within five minutes.
                Level("5m", owner="everybody in the team", receivers=[alerts_channel]),
                Level("15m", owner="the senior engineer", receivers=[page_senior]),
            ],
        ),
        Escalation(
            "warning",
            min_severity=Severity.WARNING,
            levels=[Level("4h", owner="the lead of the team", receivers=[alerts_channel])],
            repeat="1d",
        ),
    ],
)

by_hand = [
    gateway.restart(),
    gateway.rollback(approval=Approval("production")),
]
"""What a person may start for any trouble of the gateway."""


def looks(*diagnose: Command, reason: str, follow_up: str) -> Remediation:
    """Looks, and leaves it to a person to act."""
    return Remediation(diagnose=diagnose, reason=reason, on_request=by_hand, follow_up=follow_up)


high_error_rate = Alert(
    name="RedisGatewayHighErrorRate",
    expr=f"{error_ratio(FAILED, REQUESTS, by='instance')} > {ERROR_RATE}",
    for_="2m",
    severity=Severity.CRITICAL,
    labels={"service": "redis-gateway"},
    summary="{{ $value | humanizePercentage }} of the requests to {{ $labels.instance }} fail",
    description=f"More than {ERROR_RATE:.0%} of the requests have failed for two minutes.",
    runbook=Runbook(
        symptoms=["Clients see errors.", "Writes may be lost or half done."],
        investigate=[
            "Do the errors come from a few endpoints, or with one error code?",
            "Are Redis instances down? `kubectl get redishttpinstances --all-namespaces`, and "
            "`kubectl get pods --all-namespaces --selector app=redis`.",
        ],
        resolution=[
            "Redis instances are down: see RedisInstanceDown.",
            "Pods of the gateway fail: restart it.",
            "It began with a release: approve the rollback.",
            "Authentication fails: are the API keys valid, have tokens expired?",
        ],
        escalation="Where production stays down, consider to fail over to the backup region.",
    ),
    remediation=Remediation(
        diagnose=[
            gateway.logs(tail=100),
            gateway.error_patterns(),
            gateway.rollout_history(),
            failing_endpoints,
        ],
        act=[gateway.rollback(approval=Approval("production"))],
        verify=[gateway.rollout_status(timeout="5m")],
        on_request=[gateway.restart()],
        budget=Budget(runs=2, per="1h"),
        follow_up="Find what the release broke before it goes out again.",
    ),
    tests=[
        fires_when(
            "6 of 100 requests fail",
            {
                f'{REQUESTS}{{instance="a",method="GET"}}': per_minute(100),
                f'{FAILED}{{instance="a",method="GET"}}': per_minute(6),
            },
            labels={"instance": "a"},
            annotations={"summary": "6% of the requests to a fail"},
        ),
        quiet_when(
            "5 of 100 requests fail: just below",
            {
                f'{REQUESTS}{{instance="a",method="GET"}}': per_minute(100),
                f'{FAILED}{{instance="a",method="GET"}}': per_minute(5),
            },
        ),
        quiet_when(
            "all requests of one method fail, and they are few",
            {
                f'{REQUESTS}{{instance="a",method="GET"}}': per_minute(1000),
                f'{REQUESTS}{{instance="a",method="DELETE"}}': per_minute(1),
                f'{FAILED}{{instance="a",method="DELETE"}}': per_minute(1),
            },
        ),
    ],
)

high_latency = Alert(
    name="RedisGatewayHighLatency",
    expr=f"{latency_quantile(0.95, DURATION, by='instance')} > {SLOW:g}",
    for_="3m",
    severity=Severity.WARNING,
    labels={"service": "redis-gateway"},
    summary="5 of 100 requests to {{ $labels.instance }} take longer than {{ $value | humanizeDuration }}",
    description=f"The 95th percentile of the latency has been above {SLOW:g} s for three minutes.",
    runbook=Runbook(
        symptoms=["Answers are slow.", "Clients run into their time-outs."],
        investigate=[
            "Are nodes short of something? `kubectl top nodes`",
            "The slow log of Redis: `kubectl exec -it POD -- redis-cli SLOWLOG GET 10`.",
            "Network policies, DNS, the endpoints of the services.",
        ],
        resolution=[
            "CPU or memory is short: KEDA adds replicas up to `maximum`, in `alertflow.py`: raise it.",
            "A larger connection pool, other memory settings, or a Redis cluster.",
            "Slow queries: optimise them, or cache what they return.",
        ],
    ),
    remediation=looks(
        gateway.top(),
        gateway.hpa_status(),
        gateway.logs(tail=50),
        reason="More replicas help only if the gateway itself is slow, and KEDA adds those.",
        follow_up="Find out which queries are slow.",
    ),
    tests=[
        fires_when(
            "all requests take two seconds",
            {
                f'{DURATION}_bucket{{instance="a",le="1"}}': 0,
                f'{DURATION}_bucket{{instance="a",le="2.5"}}': per_minute(60),
                f'{DURATION}_bucket{{instance="a",le="+Inf"}}': per_minute(60),
            },
            labels={"instance": "a"},
        ),
        quiet_when(
            "96 of 100 are served within a second",
            {
                f'{DURATION}_bucket{{instance="a",le="1"}}': per_minute(96),
                f'{DURATION}_bucket{{instance="a",le="2.5"}}': per_minute(100),
                f'{DURATION}_bucket{{instance="a",le="+Inf"}}': per_minute(100),
            },
        ),
    ],
)

# The pools are by Redis instance: that is what their label `instance` names (scrape with honor_labels).
connection_failure = Alert(
    name="RedisConnectionFailure",
    expr="redis_gateway_redis_pool_active == 0",
    for_="1m",
    severity=Severity.CRITICAL,
    labels={"service": "redis-gateway"},
    summary="The gateway has no connection to Redis {{ $labels.instance }}",
    description="The pool has had no active connection for a minute: Redis is down, or cannot be reached.",
    runbook=Runbook(
        symptoms=["Clients run into time-outs.", "Every operation on this Redis fails."],
        investigate=[
            "Is its pod there? `kubectl get pods -n TENANT --selector app=redis`, "
            "`kubectl describe pod -n TENANT POD`, `kubectl logs -n TENANT POD --tail=100`.",
            "Can the gateway reach it? `kubectl exec -it -n redis-system POD -- nc -zv SERVICE 6379`.",
        ],
        resolution=[
            "Restart the Redis instance: `kubectl delete pod -n TENANT POD`. What is not persisted is lost.",
            "Look at its volume: `kubectl describe pvc -n TENANT PVC`.",
            "Look at the network policies: `kubectl get networkpolicy -n TENANT`.",
        ],
    ),
    remediation=looks(
        gateway.logs(tail=100),
        gateway.error_patterns(),
        reason="To restart Redis loses what is not persisted: a person decides.",
        follow_up="Find out why the connections were lost.",
    ),
    tests=[
        fires_when(
            "the pool is empty",
            {'redis_gateway_redis_pool_active{instance="r"}': 0},
            labels={"instance": "r"},
            annotations={"summary": "The gateway has no connection to Redis r"},
        ),
        quiet_when("one connection is left", {'redis_gateway_redis_pool_active{instance="r"}': 1}),
    ],
)

gateway_down = Alert(
    name="RedisGatewayDown",
    # A pod that is gone has no `up` any more: when the last one goes, only absent() tells.
    expr="""
        up{job="redis-gateway"} == 0
          or absent(up{job="redis-gateway"})
    """,
    for_="1m",
    severity=Severity.CRITICAL,
    labels={"service": "redis-gateway"},
    summary="{{ with $labels.instance }}{{ . }}{{ else }}Every instance{{ end }} is down",
    description="Prometheus has not reached this instance of the gateway for a minute, or knows of none.",
    runbook=Runbook(
        symptoms=["Fewer requests are served, or none."],
        resolution=[
            "The restart did not help, and the rollout is new: roll back.",
            "No pod can be scheduled: are there nodes with room? `kubectl describe pod -n redis-system POD`.",
        ],
    ),
    remediation=Remediation(
        diagnose=[gateway.logs(tail=50, previous=True), gateway.events(), gateway.rollout_history()],
        act=[gateway.restart()],
        verify=[gateway.rollout_status(timeout="5m")],
        on_request=[gateway.rollback(approval=Approval("production"))],
        budget=Budget(runs=2, per="1h"),
        follow_up="If the restart did not help, a rollback may: start it by hand with action=rollback.",
    ),
    tests=[
        fires_when(
            "one of two is down",
            {'up{job="redis-gateway",instance="a"}': 0, 'up{job="redis-gateway",instance="b"}': 1},
            labels={"job": "redis-gateway", "instance": "a"},
            annotations={"summary": "a is down"},
        ),
        fires_when(
            "Prometheus knows of none",
            {'up{job="something-else",instance="a"}': 1},
            labels={"job": "redis-gateway"},
            annotations={"summary": "Every instance is down"},
        ),
        quiet_when("all are up", {'up{job="redis-gateway",instance="a"}': 1}),
    ],
)

high_memory = Alert(
    name="RedisGatewayHighMemoryUsage",
    expr=f'process_resident_memory_bytes{{job="redis-gateway"}} > {MEMORY}',
    for_="5m",
    severity=Severity.WARNING,
    labels={"service": "redis-gateway"},
    summary="{{ $labels.instance }} uses {{ $value | humanize1024 }}B of memory",
    description=f"The gateway has used more than {MEMORY / 1024**3:g} GiB for five minutes.",
    runbook=Runbook(
        resolution=["It only grows: look for a leak in the latest changes, and restart the gateway."]
    ),
    remediation=looks(
        gateway.top(sort_by="memory"),
        metrics.memory_trend('process_resident_memory_bytes{job="redis-gateway"}'),
        gateway.rollout_history(),
        reason="A restart hides a leak: a person looks first.",
        follow_up="Watch whether it grows again.",
    ),
    tests=[
        fires_when(
            "one byte too much",
            {'process_resident_memory_bytes{job="redis-gateway",instance="a"}': MEMORY + 1},
            labels={"job": "redis-gateway", "instance": "a"},
            annotations={"summary": "a uses 2GiB of memory"},
        ),
        quiet_when("just 2 GiB", {'process_resident_memory_bytes{job="redis-gateway",instance="a"}': MEMORY}),
    ],
)

pool_exhaustion = Alert(
    name="RedisPoolExhaustion",
    expr=(
        f"{saturation('redis_gateway_redis_pool_active', 'redis_gateway_redis_pool_size', by='instance')}"
        f" > {POOL}"
    ),
    for_="3m",
    severity=Severity.WARNING,
    labels={"service": "redis-gateway"},
    summary="The connection pool of Redis {{ $labels.instance }} is {{ $value | humanizePercentage }} full",
    description="Soon requests will wait for a connection.",
    runbook=Runbook(resolution=["Raise the size of the pool, or add replicas of the gateway."]),
    remediation=looks(
        gateway.top(),
        gateway.logs(tail=50),
        reason="Whether more connections are welcome is for who runs Redis to say.",
        follow_up="Find out what holds the connections.",
    ),
    tests=[
        fires_when(
            "91 of 100 are in use",
            {
                'redis_gateway_redis_pool_active{instance="r"}': 91,
                'redis_gateway_redis_pool_size{instance="r"}': 100,
            },
            labels={"instance": "r"},
            annotations={"summary": "The connection pool of Redis r is 91% full"},
        ),
        quiet_when(
            "90 of 100 are in use: just below",
            {
                'redis_gateway_redis_pool_active{instance="r"}': 90,
                'redis_gateway_redis_pool_size{instance="r"}': 100,
            },
        ),
    ],
)

# The instances are the tenants', in namespaces in which the remediation's account has no rights: people act.
instance_down = Alert(
    name="RedisInstanceDown",
    expr='up{job="redis-instance"} == 0',
    for_="1m",
    severity=Severity.CRITICAL,
    labels={"service": "redis"},
    summary="Redis {{ $labels.instance }} in {{ $labels.namespace }} is down",
    description="Prometheus has not reached this Redis for a minute.",
    runbook=Runbook(
        symptoms=["The tenants of this instance get errors."],
        investigate=[
            "`kubectl get pods -n TENANT --selector app=redis`",
            "`kubectl describe pod -n TENANT POD`, and `kubectl logs -n TENANT POD --previous`",
            "`kubectl get pvc -n TENANT`: is its volume bound, and is it full?",
        ],
        resolution=["Restart it: `kubectl delete pod -n TENANT POD`. What is not persisted is lost."],
    ),
    tests=[
        fires_when(
            "it is down",
            {'up{job="redis-instance",instance="r",namespace="tenant"}': 0},
            labels={"job": "redis-instance", "instance": "r", "namespace": "tenant"},
            annotations={"summary": "Redis r in tenant is down"},
        ),
        quiet_when("it is up", {'up{job="redis-instance",instance="r",namespace="tenant"}': 1}),
    ],
)

instance_memory = Alert(
    name="RedisInstanceHighMemoryUsage",
    # An instance without a limit has the value 0 there: nothing is too much for it.
    expr=f"redis_memory_used_bytes / (redis_memory_max_bytes > 0) > {REDIS_MEMORY}",
    for_="5m",
    severity=Severity.WARNING,
    labels={"service": "redis"},
    summary="Redis {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory",
    description="When it is full, Redis refuses writes or evicts keys, as its policy says.",
    runbook=Runbook(
        investigate=["Which keys are large? `kubectl exec -it -n TENANT POD -- redis-cli --bigkeys`"],
        resolution=["Raise its limit, let keys expire, or move tenants to another instance."],
    ),
    tests=[
        fires_when(
            "81 of 100 bytes",
            {'redis_memory_used_bytes{instance="r"}': 81, 'redis_memory_max_bytes{instance="r"}': 100},
            labels={"instance": "r"},
            annotations={"summary": "Redis r uses 81% of its memory"},
        ),
        quiet_when(
            "80 of 100 bytes: just below",
            {'redis_memory_used_bytes{instance="r"}': 80, 'redis_memory_max_bytes{instance="r"}': 100},
        ),
        quiet_when(
            "it has no limit",
            {'redis_memory_used_bytes{instance="r"}': 80, 'redis_memory_max_bytes{instance="r"}': 0},
        ),
    ],
)

spend_less = looks(
    gateway.error_patterns(),
    gateway.rollout_history(),
    reason="What to do depends on why the budget goes: see the analysis.",
    follow_up="Change what caused it, or the objective.",
)
budget_runbook = Runbook(
    investigate=[
        "When did it begin, and is it a spike or gradual? See the objective's dashboard.",
        "Does another alert fire? Its runbook is more to the point.",
        "Was something released, or a Redis instance moved, when it began?",
    ],
    resolution=[
        "A spike that began with a release: roll it back.",
        "One endpoint or one Redis instance is the cause: mend that one.",
        "A gradual loss: mend the endpoints that fail most, or add capacity.",
        "The budget is spent and nothing burns: no release that carries risk until it has recovered.",
    ],
    escalation="Acknowledge it within five minutes, and decide whether this is an incident: "
    "`docs/incident-response.md` says how it goes on.",
)

# 99.9 % are 43.2 minutes a month; it is the objective for the error rate (below 0.1 %), too.
availability = Slo(
    "availability",
    service="redis-gateway",
    objective=0.999,
    indicator=Availability(errors=FAILED, total=REQUESTS),
    period="30d",
    runbook=budget_runbook,
    remediation=spend_less,
)
latency = Slo(
    "latency",
    service="redis-gateway",
    objective=0.95,
    indicator=Latency(histogram=DURATION, within="500ms"),
    period="30d",
    runbook=budget_runbook,
    remediation=spend_less,
)

health_check = Investigate("health-check", commands=[gateway.pods()], diagnose=False)
diagnostics = Investigate("collect-diagnostics")
analysis = ErrorBudget(
    commands=[
        metrics.query(
            'slo:current_burn_rate:ratio{service="redis-gateway"}',
            "Burn rates of the last hour",
            name="burning",
        ),
        metrics.query(
            'slo:period_error_budget_remaining:ratio{service="redis-gateway"}',
            "What is left of the error budgets",
            name="left",
        ),
        failing_endpoints,
    ],
)
respond = Respond(after=[diagnostics])
tell = Notify(receivers=[alerts_channel], after=[respond, analysis])
pipeline = Pipeline(stages=[AlertContext(), health_check, diagnostics, analysis, respond, tell, Review()])

BY_SERVICE = ["alertname", "cluster", "service"]

project = Project(
    name="redis-gateway",
    repository="example/redis-gateway",
    team=platform,
    groups=[
        RuleGroup(
            "redis-gateway.rules",
            interval=EVALUATED,
            rules=[
                high_error_rate,
                high_latency,
                connection_failure,
                gateway_down,
                high_memory,
                pool_exhaustion,
            ],
        ),
        RuleGroup("redis-instances.rules", interval=EVALUATED, rules=[instance_down, instance_memory]),
    ],
    slos=[availability, latency],
    routes=[
        # First, and with continue_: a route by severity before it would take every alert of an objective.
        Route(
            "slo-alerts",
            matchers=['slo!=""'],
            receivers=[slo_channel],
            group_wait="0s",
            repeat_interval="15m",
            continue_=True,
        ),
        Route(
            "pagerduty-critical",
            severity=Severity.CRITICAL,
            receivers=[page],
            group_by=BY_SERVICE,
            group_wait="0s",
            group_interval="5m",
            repeat_interval="30m",
        ),
        Route(
            "slack-warnings",
            severity=[Severity.HIGH, Severity.WARNING],
            receivers=[warnings_channel],
            group_by=BY_SERVICE,
            group_wait="30s",
            group_interval="5m",
            repeat_interval="2h",
        ),
        # What is left: alerts of level info, and those of other projects.
        Route(
            "default",
            receivers=[alerts_channel],
            group_by=BY_SERVICE,
            group_wait="10s",
            repeat_interval="12h",
        ),
    ],
    inhibitions=[
        # What is down explains what is wrong with it: nobody is told of that, and nothing is rolled back.
        Inhibition(sources=[gateway_down], targets=[high_error_rate, high_latency], equal=["instance"]),
        Inhibition(
            sources=[instance_down],
            targets=[connection_failure, pool_exhaustion, instance_memory],
            equal=["instance"],
        ),
    ],
    pipelines=[pipeline],
    dispatch=Direct(token_file=f"{SECRETS}/github-token"),
    kubernetes=Kubernetes(
        namespace=NAMESPACE,
        labels={"app": "redis-gateway"},
        alertmanager=AlertmanagerSecret("alertmanager-config"),
        autoscale=[
            Autoscale(
                "redis-gateway",
                query=f"sum(rate({REQUESTS}[2m]))",
                threshold=200,
                minimum=2,
                maximum=10,
                namespace=NAMESPACE,
            )
        ],
    ),
    dashboards=Dashboards(url="https://grafana.example.org"),
    targets=Targets(prometheus="2.42", alertmanager="0.32"),
    scrape_interval="30s",
    evaluation_interval=EVALUATED,
    # What the gateway, its Redis instances and Prometheus must expose: any other name is a finding.
    metrics={
        "up": "gauge",
        "process_resident_memory_bytes": "gauge",
        REQUESTS: "counter",
        FAILED: "counter",
        DURATION: "histogram",
        "redis_gateway_redis_pool_active": "gauge",
        "redis_gateway_redis_pool_size": "gauge",
        "redis_memory_used_bytes": "gauge",
        "redis_memory_max_bytes": "gauge",
    },
)
