"""Rules that are right but unusual, in all the ways that people write them: no check has anything to say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.checks import check
from tests.checks.making import written
from tests.prometheus.promtool import Promtool

RULES = r"""
groups:
  - name: recorded
    interval: 30s
    rules:
      - record: 'instance:node_cpu:ratio'
        expr: |
          1 - avg without (cpu, mode) (rate(node_cpu_seconds_total{mode="idle"}[5m]))
      - {record: 'job:requests:rate5m', expr: 'sum by (job, code) (rate(http_requests_total[5m]))'}
      - record: 'job:errors:ratio_rate5m'
        expr: |
          sum by (job) (job:requests:rate5m{code=~"5.."})
            / sum by (job) (job:requests:rate5m)
      - record: 'job:errors:ratio_rate1h'
        expr: |
          sum by (job) (rate(http_requests_total{code=~"5.."}[1h]))
            / sum by (job) (rate(http_requests_total[1h]))
      - record: 'job:latency:p99'
        expr: |
          histogram_quantile(0.99, sum by (job, le) (rate(http_request_duration_seconds_bucket[5m])))
      - record: 'namespace_pod:owner'
        expr: |
          max by (namespace, pod, workload) (label_replace(
            kube_pod_owner{owner_kind="ReplicaSet"}, "workload", "$1", "owner_name", "(.*)-[^-]+"
          ))
  - name: disks
    rules:
      - alert: DiskFillsUp
        expr: |
          (
            node_filesystem_avail_bytes{fstype!=""} / node_filesystem_size_bytes{fstype!=""} * 100 < 40
          and
            predict_linear(node_filesystem_avail_bytes{fstype!=""}[6h], 24 * 60 * 60) < 0
          and
            node_filesystem_readonly{fstype!=""} == 0
          )
        for: 1h
        labels: {severity: warning}
        annotations:
          summary: 'Disk {{ $labels.device }} on {{ $labels.instance }} has {{ printf "%.2f" $value }}% left.'
          runbook_url: https://example.org/disks
      - alert: DiskFillsUp
        expr: |
          (
            node_filesystem_avail_bytes{fstype!=""} / node_filesystem_size_bytes{fstype!=""} * 100 < 20
          and
            predict_linear(node_filesystem_avail_bytes{fstype!=""}[6h], 4 * 60 * 60) < 0
          )
        for: 1h
        labels: {severity: critical}
        annotations:
          summary: Disk {{ $labels.device }} fills up within four hours.
          runbook_url: https://example.org/disks
  - name: latency
    rules:
      - alert: Slow
        expr: job:latency:p99{job!~"batch-.*"} > 0.75
        for: 10m
        keep_firing_for: 5m
        labels: {severity: warning}
        annotations: &slow
          summary: '{{ with $labels.job }}{{ . }}: {{ end }}{{ $value | humanizeDuration }} at the 99th'
          runbook_url: https://example.org/slow
      - alert: Slow
        expr: job:latency:p99{job!~"batch-.*"} > 0.75
        for: 2h
        labels: {severity: critical}
        annotations: *slow
  - name: budget
    rules:
      - alert: BudgetBurns
        expr: job:errors:ratio_rate1h > 14.4 * (1 - 0.999) and job:errors:ratio_rate5m > 14.4 * (1 - 0.999)
        labels: {severity: critical, slo: availability}
        annotations: {summary: '{{ $labels.job }} burns its budget', runbook_url: https://example.org/budget}
  - name: absence
    rules:
      - alert: ScraperDown
        expr: absent(up{job="api"})
        for: 15m
        labels: {severity: critical}
        annotations: {summary: '{{ $labels.job }} has disappeared', runbook_url: https://example.org/absent}
      - alert: ScraperDown
        expr: absent_over_time(up{job="api"}[1h])
        labels: {severity: info}
        annotations: {summary: 'for an hour', runbook_url: https://example.org/absent}
      - alert: TargetsDown
        expr: 100 * (count by (job) (up == 0) / count by (job) (up)) > 10
        labels: {severity: warning}
        annotations: {summary: '{{ $value }}% of {{ $labels.job }}', runbook_url: https://example.org/down}
  - name: joins
    rules:
      - alert: PodCrashes
        expr: |
          increase(kube_pod_container_status_restarts_total[10m]) > 3
            and on (namespace, pod) kube_pod_status_phase{phase="Running"} == 1
        labels: {severity: warning}
        annotations:
          summary: '{{ $labels.namespace }}/{{ $labels.pod }}'
          runbook_url: https://example.org/crash
      - alert: MemoryNearLimit
        expr: |
          sum by (namespace, pod) (container_memory_working_set_bytes{container!=""})
            / on (namespace, pod) group_left (workload) namespace_pod:owner
            > 0.9 * 1024 ^ 3
        labels:
          severity: warning
          team: '{{ if $labels.workload }}{{ $labels.workload }}{{ else }}none{{ end }}'
        annotations:
          summary: '{{ $labels.workload }}: {{ $value | humanize1024 }}B'
          runbook_url: https://example.org/oom
      - alert: VersionsDiffer
        expr: count(count by (version) (app_build_info)) > 1
        labels: {severity: info}
        annotations:
          summary: |-
            {{ range query "count by (version) (app_build_info)" }}{{ .Labels.version }}: {{ .Value }}
            {{ end }}
          runbook_url: https://example.org/versions
      - alert: ConfigDiffers
        expr: count without (pod) (count_values without (pod) ("hash", app_config_hash)) != 1
        labels: {severity: warning}
        annotations: {summary: '{{ $labels.hash }}', runbook_url: https://example.org/config}
      - alert: Restarted
        expr: changes(process_start_time_seconds[15m]) > 2 unless on (instance) maintenance_active == 1
        labels: {severity: warning}
        annotations: {summary: '{{ $labels.instance }}', runbook_url: https://example.org/restarted}
      - alert: ClockSkew
        expr: |
          (node_timex_offset_seconds > 0.05 and deriv(node_timex_offset_seconds[5m]) >= 0)
          or
          (node_timex_offset_seconds < -0.05 and deriv(node_timex_offset_seconds[5m]) <= 0)
        for: 10m
        labels: {severity: warning}
        annotations: {summary: '{{ $labels.instance }}', runbook_url: https://example.org/clock}
      - alert: QueueGrows
        expr: max_over_time(queue_length[30m:1m]) > 2 * avg_over_time(queue_length[1d] offset 1w)
        labels: {severity: '{{ if gt $value 10000.0 }}critical{{ else }}warning{{ end }}'}
        annotations: {summary: '{{ $value }}', runbook_url: https://example.org/queue}
      - alert: NobodyOrders
        expr: sum(increase(orders_total[1h])) < 1 and on () hour() > 8 < 20
        labels: {severity: warning}
        annotations: {summary: 'No orders', runbook_url: https://example.org/orders}
      - alert: CertificateExpires
        expr: probe_ssl_earliest_cert_expiry - time() < 86400 * 14
        labels: {severity: warning}
        annotations: {summary: '{{ $value | humanizeDuration }} left', runbook_url: https://example.org/tls}
      - alert: CertificateExpires
        expr: probe_ssl_earliest_cert_expiry - time() < 86400 * 3
        labels: {severity: critical}
        annotations: {summary: '{{ $value | humanizeDuration }} left', runbook_url: https://example.org/tls}
      - alert: ReplicasDiffer
        expr: |
          kube_deployment_spec_replicas != kube_deployment_status_replicas_available
            and changes(kube_deployment_status_replicas_updated[10m]) == 0
        for: 15m
        labels: {severity: warning}
        annotations: {summary: '{{ $labels.deployment }}', runbook_url: https://example.org/replicas}
      - alert: BackupIsOld
        expr: time() - max by (database) (backup_last_success_timestamp_seconds) > 90000
        labels: {severity: critical}
        annotations: {summary: 'of {{ $labels.database }}', runbook_url: https://example.org/backup}
      - alert: Watchdog
        expr: vector(1)
        labels: {severity: none}
"""


def test_no_check_has_anything_to_say() -> None:
    assert [f"{one.location}: {one.message}" for one in check(None, written(RULES))] == []


@pytest.mark.parametrize("program", ["promtool-old", "promtool-new"])
def test_promtool_takes_them(program: str, programs: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(RULES)
    assert Promtool(programs(program)).refused([tmp_path / "rules.yml"]) == [""]
