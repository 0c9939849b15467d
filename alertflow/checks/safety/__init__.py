"""Checks of what is done to the system without a person."""
