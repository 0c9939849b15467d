"""Commands that run what lies in the working folder: whoever wrote those files decides what happens.

Sources: boostsecurityio.github.io/lotp ("Living off the pipeline": tools that run code which their input
files name), and each tool's manual.
"""

from __future__ import annotations

import re
from functools import lru_cache

_BUILDS = (
    *(r"g?make", "cmake", "ninja", "meson", "bazel(?:isk)?", "just", "task", "rake", "ant", "mvn", "sbt"),
    *("gradle", "tox", "nox", "pytest", "pre-commit", "hatch", "poetry install", "pdm install", "uv sync"),
    *("uv run", "bundle install", "bundle exec", "composer install", "dotnet (?:build|test|run|publish)"),
    *("cargo (?:build|test|run|check|clippy|bench|doc)", "go (?:generate|test|run)"),
    *("npm (?:ci|i|install|run|test|t|start|exec)", "pnpm(?: (?:i|install|run|test|exec))?"),
    *("yarn(?: (?:install|run|test|build))?", "npx", "bun (?:install|run|test)", "deno (?:task|run|test)"),
    *("tsc", "eslint", "jest", "vitest", "webpack", "terraform (?:init|plan|apply)", "python3? -m pytest"),
    *("docker build", "docker buildx build", "docker compose up"),
    *(r"pip3? install (?:\S+ )*(?:-e ?)?\.\S*", r"pip3? install (?:\S+ )*-r \S+"),
    r"(?:python3?|node|ruby|perl|php|bash|sh|zsh|pwsh)(?: -[a-zA-Z]+)* (?!-)[\w./]*\w\.\w+",
    *(r"\./\S+", r"(?:source|\.) \./?\S+"),
)
_RUNS = (
    r"(?:^|[;&|(!]|\b(?:then|do|else|if|while|time|sudo|exec|xvfb-run|env)\s)\s*"
    rf"(?:[A-Za-z_]\w*=\S*\s+)*(?P<command>{'|'.join(_BUILDS)})(?=$|[\s;&|)])".replace(" ", r"[ \t]+")
)
"""Not compiled before it is needed, which is seldom: that takes longer than to load all of this module."""
_elsewhere = re.compile(r"^[ \t]*#.*|^[ \t]*(?:echo|printf)\b[^;&|\n]*", re.MULTILINE)


@lru_cache(maxsize=1024)
def runs_the_folder(script: str) -> str | None:
    """The first command of `script` that runs code from the working folder; None where none is plain to see.

    >>> runs_the_folder("cd app && npm ci")
    'npm ci'
    >>> runs_the_folder("git diff --stat") is None
    True
    """
    plain = _elsewhere.sub("", script.replace("\\\n", " "))
    found = re.search(_RUNS, plain, re.MULTILINE)
    return " ".join(found["command"].split()) if found else None
