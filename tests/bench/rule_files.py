"""`python -m tests.bench.rule_files FOLDER FILES`: so many rule files as people write them, of ten rules."""

from __future__ import annotations

import sys
from pathlib import Path

FILE = """\
# What {service} is paged for.
groups:
  - name: {service}
    interval: 30s
    rules:
      - record: {metric}:requests:rate5m
        expr: sum by (job) (rate({metric}_requests_total[5m]))
      - record: {metric}:errors:ratio_rate5m
        expr: |
          sum by (job) (rate({metric}_requests_total{{code=~"5.."}}[5m]))
            / sum by (job) (rate({metric}_requests_total[5m]))
      # customers see these
      - alert: {name}HighErrorRate
        expr: {metric}:errors:ratio_rate5m{{job="{service}"}} > 0.05
        for: 5m
        labels: {{severity: critical, team: {team}}}
        annotations:
          summary: "{{{{ $value | humanizePercentage }}}} of the requests of {{{{ $labels.job }}}} fail"
          runbook_url: https://wiki.example.org/runbooks/{service}#errors
      - alert: {name}Slow
        expr: histogram_quantile(0.99, sum by (le, job) (rate({metric}_seconds_bucket[5m]))) > {seconds}
        for: 10m
        labels: {{severity: warning, team: {team}}}
        annotations:
          summary: "{{{{ $labels.job }}}} takes {{{{ $value | humanizeDuration }}}}"
      - alert: {name}Down
        expr: up{{job="{service}"}} == 0
        for: 1m
        labels: {{severity: critical, team: {team}}}
        annotations:
          summary: "{{{{ $labels.instance }}}} is down"
      - alert: {name}Absent
        expr: absent(up{{job="{service}"}})
        for: 10m
        labels: {{severity: critical, team: {team}}}
        annotations:
          summary: nobody scrapes {service}
      - alert: {name}QueueGrows
        expr: deriv({metric}_queue_length[15m]) > 0 and {metric}_queue_length > {queue}
        for: 15m
        labels: {{severity: warning, team: {team}}}
        annotations:
          summary: "{{{{ $value }}}} more jobs a second wait than are done"
      - alert: {name}DiskFull
        expr: predict_linear(node_filesystem_avail_bytes{{job="{service}", fstype!="tmpfs"}}[6h], 86400) < 0
        for: 1h
        labels: {{severity: warning, team: {team}}}
        annotations:
          summary: "{{{{ $labels.mountpoint }}}} of {{{{ $labels.instance }}}} is full in a day"
      - alert: {name}MemoryHigh
        expr: |
          process_resident_memory_bytes{{job="{service}"}}
            / on (instance) group_left () node_memory_MemTotal_bytes > 0.9
        for: 5m
        labels: {{severity: warning, team: {team}}}
        annotations:
          summary: "{{{{ $labels.instance }}}} uses {{{{ $value | humanizePercentage }}}} of its memory"
      - alert: {name}CertificateExpires
        expr: probe_ssl_earliest_cert_expiry{{job="{service}"}} - time() < 14 * 86400
        labels: {{severity: warning, team: {team}}}
        annotations:
          summary: "the certificate of {{{{ $labels.instance }}}} ends in {{{{ $value | humanizeDuration }}}}"
"""
RULES = 10
"""How many rules a file has."""


def text(number: int) -> str:
    """The file of one service: its alerts differ from those of the others in more than its name."""
    service = f"service-{number}"
    return FILE.format(
        service=service,
        metric=f"service{number}",
        name=f"Service{number}",
        team=f"team-{number % 40}",
        seconds=1 + number % 7,
        queue=100 * (1 + number % 9),
    )


def main(folder: Path, files: int) -> None:
    """Writes the files."""
    for number in range(files):
        (folder / f"service-{number}.yml").write_text(text(number), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
