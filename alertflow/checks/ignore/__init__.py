"""Checks of the comments that silence other checks; they run last."""
