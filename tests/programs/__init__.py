"""The real programs that the tests ask for a second opinion: where they are and which version they have.

`python -m tests.programs` brings them into `.cache/programs/`; a test takes one from the `programs` fixture,
or:

>>> program("promtool-new")                  # doctest: +SKIP
PosixPath('.../.cache/programs/promtool-new')
>>> version("promtool-new")                  # doctest: +SKIP
'3.5.3'

The path is a link. What it points to stands in a `bin` folder beside the other programs of its bundle under
their usual names, so a test that needs "a `promtool` on PATH" prepends
`program("promtool-new").resolve().parent`.
"""

from tests.programs.find import NAMES, ProgramMissingError, program, version

__all__ = ["NAMES", "ProgramMissingError", "program", "version"]
