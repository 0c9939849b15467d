"""What Alertmanager does with alerts: where they go, with which others, what mutes and what inhibits them."""

from alertflow.alertmanager.routing.inhibition import Inhibited
from alertflow.alertmanager.routing.routed import Group, Muted, Notification, Routed
from alertflow.alertmanager.routing.router import Router
from alertflow.alertmanager.routing.tree import Node

__all__ = ["Group", "Inhibited", "Muted", "Node", "Notification", "Routed", "Router"]
