import pytest

from alertflow.github.scripts.shell import Quoting, ScriptError, quoting

BARE, DOUBLE, HEREDOC, COMMENT = Quoting.BARE, Quoting.DOUBLE, Quoting.HEREDOC, Quoting.COMMENT


@pytest.mark.parametrize(
    ("script", "places"),
    [
        ("echo @", [BARE]),
        ("echo a@b --x=@", [BARE, BARE]),
        ('echo "@"', [DOUBLE]),
        ('echo "a \\" @" @', [DOUBLE, BARE]),
        ("echo 'it' @ # it's @", [BARE, COMMENT]),
        ("echo a#@", [BARE]),
        ("echo \\# @", [BARE]),
        ("echo $'it\\'s' @", [BARE]),
        ('echo $"@"', [DOUBLE]),
        ('x=$(a "$(b @ "@")" @)', [BARE, DOUBLE, BARE]),
        ("echo $(# it's @\na) @", [COMMENT, BARE]),
        ("cat <(a @) > @ 2>@", [BARE, BARE, BARE]),
        ("a >&2 @ &> @ && b @ || c @; d @ & e @ |& f @", [BARE] * 7),
        ("echo ${x:-'}'} ${y//\"}\"/b} $((1 + (2))) $[1] $$ @", [BARE]),
        ("echo `a \\` b` @", [BARE]),
        ("(( x = (1) )); echo @", [BARE]),
        ("(a @; b) && { c @; }", [BARE, BARE]),
        ("f() { echo @; }\ng () (echo @)\nfunction h { echo @; }", [BARE] * 3),
        ("x=(@ [1]=@ 'a'\n@); echo @", [BARE] * 4),
        ("X=@ Y=@ env A=@ cmd @", [BARE] * 4),
        ("if a @; then b @; elif ! c @; else d @; fi", [BARE] * 4),
        ("for x in @ b; do a @; done < @", [BARE] * 3),
        ("while read -r x; do a @; done <<< @", [BARE] * 2),
        ("case @ in (a) b @;; @|'c') d @;& e) f;;& *) g @ ;; esac; h @", [BARE] * 6),
        ("echo $(case a in b) c @;; esac) @", [BARE] * 2),
        ("case a in b) case @ in c) d @;; esac;; esac\ne @", [BARE] * 3),
        ('[[ @ == a* && -n "@" || ( x < @ ) ]] && a @', [BARE, DOUBLE, BARE, BARE]),
        ("[[ x =~ ^(a|@)$ ]]; a @", [BARE] * 2),
        ("[ @ -eq 1 ]; test @ -gt 2", [BARE] * 2),
        ("shopt -s extglob; ls !(a|@) +(@)", [BARE] * 2),
        ("cat <<EOF\na '@ \" $(b @) @\nEOF\nc @", [HEREDOC, BARE, HEREDOC, BARE]),
        ("cat <<-EOF @\n\t@\n\tEOF\nc @", [BARE, HEREDOC, BARE]),
        ("cat <<'A' <<B\n'\nA\n@\nB\nc @", [HEREDOC, BARE]),
        ("cat <<\\A\n'\nA\nc @", [BARE]),
        ('cat << "A B"\n\'\nA B\nc @', [BARE]),
        ("echo $(cat <<EOF\n@ )\nEOF\n) @", [HEREDOC, BARE]),
        ("cat <<EOF\n@", [HEREDOC]),
        ("a \\\n  @ \\\n  @", [BARE, BARE]),
        ("sudo -E env A=1 a @; timeout 5 b @; xargs -0 c @", [BARE] * 3),
        ("bash x.sh @; bash -c 'a \"$1\"' _ @; bash -eo pipefail -c 'a' _ @; python3 x.py -c @", [BARE] * 4),
        ("jq -n --arg a @ --argjson b @ '{$a}'; jq . @; sed -n p @; awk -F @ -v a=1 '{print}' @", [BARE] * 6),
        ("export A=@; local b=@; declare -r c=@; printf '%s' @; trap 'a' @", [BARE] * 5),
        ("echo @ | jq . | tee @; bash -c 'a'", [BARE] * 2),
        ("ssh @ uptime; kubectl exec x -- sh -c 'a \"$1\"' _ @", [BARE] * 2),
        ("a ) @", [BARE]),
        ("echo '", []),
    ],
)
def test_the_quoting_of_each_place_is_known(script: str, places: list[Quoting]) -> None:
    assert list(quoting(script.replace("@", "\0"))) == places


