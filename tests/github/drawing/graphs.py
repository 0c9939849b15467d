"""Graphs of all shapes, with titles and notes that try to break what they are drawn in."""

from hypothesis import strategies as st

from alertflow.github.drawing import Arrow, Box, Graph, Hue, Kind, Note

KINDS = (
    Kind("looks", "blue"),
    Kind("changes something", "orange"),
    Kind("asks", "purple"),
    Kind("none", "grey"),
)
HOSTILE = (
    *(
        '"',
        "'",
        "`",
        'a"] --> b[',
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "&amp; &lt;",
        "]]>",
        "--><!--",
    ),
    *(
        "%%{init: {}}%%",
        "%% a comment",
        "end",
        "graph TB",
        "subgraph x",
        "1. a list",
        "- a list",
        "# heading",
    ),
    *(
        "#35;",
        "#quot;",
        "a;b",
        "{a}",
        "|x|",
        "((a))",
        "_a_ *b* **c**",
        "http://example.org/a_b",
        "\\n \\ \\\\",
    ),
    *(
        "line\nbreak",
        "tab\tand\rreturn",
        "",
        "   ",
        "\0",
        "\ud800",
        "\u202e",
        "e\u0301",
        "表示",
        "🚀🚀",
        "ﬂ°°35¶ß",
    ),
    *("a" * 200, "two words " * 30, "a-b/c.d_e:" * 12, "${{ github.event.x }}"),
)
"""Words that mean something to Mermaid, to XML, to Markdown, or to what measures text."""

WORDS = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=30), st.sampled_from(("build", "Deploy to production"))
)


@st.composite
def graphs(draw: st.DrawFn, most: int = 12, words: st.SearchStrategy[str] = WORDS) -> Graph:
    """A graph of up to `most` boxes, its arrows as dense as may be."""
    count = draw(st.integers(0, most))
    boxes = []
    for number in range(count):
        notes = draw(st.lists(st.builds(Note, st.sampled_from(("", "if", "environment")), words), max_size=3))
        boxes.append(Box(f"b{number}", draw(words), draw(st.sampled_from(KINDS)), tuple(notes)))
    pairs = [(tail, head) for head in range(count) for tail in range(head)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []
    hues: st.SearchStrategy[Hue] = st.sampled_from(("grey", "green"))
    arrows = tuple(Arrow(f"b{tail}", f"b{head}", draw(hues)) for tail, head in chosen)
    shuffled = draw(st.permutations(boxes))
    return Graph(draw(words), draw(words), tuple(shuffled), arrows)
