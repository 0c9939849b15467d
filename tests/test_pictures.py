"""The pictures of docs/ are what `alertflow graph` draws of the templates now."""

from pathlib import Path

import pytest

from tests.cli.running import alertflow_here

ROOT = Path(__file__).resolve().parents[1]
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))


def test_each_template_has_its_pictures() -> None:
    templates = [path.parent.name for path in ROOT.glob("templates/*/alertflow.py")]
    expected = [f"{name}-{what}.svg" for name in templates for what in ("loop", "pipeline")]
    assert [path.name for path in PICTURES] == sorted(expected)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_what_is_drawn_now(picture: Path, tmp_path: Path) -> None:
    template, _, what = picture.stem.rpartition("-")
    drawn = tmp_path / picture.name
    done = alertflow_here(ROOT, "graph", what, f"templates/{template}", "--out", str(drawn))
    assert done.exit_code == 0, done.output
    assert drawn.read_text("utf-8") == picture.read_text("utf-8"), "run: make generated"
