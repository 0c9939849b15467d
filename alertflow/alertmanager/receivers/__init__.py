"""Receivers, one module for each integration: by which channels a notification leaves, and what it says.

Texts are Alertmanager's templates (`{{ .CommonLabels.alertname }}`).
"""
