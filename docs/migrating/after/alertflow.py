"""Shop: its alerts, objectives, routes and workflows."""

from alertflow import (
    Alert,
    Project,
    RecordingRule,
    RuleGroup,
    RuleObject,
    Severity,
    Slo,
    Team,
    alertmanager,
)
from alertflow.github import (
    Environment,
    Input,
    Job,
    Permissions,
    PullRequest,
    Push,
    RunStep,
    Strategy,
    Triggers,
    UsesStep,
    Verbatim,
    Workflow,
    WorkflowDispatch,
    env,
    github,
    inputs,
    matrix,
    secrets,
)
from alertflow.prometheus import (
    AlertingRule,
    absence,
    error_ratio,
    latency_quantile,
    saturation,
)
from alertflow.slo import Availability, BurnTier

RUNBOOKS = "https://runbooks.example.org"
DASHBOARDS = "https://grafana.example.org/d/blackbox"
SHOP_BUSINESS_LABELS = {"product": "shop", "kind": "business"}

REDIS_GATEWAY_ALERTS = RuleObject(
    "k8s/redis-rules.yaml",
    name="redis-gateway-alerts",
    namespace="monitoring",
    labels={"app": "redis-gateway", "release": "prometheus"},
)

NODE_RULES = "monitoring/rules/node.yml"
RUNNER = "ubuntu-24.04"

SLACK_TEXT = """\
{{ range .Alerts }}
*Summary:* {{ .Annotations.summary }}
*Description:* {{ .Annotations.description }}
*Runbook:* {{ .Annotations.runbook_url }}
{{ end }}"""

EMAIL_SUBJECT = "[DB] {{ .CommonLabels.alertname }}: {{ .CommonAnnotations.summary }}"

# How bad they are, by their names: critical is 40, high 30, warning 20, info 10.
NONE = Severity("none", rank=10)
PAGE = Severity("page", rank=50)
TICKET = Severity("ticket", rank=10)


def slack(channel: str) -> alertmanager.SlackConfig:
    """A message to Slack, of which only `channel` differs."""
    return alertmanager.SlackConfig(
        channel=channel,
        color='{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}',
        title=(
            '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:'
            "{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }}"
        ),
        text=SLACK_TEXT,
        send_resolved=True,
    )


def pagerduty(routing_key_file: str) -> alertmanager.PagerdutyConfig:
    """An event for PagerDuty, of which only `routing_key_file` differs."""
    return alertmanager.PagerdutyConfig(
        routing_key_file=routing_key_file,
        description="{{ .CommonLabels.alertname }}: {{ .CommonAnnotations.summary }}",
        severity="{{ .CommonLabels.severity }}",
        details={
            "firing": "{{ .Alerts.Firing | len }}",
            "resolved": "{{ .Alerts.Resolved | len }}",
            "runbook": "{{ .CommonAnnotations.runbook_url }}",
        },
    )


default = alertmanager.Receiver("default", slack_configs=[slack("#alerts")])

slack_platform = alertmanager.Receiver(
    "slack-platform",
    slack_configs=[slack("#platform-alerts")],
)

slack_platform_quiet = alertmanager.Receiver(
    "slack-platform-quiet",
    slack_configs=[
        alertmanager.SlackConfig(
            channel="#platform-noise",
            title="{{ .CommonLabels.alertname }}",
            send_resolved=False,
        ),
    ],
)

slack_payments = alertmanager.Receiver(
    "slack-payments",
    slack_configs=[
        slack("#payments-alerts").replace(
            actions=[
                alertmanager.SlackAction(
                    type="button",
                    text="Runbook :green_book:",
                    url="{{ (index .Alerts 0).Annotations.runbook_url }}",
                ),
                alertmanager.SlackAction(
                    type="button",
                    text="Silence :no_bell:",
                    url="{{ .ExternalURL }}/#/silences/new",
                ),
            ],
        ),
    ],
)

slack_data = alertmanager.Receiver("slack-data", slack_configs=[slack("#data-alerts")])

slack_staging = alertmanager.Receiver(
    "slack-staging",
    slack_configs=[
        alertmanager.SlackConfig(
            channel="#staging",
            title="{{ .CommonLabels.alertname }}",
            send_resolved=False,
        ),
    ],
)

pagerduty_critical = alertmanager.Receiver(
    "pagerduty-critical",
    pagerduty_configs=[pagerduty("/etc/alertmanager/pagerduty-platform")],
)

pagerduty_payments = alertmanager.Receiver(
    "pagerduty-payments",
    pagerduty_configs=[pagerduty("/etc/alertmanager/pagerduty-payments")],
)

