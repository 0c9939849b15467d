"""The Grafana dashboards that are generated for a project."""

from __future__ import annotations

from alertflow.declared import Declared, Items
from alertflow.model.text import FolderPath, OptionalUrl


class Dashboards(Declared):
    """A dashboard of the loop, from alert to answer, and one for each objective, as JSON for Grafana.

    They are for Grafana 10 and later, which reads them from `folder` by file provisioning, or by import. Each
    asks which Prometheus to show. `url` is the address of that Grafana: with it, runbooks link to the
    dashboards. `tags` are added to those that each dashboard has: `alertflow` and the project's name.

    To generate them takes the extra `grafana`: `pip install 'alertflow[grafana]'`.
    """

    folder: FolderPath = "monitoring/grafana/dashboards"
    url: OptionalUrl = ""
    tags: Items[str] = ()
