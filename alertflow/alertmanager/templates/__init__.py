"""Alertmanager's notification templates: what they are given, which they are, and what is wrong with them."""
