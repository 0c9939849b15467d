"""Documents of the languages that a person hands over whole: what they may be, and where they may stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import AfterValidator

from alertflow.declared import Items
from alertflow.model.text import FilePath
from alertflow.sections.later import later

if TYPE_CHECKING:
    from alertflow.alertmanager import Config
    from alertflow.documents import Document
    from alertflow.kubernetes import Manifest
    from alertflow.openslo import OpenSlo
    from alertflow.sloth import PrometheusServiceLevel, SlothSpec

    Several: TypeAlias = Manifest | PrometheusServiceLevel | SlothSpec | OpenSlo
    Written: TypeAlias = Document | Sequence[Several]
else:  # languages of which a person may use none
    Config = later("alertflow.alertmanager.config", "Config")
    Several = (
        later("alertflow.kubernetes.manifest", "Manifest")
        | later("alertflow.sloth.kubernetes", "PrometheusServiceLevel")
        | later("alertflow.sloth.spec", "SlothSpec")
        | later("alertflow.openslo", "OpenSlo")
    )
    Written = (
        later("alertflow.github.workflows", "Workflow")
        | later("alertflow.github.actions.action_file", "ActionFile")
        | later("alertflow.prometheus.rules", "RuleFile")
        | later("alertflow.prometheus.unit_tests", "TestFile")
        | Config
        | Several
        | Items[Several]
    )


def _written(files: Mapping[str, Written]) -> Mapping[str, Written]:
    for path, written in files.items():
        if path == ".alertflow.json" or path.startswith(".git/"):
            raise ValueError(f"'{path}' is not a file of yours to write.")
        if isinstance(written, Sequence) and (not written or path.endswith(".json")):
            held = "several documents, and JSON has room for one" if written else "no document"
            raise ValueError(f"'{path}' has {held}.")
    return files


Files = Annotated[Mapping[FilePath, Written], AfterValidator(_written)]
"""Documents by path; what a cluster or Sloth reads may stand with others in one file."""

__all__ = ["Config", "Files"]
