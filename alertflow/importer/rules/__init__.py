"""Rule files and PrometheusRules as alerts, groups, severities, teams, and functions for what is alike."""

from alertflow.importer.rules.importing import rules

__all__ = ["rules"]