dba_mail = alertmanager.Receiver(
    "dba-mail",
    email_configs=[
        alertmanager.EmailConfig(
            to="dba@example.org",
            headers={"Subject": EMAIL_SUBJECT},
            send_resolved=True,
        ),
        alertmanager.EmailConfig(
            to="oncall-dba@example.org",
            headers={"Subject": EMAIL_SUBJECT},
            send_resolved=True,
        ),
    ],
)

deadmansswitch = alertmanager.Receiver(
    "deadmansswitch",
    webhook_configs=[
        alertmanager.WebhookConfig(
            url="https://nosnch.example.org/c2354d53d2",
            send_resolved=False,
        ),
    ],
)

shop = Team("shop")
storage = Team("storage")
sales = Team("sales")
finance = Team("finance")
platform = Team("platform")

# What the agreement with the shop's owners says.
# Orders are answered without an error.
checkout_availability = Slo(
    "availability",
    service="checkout",
    objective=0.999,
    indicator=Availability(
        errors='http_requests_total{job="checkout",code=~"5.."}',
        total='http_requests_total{job="checkout"}',
    ),
    period_ratio="averaged",
    team=shop,
    runbook="https://runbooks.example.org/shop/checkout",
    alert="CheckoutErrorBudgetBurn",
    tiers_only=True,
)

# 99.95 % of the payments, as the bank counts them.
payments_availability = Slo(
    "availability",
    service="payments",
    objective=0.9995,
    indicator=Availability(
        errors='http_requests_total{code=~"5..",job="payments"}',
        total='http_requests_total{job="payments"}',
    ),
    tiers=[
        BurnTier(
            "over-1h",
            budget_percent=2,
            short="5m",
            long="1h",
            severity=Severity.CRITICAL,
            annotations={
                "summary": "Payments fail fourteen times as often as the bank allows",
            },
        ),
        BurnTier(
            "over-6h",
            budget_percent=5,
            short="30m",
            long="6h",
            severity=Severity.WARNING,
            annotations={
                "summary": "Payments fail six times as often as the bank allows",
            },
        ),
    ],
    team=shop,
    runbook="https://runbooks.example.org/shop/payments",
    alert="PaymentsErrorBudgetBurn",
    tiers_only=True,
)


def service_down(service: str) -> Alert:
    """<service>Down, for one service."""
    return Alert(
        name=f"{service.capitalize()}Down",
        expr=f'up{{job="{service}"}} == 0',
        for_="2m",
        severity=Severity.CRITICAL,
        team=shop,
        summary=f"{service.capitalize()}: no instance answers",
        runbook=f"{RUNBOOKS}/shop/{service}",
        labels={"service": service},
    )


def service_high_error_rate(
    service: str,
    threshold: float,
    severity: Severity,
) -> Alert:
    """<service>HighErrorRate, for one service, with its own threshold and severity."""
    return Alert(
        name=f"{service.capitalize()}HighErrorRate",
        expr=(
            error_ratio('http_requests_total{code=~"5.."}', "http_requests_total", where={"job": service})
            + f" > {threshold}"
        ),
        for_="5m",
        severity=severity,
        team=shop,
        summary=service.capitalize() + ": {{ $value | humanizePercentage }} of requests fail",
        runbook=f"{RUNBOOKS}/shop/{service}",
        labels={"service": service},
    )


def service_slow(service: str) -> Alert:
    """<service>Slow, for one service."""
    return Alert(
        name=f"{service.capitalize()}Slow",
        expr=latency_quantile(0.99, f'http_request_duration_seconds{{job="{service}"}}') + " > 2",
        for_="10m",
        severity=Severity.WARNING,
        team=shop,
        summary=f"{service.capitalize()}: one request of a hundred takes more than two seconds",
        runbook=f"{RUNBOOKS}/shop/{service}",
        labels={"service": service},
    )


kube_pod_crash_looping = Alert(
    name="KubePodCrashLooping",
    expr="""
        max_over_time(
          kube_pod_container_status_waiting_reason{job="kube-state-metrics",reason="CrashLoopBackOff"}[5m]
        ) >= 1
    """,
    for_="15m",
    severity=Severity.WARNING,
    summary="Pod is crash looping.",
    description=(
        "Pod {{ $labels.namespace }}/{{ $labels.pod }} ({{ $labels.container }}) is in "
        'waiting state (reason: "CrashLoopBackOff").'
    ),
    runbook=f"{RUNBOOKS}/kubernetes/kubepodcrashlooping",
)

