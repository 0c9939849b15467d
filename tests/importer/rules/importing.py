"""Rules as text, imported alone: what the Python says of them."""

from alertflow.documents import read
from alertflow.importer.project import Imported, Origin, imported
from alertflow.importer.proof import prove

ORIGIN = Origin("shop")


def of(*files: str, path: str = "rules/file.yml") -> Imported:
    """The import of `files`, which is proved to mean the same."""
    reads = []
    for number, text in enumerate(files):
        found, refused = read(text, path if number == 0 else path.replace(".", f"-{number}."))
        assert not refused, refused
        reads += found
    made = imported(reads, ORIGIN)
    assert [str(one) for one in prove(made.text, reads, ORIGIN).differences] == []
    return made


def rules(*rules: str) -> str:
    """A rule file of one group with `rules`, each a mapping in braces."""
    return "groups:\n  - name: a\n    rules:\n" + "".join(f"      - {rule}\n" for rule in rules)


def statement(made: Imported, name: str) -> str:
    """What sets `name`, or defines it."""
    for part in made.text.split("\n\n"):
        for begin in (f"{name} = ", f"def {name}("):
            if part.lstrip("\n").startswith(begin) or f"\n{begin}" in part:
                return part.strip("\n")
    raise AssertionError(f"{name} is not in\n{made.text}")
