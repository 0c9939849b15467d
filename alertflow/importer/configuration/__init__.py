"""Alertmanager's configuration that people have, as the Python that they would have written."""

from alertflow.importer.configuration.importing import configuration
from alertflow.importer.configuration.manifests import manifest

__all__ = ["configuration", "manifest"]