kube_pod_not_ready = Alert(
    name="KubePodNotReady",
    expr="""
        sum by (namespace, pod, cluster) (
            max by (namespace, pod, cluster) (
              kube_pod_status_phase{job="kube-state-metrics",phase=~"Pending|Unknown|Failed"}
            )
          * on (namespace, pod, cluster) group_left (owner_kind)
            topk by (namespace, pod, cluster) (
              1,
              max by (namespace, pod, owner_kind, cluster) (kube_pod_owner{owner_kind!="Job"})
            )
        ) > 0
    """,
    for_="15m",
    severity=Severity.WARNING,
    summary="Pod has been in a non-ready state for more than 15 minutes.",
    description=(
        "Pod {{ $labels.namespace }}/{{ $labels.pod }} has been in a non-ready state "
        "for longer than 15 minutes."
    ),
    runbook=f"{RUNBOOKS}/kubernetes/kubepodnotready",
)

kube_deployment_generation_mismatch = Alert(
    name="KubeDeploymentGenerationMismatch",
    expr="""
          kube_deployment_status_observed_generation{job="kube-state-metrics"}
        !=
          kube_deployment_metadata_generation{job="kube-state-metrics"}
    """,
    for_="15m",
    severity=Severity.WARNING,
    summary="Deployment generation mismatch due to possible roll-back.",
    description=(
        "Deployment generation for {{ $labels.namespace }}/{{ $labels.deployment }} "
        "does not match, this indicates that the Deployment has failed but has not "
        "been rolled back."
    ),
    runbook=f"{RUNBOOKS}/kubernetes/kubedeploymentgenerationmismatch",
)

kube_deployment_replicas_mismatch = Alert(
    name="KubeDeploymentReplicasMismatch",
    expr="""
          (
              kube_deployment_spec_replicas{job="kube-state-metrics"}
            >
              kube_deployment_status_replicas_available{job="kube-state-metrics"}
          )
        and
          (changes(kube_deployment_status_replicas_updated{job="kube-state-metrics"}[10m]) == 0)
    """,
    for_="15m",
    severity=Severity.WARNING,
    summary="Deployment has not matched the expected number of replicas.",
    description=(
        "Deployment {{ $labels.namespace }}/{{ $labels.deployment }} has not matched "
        "the expected number of replicas for longer than 15 minutes."
    ),
    runbook=f"{RUNBOOKS}/kubernetes/kubedeploymentreplicasmismatch",
)

kube_job_failed = Alert(
    name="KubeJobFailed",
    expr='kube_job_failed{job="kube-state-metrics"} > 0',
    for_="15m",
    severity=Severity.WARNING,
    summary="Job failed to complete.",
    description=(
        "Job {{ $labels.namespace }}/{{ $labels.job_name }} failed to complete. "
        "Removing failed job after investigation should clear this alert."
    ),
    runbook=f"{RUNBOOKS}/kubernetes/kubejobfailed",
)

kube_node_not_ready = Alert(
    name="KubeNodeNotReady",
    expr='kube_node_status_condition{job="kube-state-metrics",condition="Ready",status="true"} == 0',
    for_="15m",
    severity=Severity.WARNING,
    summary="Node is not ready.",
    description="{{ $labels.node }} has been unready for more than 15 minutes.",
    runbook=f"{RUNBOOKS}/kubernetes/kubenodenotready",
)

kube_api_down = Alert(
    name="KubeAPIDown",
    expr='absent(up{job="apiserver"} == 1)',
    for_="15m",
    severity=Severity.CRITICAL,
    summary="Target disappeared from Prometheus target discovery.",
    description="KubeAPI has disappeared from Prometheus target discovery.",
    runbook=f"{RUNBOOKS}/kubernetes/kubeapidown",
)

kube_persistent_volume_filling_up = Alert(
    name="KubePersistentVolumeFillingUp",
    expr="""
        kubelet_volume_stats_available_bytes
            / kubelet_volume_stats_capacity_bytes < 0.03
          and kubelet_volume_stats_used_bytes > 0
    """,
    for_="1m",
    severity=Severity.CRITICAL,
    summary="PersistentVolume is filling up.",
    description=(
        "The PersistentVolume claimed by {{ $labels.persistentvolumeclaim }} in "
        "Namespace {{ $labels.namespace }} is only {{ $value | humanizePercentage }} "
        "free."
    ),
    runbook=f"{RUNBOOKS}/kubernetes/kubepersistentvolumefillingup",
)

