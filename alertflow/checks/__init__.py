"""The checks: what would go wrong, found on the author's machine, at the author's line."""

from alertflow.checks.finding import Edit, Finding, Fix, Severity
from alertflow.checks.given import check_files
from alertflow.checks.registry import Check, check, checks
from alertflow.checks.subject import Subject

__all__ = ["Check", "Edit", "Finding", "Fix", "Severity", "Subject", "check", "check_files", "checks"]
