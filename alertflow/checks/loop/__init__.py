"""Checks across the languages: whether the loop from alert to answer closes."""
