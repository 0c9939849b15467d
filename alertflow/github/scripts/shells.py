"""The shells that run scripts: which there are by name, and on which systems.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell;
github.com/actions/runner, src/Runner.Worker/Handlers/ScriptHandler.cs and ScriptHandlerHelpers.cs.
"""

from __future__ import annotations

from collections.abc import Collection

from alertflow.declared import suggestion

SHELLS = ("bash", "cmd", "powershell", "pwsh", "python", "sh")
"""The shells that GitHub knows by their name alone; any other is a command with {0} in it."""
_WINDOWS_ONLY = frozenset(("cmd", "powershell"))


def shell_problem(shell: str, systems: Collection[str] = ()) -> str | None:
    """Why a script cannot be run by `shell`; None where it can, or where an expression gives it.

    `systems` are those that the job runs on ("linux", "macos", "windows"); empty where that is not known.
    """
    if "${{" in shell or not shell.strip():
        return None
    name, _, arguments = shell.strip().partition(" ")
    if arguments:
        if "{0}" in arguments:
            return None
        return f"shell '{shell}' has no {{0}}, which stands for the file with the script: '{shell} {{0}}'."
    if name.lower() not in SHELLS:
        return (
            f"'{shell}' is no shell that GitHub knows by its name. {suggestion(shell, SHELLS)} Of any other "
            f"the whole command is given: '{shell} {{0}}'."
        )
    without = sorted(set(systems) - {"windows"})
    if name.lower() in _WINDOWS_ONLY and without:
        return f"'{shell}' is there on Windows only, and this runs on {' and '.join(without)}."
    return None
