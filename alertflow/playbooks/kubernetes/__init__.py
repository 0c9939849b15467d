"""Kubernetes: looking at a deployment; restarting, scaling and rolling it back. By kubectl and jq."""

from alertflow.playbooks.kubernetes.deployment import PATTERNS, Deployment
from alertflow.playbooks.kubernetes.services import services

__all__ = ["PATTERNS", "Deployment", "services"]
