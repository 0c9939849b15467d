"""Which keys of the published JSON schemas the model has, and which files of the corpus use them.

`python -m tests.github.reading.coverage` prints the table; test_coverage.py holds it complete.
"""

from dataclasses import dataclass, field
from functools import cache

from alertflow.github import ActionFile, Workflow
from alertflow.github.jobs.strategies import Strategy
from alertflow.github.reading.fields import field_of, fields_of
from alertflow.github.reading.shapes import Shape
from alertflow.github.syntax import Syntax
from tests.github.reading import corpus
from tests.github.reading.published import Path, keys_of


@dataclass
class Known:
    """What the model has at one path, and below it."""

    owner: str = ""
    """The field, as `Job.runs_on`."""
    anything: bool = False
    """Whether whatever stands here is taken."""
    below: dict[str, "Known"] = field(default_factory=dict)

    def find(self, path: Path) -> str:
        """The field that has what stands at `path`; '' where none has."""
        if not path or self.anything:
            return self.owner
        step, rest = path[0], path[1:]
        for name in (step, "=*") if step.startswith("=") else (step, "*"):
            if name in self.below and (owner := self.below[name].find(rest)):
                return owner
        return ""


def known(cls: type[Syntax], through: tuple[type[Syntax], ...] = ()) -> Known:
    """Everything that `cls` has, from its table of keys and the kinds of its fields."""
    tree = Known(cls.__name__)
    if cls in through:
        return Known(cls.__name__, anything=True)
    for key, one in fields_of(cls).items():
        _add(tree.below.setdefault(key, Known()), one.shape, f"{cls.__name__}.{one.name}", (*through, cls))
    if cls is Strategy:
        for name in ("include", "exclude"):
            inner = tree.below["matrix"].below.setdefault(name, Known())
            _add(inner, field_of(cls, name, name).shape, f"Strategy.{name}", (*through, cls))
    return Known(cls.__name__, below={cls.BELOW: tree}) if cls.BELOW else tree


def _add(tree: Known, shape: Shape, owner: str, through: tuple[type[Syntax], ...]) -> None:
    tree.owner = owner
    tree.anything |= shape.anything
    for cls in shape.classes:
        _merge(tree, known(cls, through))
    for cls in shape.by_id:
        _merge(tree.below.setdefault("*", Known(owner)), known(cls, through))
    if shape.named is not None:
        _add(tree.below.setdefault("*", Known()), shape.named, owner, through)
    if shape.items is not None:
        _add(tree.below.setdefault("[]", Known()), shape.items, owner, through)
    for word in shape.words or (["*"] if shape.text else []):
        tree.below[f"={word}"] = Known(owner)


def _merge(tree: Known, other: Known) -> None:
    tree.owner = tree.owner or other.owner
    tree.anything |= other.anything
    for name, below in other.below.items():
        _merge(tree.below.setdefault(name, Known()), below)


@dataclass(frozen=True)
class Covered:
    """A key of a schema."""

    path: str
    owner: str
    """The field of the model that has it; '' for none."""
    files: int
    """How many files of the corpus use it."""


@cache
def covered(kind: str) -> tuple[Covered, ...]:
    """Every key and word of the schema `kind`, and where the model and the corpus have it."""
    workflows = kind == "github-workflows"
    model = known(Workflow if workflows else ActionFile)
    files = corpus.WORKFLOWS if workflows else corpus.ACTIONS
    used = [set(corpus.paths(corpus.data(corpus.text(path)))) for path in files]
    rows = []
    for path in keys_of(kind):
        count = sum(any(_fits(one, path) for one in paths) for paths in used)
        rows.append(Covered(written(path), model.find(path), count))
    return tuple(rows)


def _fits(path: Path, pattern: Path) -> bool:
    return len(path) == len(pattern) and all(
        wanted in (step, "*") for step, wanted in zip(path, pattern, strict=True)
    )


def written(path: Path) -> str:
    """`jobs.*.steps[].uses`, `on.push.types[]=created`."""
    return "".join([step if step[0] in "[=" else f".{step}" for step in path]).removeprefix(".")


def report(kind: str) -> str:
    """The table for people."""
    rows = covered(kind)
    width = max(len(row.path) for row in rows)
    owners = max(len(row.owner) for row in rows)
    lines = [f"{'key':{width}}  {'model':{owners}}  files"]
    lines += [f"{row.path:{width}}  {row.owner or '-':{owners}}  {row.files or '-':>5}" for row in rows]
    without = sum(not row.owner for row in rows)
    unused = sum(not row.files for row in rows)
    lines.append(f"{kind}: {len(rows)} keys and words, {without} not in the model, {unused} in no file.")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report("github-workflows"), report("github-actions"), sep="\n\n")
