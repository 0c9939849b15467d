"""The checks: what would go wrong, found on the author's machine, at the author's line."""

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.registry import Check, check, checks
from alertflow.checks.subject import Subject

__all__ = ["Check", "Finding", "Severity", "Subject", "check", "checks"]
