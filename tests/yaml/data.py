"""Data that is hard to write as YAML."""

from hypothesis import strategies as st

AWKWARD = [
    *("", " ", "  x", "x ", "\n", "\n\n", "\na", " \na", "a\n", "a\n\n", "a\nb", "a \nb "),
    *("\ta\nb", "a\n\tb\n", "a\r\nb", "\r", "a\u2028b\nc", "a\x85b", "\ufeffa", "\ufffe", "\x00", "\x7f"),
    *("é", "é\nb\n", "😀", "a 😀\nb", "yes", "No", "on", "OFF", "y", "N", "true", "False", "null", "~"),
    *("Null", "NULL", "nan", ".nan", ".inf", "1", "-1", "+1", "007", "0o14", "0x1F", "0b1", "1_000"),
    *("12:30", "12:30:45", "1.5", ".5", "5.", "1e3", "1e+16", "-.inf", "2024-01-01", "1d", "1.2.3"),
    *("2001-12-14 21:59:43.10 -5", "5m", "1h30m", "_1", "<<", "=", "a: b", "a:", ":", ": a", "a :b"),
    *("a #b", "a# b", "#a", "- a", "-", "--", "---", "...", "-a", "? a", "?", "[a]", "{a}", "a]", "a, b"),
    *(",", "&a", "*a", "!a", "! a", "|", ">", "%a", "@a", "`a`", "'a'", '"a"', "it's", 'say "so"'),
    *("""it's "so" """, "\\", "a\\nb", "${{ a && b }}", "{{ $value }}", "$(x)", "a\tb", "*/5 * * * *"),
    *("--- a\n--- b", "# a\n# b", "key: |\n  text\n", 'sum(rate(x{a="b"}[5m])) > 0.05'),
    *("a" * 2000, "a b " * 500, "é" * 1200, "a\n" + " " * 2000 + "b"),
]

text = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
lines = st.lists(text, max_size=5).map("\n".join)
scalars = text | lines | st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none()
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)
