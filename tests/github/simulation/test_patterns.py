"""Every example of GitHub's cheat sheet for filter patterns, and what the page says besides.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
"""

import pytest

from alertflow.declared import AlertflowError
from alertflow.github.simulation.patterns import included, matches


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (
            "feature/*",
            ["feature/my-branch", "feature/your-branch"],
            ["feature/a/b", "feature", "a/feature/b"],
        ),
        (
            "feature/**",
            ["feature/beta-a/my-branch", "feature/your-branch", "feature/mona/the/octocat"],
            ["main"],
        ),
        ("main", ["main"], ["Main", "main2", "a/main"]),
        ("releases/mona-the-octocat", ["releases/mona-the-octocat"], ["releases/mona"]),
        ("*", ["main", "releases", "README.md", "server.rb"], ["all/the/branches"]),
        ("**", ["all/the/branches", "every/tag", "all/the/files.md", "main"], []),
        ("*feature", ["mona-feature", "feature", "ver-10-feature"], ["feature-1", "a/feature"]),
        ("v2*", ["v2", "v2.0", "v2.9"], ["v1", "av2", "v2/x"]),
        ("v[12].[0-9]+.[0-9]+", ["v1.10.1", "v2.0.0"], ["v3.0.0", "v1.10", "v1..1", "v1x0x1"]),
        ("*.jsx?", ["page.js", "page.jsx"], ["page.jsxx", "page.ts", "src/page.js"]),
        ("*.js", ["app.js", "index.js"], ["js/index.js"]),
        ("**.js", ["index.js", "js/index.js", "src/js/app.js"], ["index.jsx"]),
        ("docs/*", ["docs/README.md", "docs/file.txt"], ["docs/mona/octocat.txt", "docs"]),
        ("docs/**", ["docs/README.md", "docs/mona/octocat.txt"], ["adocs/README.md"]),
        (
            "docs/**/*.md",
            ["docs/README.md", "docs/mona/hello-world.md", "docs/a/markdown/file.md"],
            ["docs/a.txt"],
        ),
        (
            "**/docs/**",
            ["docs/hello.md", "dir/docs/my-file.txt", "space/docs/plan/space.doc"],
            ["mydocs/hello.md"],
        ),
        ("**/README.md", ["README.md", "js/README.md"], ["aREADME.md"]),
        ("**/*src/**", ["a/src/app.js", "my-src/code/js/app.js"], ["src"]),
        ("**/*-post.md", ["my-post.md", "path/their-post.md"], ["post.md"]),
        (
            "**/migrate-*.sql",
            ["migrate-10909.sql", "db/migrate-v1.0.sql", "db/sept/migrate-v1.sql"],
            ["migrate.sql"],
        ),
        ("[CB]at", ["Cat", "Bat"], ["cat", "at", "CBat"]),
        ("[1-2]00", ["100", "200"], ["300", "12"]),
        ("Octo*", ["Octocat", "Octo"], ["octocat"]),
        (r"a\*b\+", ["a*b+"], ["axb+", "a*bb"]),
        ("a+", ["a", "aaa"], ["", "b"]),
        ("a**b", ["ab", "a/x/b"], ["b"]),
        ("v1.0", ["v1.0"], ["v1x0"]),
        ("*+x?", ["", "aaax", "aaa"], ["a/x"]),
        ("?a", ["?a"], ["a"]),
        ("[^a]", ["^", "a"], ["b"]),
    ],
)
def test_a_pattern_takes_the_whole_name(pattern: str, yes: list[str], no: list[str]) -> None:
    assert [name for name in (*yes, *no) if matches(pattern, name)] == yes


@pytest.mark.parametrize(
    ("patterns", "yes", "no"),
    [
        (["*.md", "!README.md"], ["hello.md"], ["README.md", "docs/hello.md"]),
        (["*.md", "!README.md", "README*"], ["hello.md", "README.md", "README.doc"], ["x.doc"]),
        (["releases/**", "!releases/**-alpha"], ["releases/10"], ["releases/10-alpha", "main"]),
        (["!main"], [], ["main", "other"]),
        ([], [], ["main"]),
    ],
)
def test_the_last_pattern_that_takes_a_name_decides(
    patterns: list[str], yes: list[str], no: list[str]
) -> None:
    assert [name for name in (*yes, *no) if included(patterns, name)] == yes


def test_a_range_that_runs_backwards_is_no_pattern() -> None:
    with pytest.raises(AlertflowError, match=r"'v\[9-0\]' is no pattern: its \[ \] has a range"):
        matches("v[9-0]", "v1")
