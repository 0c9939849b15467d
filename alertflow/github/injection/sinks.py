"""Where text that others write is dangerous, as data: what becomes code, and what code is chosen by.

Harmless as code are names (`name`, `run-name`: GitHub shows them as text, and whoever opens a pull request
can name jobs anyway), the values of `env` and `with` but for those below, `working-directory`, `if`, and
`concurrency`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Sink(Enum):
    """What becomes of the text."""

    CODE = "code"
    """A script, a shell's command line, an input that an action runs, a command of a container."""
    OPTIONS = "options of docker create"
    """`options` of a container: `--volume /:/host` gives away the machine."""
    IMAGE = "the image that is run"
    LOADED = "a variable that says which code is loaded"
    """BASH_ENV and the like."""
    VARIABLES = "variables for the steps that follow"
    """A line of $GITHUB_ENV; with it, BASH_ENV."""
    PATH = "a folder in which the steps that follow look for programs"
    """A line of $GITHUB_PATH."""
    OUTPUTS = "outputs of the step"
    """A line of $GITHUB_OUTPUT: another output of the same step can be set."""


_DELIMITED = (
    "Write it between delimiters that nobody can guess: end=$(openssl rand -hex 16), then "
    'printf \'NAME<<%s\\n%s\\n%s\\n\' "$end" "$TEXT" "$end" >> '
)
SAFE_FORM: Mapping[Sink, str] = {
    Sink.CODE: 'Pass it by env={"NAME": …}, and let the code read the variable NAME.',
    Sink.OPTIONS: "Write them out; where they differ, choose among fixed ones by a matrix.",
    Sink.IMAGE: "Write it out; where it differs, choose among fixed ones by a matrix.",
    Sink.LOADED: "Set it to a fixed value, and give the text a variable of another name.",
    Sink.VARIABLES: f'{_DELIMITED}"$GITHUB_ENV".',
    Sink.PATH: "Add fixed folders only.",
    Sink.OUTPUTS: f'{_DELIMITED}"$GITHUB_OUTPUT".',
}
"""How to do the same without danger."""
CODE_INPUTS: Mapping[str, tuple[str, ...]] = {
    # github.com/github/codeql, actions/ql/lib/ext/manual ("code-injection")
    "8398a7/action-slack": ("custom_payload",),
    "actions/github-script": ("script",),
    "appleboy/ssh-action": ("script",),
    "azure/cli": ("inlinescript",),
    "azure/powershell": ("inlinescript",),
    "devorbitus/yq-action-output": ("cmd",),
    "gautamkrishnar/blog-post-workflow": ("item_exec",),
    "lucasbento/auto-close-issues": ("issue-close-message",),
    "mikefarah/yq": ("cmd",),
    "roots/issue-closer-action": ("issue-close-message", "pr-close-message"),
    "sergeysova/jq-action": ("cmd",),
    "skitionek/notify-microsoft-teams": ("overwrite",),
    "tibdex/backport": ("body_template", "head_template", "labels_template", "title_template"),
    # github.com/zizmorcore/zizmor, audit/template_injection.rs
    "amadevus/pwsh-script": ("script",),
    "cardinalby/js-eval-action": ("expression",),
    "jannekem/run-python-script-action": ("script",),
    # the action.yml of each
    "addnab/docker-run-action": ("run", "options"),
    "nick-fields/retry": ("command", "on_retry_command", "new_command_on_retry"),
    "reactivecircus/android-emulator-runner": ("script",),
}
"""Action -> its inputs that it runs as code, in lower case, under where each was read."""

LOADING = frozenset(
    (
        "BASH_ENV",
        "CLASSPATH",
        "DYLD_INSERT_LIBRARIES",
        "ENV",
        "GIT_SSH_COMMAND",
        "JAVA_TOOL_OPTIONS",
        "LD_AUDIT",
        "LD_LIBRARY_PATH",
        "LD_PRELOAD",
        "NODE_OPTIONS",
        "NODE_PATH",
        "PATH",
        "PERL5LIB",
        "PERL5OPT",
        "PROMPT_COMMAND",
        "PYTHONHOME",
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "RUBYLIB",
        "RUBYOPT",
    )
)
"""Variables that say which code a shell, a loader or an interpreter runs. Sources: bash(1), Shell Variables;
ld.so(8); git(1); nodejs.org/api/cli.html; docs.python.org/3/using/cmdline.html; perlrun(1); ruby(1).
"""
