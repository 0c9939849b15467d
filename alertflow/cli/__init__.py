"""The command line. Each command has a module of its own, imported only when it is run."""

from __future__ import annotations

import gc

from alertflow.cli.group import Commands

cli = Commands(
    {
        "init": ("alertflow.cli.init", "Start a project, from a template or from YAML that you have."),
        "import": ("alertflow.cli.import_", "Turn YAML that you have into Python that says the same."),
        "build": ("alertflow.cli.build", "Write what the project stands for: workflows, rules, routes."),
        "check": ("alertflow.cli.check", "Find what would go wrong, in a project or in any YAML."),
        "diff": ("alertflow.cli.diff", "Tell in words what differs in meaning between two versions."),
        "test": ("alertflow.cli.test", "Run the rules' unit tests with promtool."),
        "simulate": ("alertflow.cli.simulate", "Tell what will happen if an alert fires, job by job."),
        "explain": (
            "alertflow.cli.explain",
            "Show the whole way of one alert, from its expression to its job.",
        ),
        "graph": ("alertflow.cli.graph", "Draw the jobs of a workflow, or the loop from alert to answer."),
        "pin": ("alertflow.cli.pin", "Find the commits of the actions that are named by a tag."),
    },
    name="alertflow",
    help="Workflow-as-code for alert-driven remediation: one Python file becomes GitHub Actions workflows, "
    "Prometheus rules and an Alertmanager configuration that agree.",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
"""The `alertflow` command."""


def main() -> None:
    """Runs the command line and ends the process.

    Its exit code is 0 if all is well, 1 if something was found, 2 if it could not be done.
    """
    gc.disable()  # a run is short and keeps what it makes: collecting would only walk through it
    try:
        cli(prog_name="alertflow")
    finally:
        gc.freeze()  # so would the interpreter's end, for a tenth of the time of a large check


__all__ = ["cli", "main"]