watchdog = Alert(
    name="Watchdog",
    expr="vector(1)",
    severity=NONE,
    summary="An alert that should always be firing to certify that Alertmanager is working properly.",
    description=(
        "This is an alert meant to ensure that the entire alerting pipeline is functional.\n"
        "This alert is always firing, therefore it should always be firing in Alertmanager\n"
        "and always fire against a receiver.\n"
    ),
    runbook=f"{RUNBOOKS}/kubernetes/watchdog",
)

# Nothing is behind this one.
kubernetes_apps = RuleGroup(
    "kubernetes-apps",
    file="k8s/kubernetes.yml",
    rules=[
        kube_pod_crash_looping,
        kube_pod_not_ready,
        kube_deployment_generation_mismatch,
        kube_deployment_replicas_mismatch,
        kube_job_failed,
        kube_node_not_ready,
        kube_api_down,
        kube_persistent_volume_filling_up,
        watchdog,
        AlertingRule(
            "info-inhibitor",
            expr="""
                  ALERTS{severity="info"} == 1
                unless on (namespace)
                  ALERTS{alertname!="InfoInhibitor",alertstate="firing",severity=~"warning|critical"} == 1
            """,
        ),
    ],
)

# High error rate alert
redis_gateway_high_error_rate = Alert(
    name="RedisGatewayHighErrorRate",
    expr=(
        error_ratio(
            'http_requests_total{status=~"5.."}',
            "http_requests_total",
            where={"job": "redis-gateway"},
        )
        + " > 0.05"
    ),
    for_="2m",
    severity=Severity.CRITICAL,
    team=storage,
    summary="Redis gateway: {{ $value | humanizePercentage }} of requests fail",
    runbook=f"{RUNBOOKS}/redis#high-error-rate",
    labels={"service": "redis-gateway"},
)

redis_gateway_high_latency = Alert(
    name="RedisGatewayHighLatency",
    expr=latency_quantile(0.95, 'http_request_duration_seconds{job="redis-gateway"}') + " > 1",
    for_="3m",
    severity=Severity.WARNING,
    team=storage,
    summary="Redis gateway: p95 is {{ $value | humanizeDuration }}",
    runbook=f"{RUNBOOKS}/redis#high-latency",
    labels={"service": "redis-gateway"},
)

redis_gateway_down = Alert(
    name="RedisGatewayDown",
    expr='up{job="redis-gateway"} == 0',
    for_="1m",
    severity=Severity.CRITICAL,
    team=storage,
    summary="Redis gateway {{ $labels.instance }} is down",
    runbook=f"{RUNBOOKS}/redis#down",
    labels={"service": "redis-gateway"},
)

redis_connection_pool_exhausted = Alert(
    name="RedisConnectionPoolExhausted",
    expr=saturation("redis_pool_in_use", "redis_pool_size", where={"job": "redis-gateway"}) + " > 0.9",
    for_="3m",
    severity=Severity.WARNING,
    team=storage,
    summary="{{ $value | humanizePercentage }} of the connections are in use",
    runbook=f"{RUNBOOKS}/redis#pool",
    labels={"service": "redis-gateway"},
)

redis_gateway_rules = RuleGroup(
    "redis-gateway.rules",
    interval="30s",
    file=REDIS_GATEWAY_ALERTS,
    rules=[
        redis_gateway_high_error_rate,
        redis_gateway_high_latency,
        redis_gateway_down,
        redis_connection_pool_exhausted,
    ],
)

redis_instance_down = Alert(
    name="RedisInstanceDown",
    expr="redis_up == 0",
    for_="1m",
    severity=Severity.CRITICAL,
    team=storage,
    summary="Redis {{ $labels.instance }} is down",
    runbook="",
    labels={"service": "redis"},
)

redis_instance_high_memory_usage = Alert(
    name="RedisInstanceHighMemoryUsage",
    expr="redis_memory_used_bytes / redis_memory_max_bytes > 0.8",
    for_="5m",
    severity=Severity.WARNING,
    team=storage,
    summary="Redis {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory",
    runbook="",
    labels={"service": "redis"},
)

redis_instances_rules = RuleGroup(
    "redis-instances.rules",
    interval="30s",
    file=REDIS_GATEWAY_ALERTS,
    rules=[redis_instance_down, redis_instance_high_memory_usage],
)

orders_stopped = Alert(
    name="OrdersStopped",
    expr="sum(rate(orders_total[10m])) == 0",
    for_="10m",
    severity=PAGE,
    team=sales,
    summary="No order for ten minutes",
    runbook="",
    labels=SHOP_BUSINESS_LABELS,
    annotations={"value": "{{ $value }}"},
)

