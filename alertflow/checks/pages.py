"""The pages of the documentation about the checks, made from what each check says of itself.

`python -m alertflow.checks.pages` writes them to docs/checks below the working directory.
"""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

from alertflow.checks.registry import Check, checks

SECTIONS = ("What will happen", "How to mend it", "Wrong", "Right")
"""What each check's text goes on with, behind its first sentence."""

_HEADING = re.compile(rf"^({'|'.join(SECTIONS)}):[ ]*\n*", re.MULTILINE)
_KEY = re.compile(r"[a-z-]+:( |$)", re.MULTILINE)
_FOLDER = Path("docs/checks")


def pages() -> dict[str, str]:
    """Every page by its path below docs/checks: one for each check, and index.md, which lists them."""
    return {f"{one.id}.md": _page(one) for one in checks().values()} | {"index.md": _index()}


def sections(text: str) -> dict[str, str]:
    """The sections of a check's text by their names, in order; what comes first is under ''."""
    first, *rest = _HEADING.split(text)
    return {"": first.strip()} | {
        name: dedent(body).strip() for name, body in zip(rest[::2], rest[1::2], strict=True)
    }


def _page(check: Check) -> str:
    parts = sections(check.text)
    lines = [f"# {check.id}", "", _joined(parts[""])]
    for name in SECTIONS:
        body = parts[name]
        shown = (
            f"```{language(body)}\n{body}\n```"
            if name in SECTIONS[2:]
            else _joined(body[0].upper() + body[1:])
        )
        lines += ["", f"## {name}", "", shown]
    if check.family != "ignore":
        written = language(parts["Wrong"])
        lines += ["", "## To ignore it", "", "Behind the line that the finding names, or alone above it:", ""]
        lines += [f"```{written}", f"# alertflow: ignore[{check.id}] the reason why it is right here", "```"]
    return "\n".join(lines) + "\n"


def language(example: str) -> str:
    """What an example is written in: YAML where it begins with a key."""
    return "yaml" if _KEY.match(example) else "python"


def _index() -> str:
    lines = ["# Checks", "", _INTRODUCTION, ""]
    for one in checks().values():
        mended = " *(mended by `--fix`)*" if "--fix" in one.text else ""
        lines.append(f"- [{one.id}]({one.id}.md): {one.title}{mended}")
    return "\n".join(lines) + "\n"


_INTRODUCTION = """\
What `alertflow build` and `alertflow check` look for, and why.

`alertflow check` without more looks at the project in the current folder. With files it needs no
project:

```console
$ alertflow check monitoring/ .github/workflows/*.yml
$ helm template charts/monitoring | alertflow check -
```

It takes rule files, PrometheusRules, Alertmanager's configuration (also in a Secret), workflows and
actions, promtool's tests, Sloth and OpenSLO specifications; globs, folders, and `-` for standard input.
What each is, is known by its content; in folders, YAML of other kinds is passed over, and the last line
says how much of it.

**What belongs together.** Rules and a configuration that are given together are held against each other:
whether each alert reaches somebody, whether each label that a route asks for exists. With one
configuration, all rules are told to it. With several, such as those of staging and production, each rule
file goes with the one that is nearest in the folders, or with all that are as near. Without any, only
the rules of one folder are compared. A workflow stands where its `.github` does.

**`--fix`** mends what surely can be: it shows the difference, then writes the files. Comments and layout
stay. Each fix is proven before: its finding is gone, there is no error and no warning that was not there
before, and of the data nothing else has changed. What would change the meaning is left to a person.
`--fix --diff` only shows the difference.

**To ignore a finding**, say why, behind its line or alone above it: `# alertflow: ignore[family/name,
family/other] reason`. Above a block of text (`text: |`) it holds for all of it.

It exits with 1 if there is an error, with 0 if there are only warnings and doubts, and with 2 if there
was nothing to check."""


def _joined(text: str) -> str:
    """Paragraphs of one line each."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def write(folder: Path = _FOLDER) -> None:
    """Writes every page below `folder`, and removes those of checks that are gone."""
    wanted = pages()
    for old in sorted(folder.rglob("*.md")):
        if old.relative_to(folder).as_posix() not in wanted:
            old.unlink()
    for path, text in wanted.items():
        page = folder / path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")


if __name__ == "__main__":
    write()

__all__ = ["SECTIONS", "language", "pages", "sections", "write"]
