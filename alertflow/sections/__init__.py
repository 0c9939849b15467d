"""What languages of plain mappings share: typed sections of a file, written as data and read with places.

>>> from alertflow.declared import Items
>>> from alertflow.sections import Section, read
>>> class Interval(Section):
...     name: str
...     weekdays: Items[str] = ()
>>> read(Interval, "name: office\\nweekdays: [monday]\\n", "f.yml").place("weekdays")
Location(path='f.yml', line=2, column=11)
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.sections.dialects import GO_YAML_2, GO_YAML_3, KUBERNETES, Dialect
    from alertflow.sections.every import Held, every_field, every_section
    from alertflow.sections.mistakes import Mistakes, Unknown
    from alertflow.sections.reader import read, read_node
    from alertflow.sections.section import Section, plain
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        dialects: GO_YAML_2 GO_YAML_3 KUBERNETES Dialect
        every: Held every_field every_section
        mistakes: Mistakes Unknown
        reader: read read_node
        section: Section plain
        """,
    )

__all__ = [
    "GO_YAML_2",
    "GO_YAML_3",
    "KUBERNETES",
    "Dialect",
    "Held",
    "Mistakes",
    "Section",
    "Unknown",
    "every_field",
    "every_section",
    "plain",
    "read",
    "read_node",
]