orders_dropped = Alert(
    name="OrdersDropped",
    expr="sum(rate(orders_total[10m])) < 0.5 * sum(rate(orders_total[10m] offset 1w))",
    for_="30m",
    severity=Severity.WARNING,
    team=sales,
    summary="Half as many orders as a week ago",
    runbook="",
    labels=SHOP_BUSINESS_LABELS,
    annotations={"value": "{{ $value }}"},
)

payments_declined = Alert(
    name="PaymentsDeclined",
    expr=error_ratio("payments_declined_total", "payments_total", over="15m") + " > 0.2",
    for_="15m",
    severity=Severity.HIGH,
    team=sales,
    summary="{{ $value | humanizePercentage }} of the payments are declined",
    runbook="",
    labels=SHOP_BUSINESS_LABELS,
    annotations={"value": "{{ $value }}"},
)

refunds_high = Alert(
    name="RefundsHigh",
    expr="sum(increase(refunds_total[1h])) > 50",
    severity=Severity.INFO,
    team=finance,
    summary="Many refunds",
    runbook="",
    labels=SHOP_BUSINESS_LABELS,
    annotations={"value": "{{ $value }}"},
)

invoices_late = Alert(
    name="InvoicesLate",
    expr="time() - invoices_last_run_timestamp_seconds > 86400",
    for_="1h",
    severity=Severity.WARNING,
    team=finance,
    summary="No invoice was written for a day",
    runbook="",
    labels={"product": "shop", "kind": "business", "tier": "2"},
    annotations={"value": "{{ $value }}"},
)

business = RuleGroup(
    "business",
    interval="1m",
    limit=20,
    file="monitoring/recording_rules.yml",
    rules=[
        RecordingRule("shop:orders:rate10m", expr="sum(rate(orders_total[10m]))"),
        orders_stopped,
        orders_dropped,
        payments_declined,
        refunds_high,
        invoices_late,
    ],
)

probe_failed = Alert(
    name="ProbeFailed",
    expr="probe_success == 0",
    for_="5m",
    severity=Severity.CRITICAL,
    summary="{{ $labels.instance }} does not answer",
    runbook="",
    dashboard=f"{DASHBOARDS}/probefailed",
)

probe_slow = Alert(
    name="ProbeSlow",
    expr="avg_over_time(probe_duration_seconds[5m]) > 2",
    for_="5m",
    severity=Severity.WARNING,
    summary="{{ $labels.instance }} answers slowly",
    runbook="",
    dashboard=f"{DASHBOARDS}/probeslow",
)

certificate_expires_soon = Alert(
    name="CertificateExpiresSoon",
    expr="probe_ssl_earliest_cert_expiry - time() < 86400 * 20",
    severity=TICKET,
    summary="The certificate of {{ $labels.instance }} expires in {{ $value | humanizeDuration }}",
    runbook="",
    dashboard=f"{DASHBOARDS}/certificateexpiressoon",
)

certificate_expired = Alert(
    name="CertificateExpired",
    expr="probe_ssl_earliest_cert_expiry - time() <= 0",
    severity=Severity.CRITICAL,
    summary="The certificate of {{ $labels.instance }} has expired",
    runbook="",
    dashboard=f"{DASHBOARDS}/certificateexpired",
)

blackbox_exporter_missing = Alert(
    name="BlackboxExporterMissing",
    expr=absence('up{job="blackbox"}'),
    for_="10m",
    severity=Severity.WARNING,
    summary="Nobody probes",
    runbook="",
    dashboard=f"{DASHBOARDS}/blackboxexportermissing",
)

blackbox = RuleGroup(
    "blackbox",
    file="monitoring/rules/blackbox.yml",
    rules=[
        probe_failed,
        probe_slow,
        certificate_expires_soon,
        certificate_expired,
        blackbox_exporter_missing,
    ],
)

# The machines themselves: disks, memory, load.
# Owned by the platform team; ask in #platform before you change a threshold.
node_rules = RuleGroup(
    "node.rules",
    interval="30s",
    file=NODE_RULES,
    rules=[
        RecordingRule(
            "instance:node_cpu_utilisation:rate5m",
            expr='1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))',
        ),
        RecordingRule(
            "instance:node_memory_utilisation:ratio",
            expr="""
                1 - (
                  node_memory_MemAvailable_bytes{job="node"}
                  /
                  node_memory_MemTotal_bytes{job="node"}
                )
            """,
            labels={"layer": "machine"},
        ),
    ],
)

