"""From a project file to the files it stands for: load, lower, emit, write.

>>> place = find("alertflow.py")            # doctest: +SKIP
>>> project = load(place)                   # doctest: +SKIP
>>> built = build(project)                  # doctest: +SKIP
>>> contents = texts(built, place.source)   # doctest: +SKIP
"""

from alertflow.compiler import lock, manifest
from alertflow.compiler.build import Build, build, emit, texts
from alertflow.compiler.find import LoadError, Place, find, root_of
from alertflow.compiler.load import load
from alertflow.compiler.manifest import Manifest
from alertflow.compiler.plan import Change, Plan, What, plan
from alertflow.compiler.write import RefusedError, apply, locked, replace_file, write_all

__all__ = [
    "Build",
    "Change",
    "LoadError",
    "Manifest",
    "Place",
    "Plan",
    "RefusedError",
    "What",
    "apply",
    "build",
    "emit",
    "find",
    "load",
    "lock",
    "locked",
    "manifest",
    "plan",
    "replace_file",
    "root_of",
    "texts",
    "write_all",
]