CODE = "stands in a word that {} runs as code"
ARITHMETIC = "stands in arithmetic"
NAME = "stands where a variable's name is expected"
COMMAND = "stands where a command's name is expected"
REFUSED = [
    ("echo '@'", "stands in single quotes"),
    ("echo $'@'", "stands in $'…'"),
    ("echo $'\\'@'", "stands in $'…'"),
    ("cat <<'EOF'\n@\nEOF", "stands in a here-document with a quoted word ('EOF')"),
    ("cat <<\\EOF\n@\nEOF", "stands in a here-document with a quoted word ('EOF')"),
    ("cat <<@\n@", "stands in the word that ends a here-document"),
    ("cat <<'@'\n@", "stands in the word that ends a here-document"),
    ("echo ${a:-\\@}", "stands within ${…}"),
    ("echo `a @`", "stands in backquotes"),
    ('echo "`a @`"', "stands in backquotes"),
    ("echo ${a:-@}", "stands within ${…}"),
    ("echo \"${a:-'@'}\"", "stands within ${…}"),
    ('echo ${a:-"@"}', "stands within ${…}"),
    ("echo $((@ + 1))", ARITHMETIC),
    ("echo $[@]", ARITHMETIC),
    ("((a = @))", ARITHMETIC),
    ("for ((i = 0; i < @; i++)); do a; done", ARITHMETIC),
    ("let a=@", ARITHMETIC),
    ("[[ @ -eq 1 ]]", ARITHMETIC),
    ('[[ "@" -gt 1 ]]', ARITHMETIC),
    ("[[ a && 1 -lt @ ]]", ARITHMETIC),
    ("a[@]=1", ARITHMETIC),
    ("a=([@]=1)", ARITHMETIC),
    ("declare a[@]=1", ARITHMETIC),
    ("declare -i a=@", ARITHMETIC),
    ("[[ -v @ ]]", NAME),
    ("test -v @", NAME),
    ("[ -v @ ]", NAME),
    ("printf -v @ x", NAME),
    ("read -r @", NAME),
    ("unset @", NAME),
    ("export @", NAME),
    ("@ a", COMMAND),
    ("./bin/@", COMMAND),
    ("a | @", COMMAND),
    ("if @; then a; fi", COMMAND),
    ("X=1 @", COMMAND),
    ("sudo -E @", COMMAND),
    ("timeout 5 @", COMMAND),
    (". @", COMMAND),
    ("source @", COMMAND),
    ("f() { @; }", COMMAND),
    ("eval @", CODE.format("eval")),
    ('eval "a @"', CODE.format("eval")),
    ('eval "$(a @)"', CODE.format("eval")),
    ("function f { eval @; }", CODE.format("eval")),
    ("trap @ EXIT", CODE.format("trap")),
    ('bash -c "a @"', CODE.format("bash")),
    ("bash -eo pipefail -c @", CODE.format("bash")),
    ("/bin/sh -ec @", CODE.format("sh")),
    ("kubectl exec x -- sh -c @", CODE.format("sh")),
    ("xargs -I{} bash -c @", CODE.format("bash")),
    ("su x -c @", CODE.format("su")),
    ("python3 -c @", CODE.format("python3")),
    ("node --eval=@", CODE.format("node")),
    ("psql -h x -c @", CODE.format("psql")),
    ("psql x -c @", CODE.format("psql")),
    ("ssh x a @", CODE.format("ssh")),
    ("watch a @", CODE.format("watch")),
    ("sed s/a/@/", "stands in the program that sed runs"),
    ("sed -n -e @ x", "stands in the program that sed runs"),
    ('jq -r ".a == @"', "stands in the program that jq runs"),
    ("gawk -F x @", "stands in the program that gawk runs"),
    ("echo @ | bash", "is piped to a program that runs what it reads"),
    ("echo a @ | tee x | sh -s", "is piped to a program that runs what it reads"),
    ("bash <<< @", "is piped to a program that runs what it reads"),
    ("bash <<EOF\na @\nEOF", "stands in a here-document that is run as code"),
    ("cat <<EOF | ssh x\na @\nEOF", "stands in a here-document that is run as code"),
    ("a \\@", "stands behind a backslash"),
    ('a "\\@"', "stands behind a backslash"),
    ("a $@", "stands behind a $"),
    ('a "$@"', "stands behind a $"),
]


@pytest.mark.parametrize(("script", "problem"), REFUSED)
def test_a_place_where_no_variable_is_safe_is_refused(script: str, problem: str) -> None:
    with pytest.raises(ScriptError) as caught:
        quoting(script.replace("@", "\0"))
    assert str(caught.value).startswith(problem)


@pytest.mark.parametrize(
    ("script", "index"),
    [
        ("echo @ @ '@' @", 2),
        ("echo @; [[ @ -eq 1 ]]", 1),
        ("echo @; echo @ | bash", 1),
        ("# @\ncat <<'E'\n@\nE", 1),
    ],
)
def test_the_error_counts_which_place_it_is(script: str, index: int) -> None:
    with pytest.raises(ScriptError) as caught:
        quoting(script.replace("@", "\0"))
    assert caught.value.index == index