# Disks fill slowly: two levels, one to plan and one to get up for.
node_filesystem_space_filling_up_critical = Alert(
    name="NodeFilesystemSpaceFillingUp",
    expr="""
        (
          node_filesystem_avail_bytes{job="node",fstype!=""}
            / node_filesystem_size_bytes{job="node",fstype!=""} * 100 < 15
        and
          predict_linear(node_filesystem_avail_bytes{job="node",fstype!=""}[6h], 4*60*60) < 0
        and
          node_filesystem_readonly{job="node",fstype!=""} == 0
        )
    """,
    for_="1h",
    severity=Severity.CRITICAL,
    team=platform,
    summary="Filesystem is predicted to run out of space within the next 4 hours.",
    description=(
        "Filesystem on {{ $labels.device }} at {{ $labels.instance }} has only "
        '{{ printf "%.2f" $value }}% available space left and is filling up fast.'
    ),
    runbook=f"{RUNBOOKS}/node/NodeFilesystemSpaceFillingUp",
)

node_filesystem_space_filling_up_warning = Alert(
    name="NodeFilesystemSpaceFillingUp",
    expr="""
        (
          node_filesystem_avail_bytes{job="node",fstype!=""}
            / node_filesystem_size_bytes{job="node",fstype!=""} * 100 < 40
        and
          predict_linear(node_filesystem_avail_bytes{job="node",fstype!=""}[6h], 24*60*60) < 0
        and
          node_filesystem_readonly{job="node",fstype!=""} == 0
        )
    """,
    for_="1h",
    severity=Severity.WARNING,
    team=platform,
    summary="Filesystem is predicted to run out of space within the next 24 hours.",
    description=(
        "Filesystem on {{ $labels.device }} at {{ $labels.instance }} has only "
        '{{ printf "%.2f" $value }}% available space left and is filling up.'
    ),
    runbook=f"{RUNBOOKS}/node/NodeFilesystemSpaceFillingUp",
)

node_filesystem_almost_out_of_files = Alert(
    name="NodeFilesystemAlmostOutOfFiles",
    expr="""
        node_filesystem_files_free{job="node"}
          / node_filesystem_files{job="node"} * 100 < 3
    """,
    for_="1h",
    severity=Severity.CRITICAL,
    team=platform,
    summary="Filesystem has less than 3% inodes left.",
    runbook=f"{RUNBOOKS}/node/NodeFilesystemAlmostOutOfFiles",
)

node_disks = RuleGroup(
    "node.disks",
    file=NODE_RULES,
    rules=[
        node_filesystem_space_filling_up_critical,
        node_filesystem_space_filling_up_warning,
        node_filesystem_almost_out_of_files,
    ],
)

node_memory_high = Alert(
    name="NodeMemoryHigh",
    expr="instance:node_memory_utilisation:ratio > 0.9",
    for_="15m",  # nightly jobs take ten minutes
    severity=Severity.WARNING,
    team=platform,
    summary="{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory",
    runbook=f"{RUNBOOKS}/node/NodeMemoryHigh",
)

node_cpu_high = Alert(
    name="NodeCPUHigh",
    expr="instance:node_cpu_utilisation:rate5m > 0.9",
    for_="15m",
    severity=Severity.WARNING,
    team=platform,
    summary="{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its processors",
    runbook=f"{RUNBOOKS}/node/NodeCPUHigh",
)

node_clock_skew = Alert(
    name="NodeClockSkew",
    expr='abs(node_timex_offset_seconds{job="node"}) > 0.05',
    for_="10m",
    severity=Severity.WARNING,
    team=platform,
    summary="The clock of {{ $labels.instance }} is off by more than 50 ms",
    runbook=f"{RUNBOOKS}/node/NodeClockSkew",
)

node_raid_degraded = Alert(
    name="NodeRAIDDegraded",
    expr="""
        node_md_disks_required{job="node"}
          - ignoring (state) node_md_disks{state="active",job="node"} > 0
    """,
    for_="15m",
    severity=Severity.CRITICAL,
    team=platform,
    summary="RAID array {{ $labels.device }} of {{ $labels.instance }} is degraded",
    runbook=f"{RUNBOOKS}/node/NodeRAIDDegraded",
)

node_down = Alert(
    name="NodeDown",
    expr='up{job="node"} == 0',
    for_="5m",
    severity=PAGE,
    team=platform,
    summary="{{ $labels.instance }} cannot be scraped",
    runbook=f"{RUNBOOKS}/node/NodeDown",
)

node_load = RuleGroup(
    "node.load",
    file=NODE_RULES,
    rules=[
        node_memory_high,
        node_cpu_high,
        node_clock_skew,
        node_raid_degraded,
        node_down,
    ],
)

