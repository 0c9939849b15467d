"""Checks of alerting rules and the expressions in them."""
