"""Checks of the files themselves: whether they can be read as what they are."""