# One alert of each kind for every service of the shop.
shop_services = RuleGroup(
    "shop-services",
    file="monitoring/rules/shop.yml",
    rules=[
        service_down("cart"),
        service_high_error_rate("cart", threshold=0.05, severity=Severity.WARNING),
        service_slow("cart"),
        service_down("checkout"),
        service_high_error_rate("checkout", threshold=0.01, severity=Severity.CRITICAL),
        service_slow("checkout"),
        service_down("catalogue"),
        service_high_error_rate("catalogue", threshold=0.05, severity=Severity.WARNING),
        service_slow("catalogue"),
        service_down("search"),
        service_high_error_rate("search", threshold=0.05, severity=Severity.WARNING),
        service_slow("search"),
        # Payments is under a contract: see the agreement with the bank.
        service_down("payments"),
        service_high_error_rate("payments", threshold=0.01, severity=Severity.CRITICAL),
        service_slow("payments"),
        service_down("accounts"),
        service_high_error_rate("accounts", threshold=0.05, severity=Severity.WARNING),
        service_slow("accounts"),
    ],
)

office_hours = alertmanager.TimeInterval(
    "office-hours",
    time_intervals=[
        alertmanager.TimeSpan(
            times=[alertmanager.TimeRange("09:00", "17:00")],
            weekdays=["monday:friday"],
            location="Europe/Paris",
        ),
    ],
)

outside_office_hours = alertmanager.TimeInterval(
    "outside-office-hours",
    time_intervals=[
        alertmanager.TimeSpan(
            times=[
                alertmanager.TimeRange("17:00", "24:00"),
                alertmanager.TimeRange("00:00", "09:00"),
            ],
        ),
    ],
)

weekends = alertmanager.TimeInterval(
    "weekends",
    time_intervals=[alertmanager.TimeSpan(weekdays=["saturday", "sunday"])],
)

# Alertmanager of the shop platform.
# Owned by the platform team; ask in #platform before you change the root route.
alertmanager_config = alertmanager.Config(
    global_=alertmanager.Global(
        smtp_from="alertmanager@example.org",
        smtp_smarthost="smtp.example.org:587",
        smtp_auth_username="alertmanager",
        smtp_auth_password_file="/etc/alertmanager/smtp-password",
        slack_api_url_file="/etc/alertmanager/slack-url",
        pagerduty_url="https://events.pagerduty.com/v2/enqueue",
        resolve_timeout="5m",
    ),
    templates=["/etc/alertmanager/templates/*.tmpl"],
    # Who hears of what.
    route=alertmanager.Route(
        receiver=default,
        group_by=["alertname", "cluster", "service"],
        group_wait="30s",
        group_interval="5m",
        repeat_interval="12h",
        routes=[
            # The watchdog never stops; its absence is the alarm.
            alertmanager.Route(
                receiver=deadmansswitch,
                matchers=['alertname="Watchdog"'],
                group_wait="0s",
                group_interval="1m",
                repeat_interval="50s",
            ),
            # Pages go out at once, and still reach the channel of the team below.
            alertmanager.Route(
                receiver=pagerduty_critical,
                matchers=['severity="critical"', 'environment=~"prod|production"'],
                group_wait="0s",
                repeat_interval="30m",
                continue_=True,
            ),
            alertmanager.Route(
                receiver=slack_platform,
                matchers=['team="platform"'],
                routes=[
                    alertmanager.Route(
                        receiver=slack_platform_quiet,
                        matchers=['severity="info"'],
                        repeat_interval="1d",
                        mute_time_intervals=[weekends, outside_office_hours],
                    ),
                ],
            ),
            alertmanager.Route(
                receiver=slack_payments,
                matchers=['team="payments"'],
                group_by=["alertname", "service"],
                routes=[
                    alertmanager.Route(
                        receiver=pagerduty_payments,
                        matchers=['severity="critical"', 'service=~"checkout|cart"'],
                        continue_=True,
                    ),
                    alertmanager.Route(
                        receiver=slack_payments,
                        matchers=['severity=~"warning|info"'],
                        # nobody reads them at night
                        active_time_intervals=[office_hours],
                    ),
                ],
            ),
            alertmanager.Route(receiver=slack_data, matchers=['team="data"']),
            alertmanager.Route(
                receiver=dba_mail,
                matchers=['service=~"^(postgres|mysql|redis).*$"'],
                group_by=["alertname", "cluster", "instance"],
                repeat_interval="4h",
            ),
            # Everything of staging stays in staging.
            alertmanager.Route(
                receiver=slack_staging,
                matchers=['environment="staging"'],
                repeat_interval="1d",
            ),
        ],
    ),
    inhibit_rules=[
        # A critical alert makes its warning needless.
        alertmanager.InhibitRule(
            source_matchers=['severity="critical"'],
            target_matchers=['severity=~"warning|info"'],
            equal=["alertname", "cluster", "service"],
        ),
        alertmanager.InhibitRule(
            source_matchers=['alertname="NodeDown"'],
            target_matchers=['job="node"'],
            equal=["instance"],
        ),
    ],
    receivers=[
        default,
        slack_platform,
        slack_platform_quiet,
        slack_payments,
        slack_data,
        slack_staging,
        pagerduty_critical,
        pagerduty_payments,
        dba_mail,
        deadmansswitch,
    ],
    time_intervals=[office_hours, outside_office_hours, weekends],
)

