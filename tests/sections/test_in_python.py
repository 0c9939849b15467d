import textwrap
from pathlib import Path

from alertflow.declared import Location
from alertflow.sections.in_python import place_of

SOURCE = '''
step = RunStep(
    name="say",
    run=f"""
        echo first {a}
        echo second {b} of
        {c}
        echo first {d}
    """,
)
'''


def test_the_line_is_found_by_the_words_beside_the_expression(tmp_path: Path) -> None:
    file = tmp_path / "alertflow.py"
    file.write_text(SOURCE)
    text = textwrap.dedent(SOURCE.split('"""')[1].replace("{", "${{ ").replace("}", " }}"))
    call = Location(str(file), 2)

    def line(letter: str) -> int:
        place = place_of(call, "run", text, text.index("${{ " + letter))
        assert place is not None
        return place.line

    assert line("b") == 6
    assert line("c") == 4, "no words beside it: the argument"
    assert line("d") == 4, "the words stand on two lines: the argument"


def test_without_a_source_there_is_no_place() -> None:
    assert place_of(None, "run", "echo ${{ a }}", 5) is None
