"""From escalations to Prometheus: the rules of their levels, the tests that prove them, and acknowledging."""

from alertflow.compiler.lower.escalation.acknowledging import acknowledgement
from alertflow.compiler.lower.escalation.policies import Escalated, escalated, escalation_of
from alertflow.compiler.lower.escalation.rules import rules
from alertflow.compiler.lower.escalation.unit_tests import TESTS, test_file

__all__ = ["TESTS", "Escalated", "acknowledgement", "escalated", "escalation_of", "rules", "test_file"]
