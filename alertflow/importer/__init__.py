"""YAML that people already have, as the Python that a person would have written; and the proof that it says
the same.
"""
