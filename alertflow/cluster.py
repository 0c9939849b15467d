"""What is generated for a Kubernetes cluster: `from alertflow.cluster import Kubernetes`."""

from alertflow.model import AlertmanagerObject, AlertmanagerSecret, Autoscale, Kubernetes, Permission

__all__ = ["AlertmanagerObject", "AlertmanagerSecret", "Autoscale", "Kubernetes", "Permission"]