checkout = UsesStep(uses="actions/checkout@v4")

tag = RunStep(
    id="tag",
    run='echo "::set-output name=tag::$(git rev-parse --short HEAD)"',
    outputs=["tag"],
)

image = Job(
    "image",
    runs_on=RUNNER,
    permissions=Permissions(contents="read", packages="write"),
    outputs={"tag": tag.outputs.tag},
    steps=[
        checkout,
        tag,
        UsesStep(
            uses="docker/login-action@v3",
            with_={
                "registry": env.REGISTRY,
                "username": github.actor,
                "password": secrets.GITHUB_TOKEN,
            },
        ),
        UsesStep(
            uses="docker/build-push-action@v6",
            with_={
                "context": ".",
                "push": github.ref == "refs/heads/main",
                "tags": f"{env.IMAGE}:{tag.outputs.tag}",
            },
        ),
    ],
)

test = Job(
    "test",
    runs_on=RUNNER,
    strategy=Strategy(
        matrix={"service": ["cart", "checkout", "payments"]},
        fail_fast=False,
    ),
    steps=[
        checkout,
        RunStep(
            name=f"Test {matrix.service}",
            run="""
                make install
                make test SERVICE="$SERVICE"
            """,
            env={"SERVICE": matrix.service},
        ),
    ],
)

deploy = Job(
    "deploy",
    needs=test,
    if_=github.ref == "refs/heads/main",
    runs_on=RUNNER,
    # One deployment at a time; a later push waits.
    concurrency="production",
    environment=Environment("production", url="https://shop.example.org"),
    timeout_minutes=15,
    steps=[
        RunStep(
            name="Deploy",
            run='kubectl set image deployment/shop shop="$IMAGE:$TAG" --namespace shop',
            env={"TAG": image.outputs.tag},
        ),
        RunStep(
            run="kubectl rollout status deployment/shop --namespace shop --timeout=5m",
        ),
    ],
)

# Every push to main is built, tested, and deployed.
deploy_workflow = Workflow(
    name="Deploy",
    on=Triggers(push=Push(branches=["main"]), pull_request=PullRequest()),
    env={
        "REGISTRY": "registry.example.org",
        "IMAGE": "registry.example.org/example/shop",
    },
    permissions=Permissions(contents="read"),
    jobs=[image, test, deploy],
)

restart = Job(
    "restart",
    runs_on=["self-hosted", "cluster"],
    environment="production",
    steps=[
        RunStep(
            name="Why",
            run=Verbatim(f'echo "{inputs.reason}" >> "$GITHUB_STEP_SUMMARY"'),
        ),
        RunStep(
            name="Restart",
            run='kubectl rollout restart "deployment/$SERVICE" --namespace shop',
            env={"SERVICE": inputs.service},
        ),
    ],
)

# Somebody who is woken starts this by hand, from the telephone.
restart_workflow = Workflow(
    name="Restart a service",
    on=Triggers(
        workflow_dispatch=WorkflowDispatch(
            inputs={
                "service": Input(
                    description="Which one",
                    type="choice",
                    options=[
                        "cart",
                        "checkout",
                        "catalogue",
                        "search",
                        "payments",
                        "accounts",
                    ],
                    required=True,
                ),
                "reason": Input(description="Why, for the log", type="string"),
            },
        ),
    ),
    permissions=None,
    jobs=[restart],
)

project = Project(
    name="shop",
    repository="example/shop",
    slos=[checkout_availability, payments_availability],
    groups=[
        kubernetes_apps,
        redis_gateway_rules,
        redis_instances_rules,
        business,
        blackbox,
        node_rules,
        node_disks,
        node_load,
        shop_services,
    ],
    alertmanager=alertmanager_config,
    files={
        ".github/workflows/deploy.yml": deploy_workflow,
        ".github/workflows/restart.yml": restart_workflow,
    },
)
