"""Where we and GitHub's parser in TypeScript (npm @actions/workflow-parser) differ on what a workflow may be.

GitHub's service runs another parser, in C#: github.com/actions/runner, src/Sdk/WorkflowParser. Where that is
known to differ from the one in TypeScript, we follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CONVERTER = "WorkflowTemplateConverter.cs"


@dataclass(frozen=True)
class Difference:
    """One rule, with an example on which the two differ."""

    reason: str
    example: str
    ours: str = ""
    """A pattern of what we say of it; '' where only they say something."""
    theirs: str = ""
    """A pattern of what they say of it; '' where only we say something."""
    within: str = ""
    """What else stands in such a file."""

    def explains(self, ours: list[str], theirs: list[str], text: str) -> bool:
        """Whether a file is refused by one of both for this reason."""
        said = [re.search(self.ours, one) for one in ours] if self.ours else []
        said += [re.search(self.theirs, one) for one in theirs] if self.theirs else []
        return any(said) and re.search(self.within, text) is not None


def workflow(job: str = "steps: [{run: echo}]", on: str = "push", runs_on: str = "runs-on: x") -> str:
    """A workflow of one job."""
    lines = [f"on: {on}", "jobs:", "  a:", *[f"    {line}" for line in (runs_on, *job.splitlines()) if line]]
    return "\n".join(lines) + "\n"


DIFFERENCES = [
    Difference(
        "the service refuses a job without steps; in TypeScript they may be missing: languageservices, "
        "pull request 98",
        "on: push\njobs: {a: {runs-on: x}}",
        ours="'steps' is missing",
    ),
    Difference(
        "the same for a list without any: 'No steps defined in `steps`'",
        workflow("steps: []"),
        ours=r"steps: should not be empty",
    ),
    Difference(
        "the service refuses a workflow without events: 'No event triggers defined in `on`'",
        workflow(on="[]"),
        ours="on: should not be empty|starts on at least one event",
    ),
    Difference(
        f"{CONVERTER}, ConvertToStep: an action has the form owner/repository@ref",
        workflow("steps: [{uses: checkout}]"),
        ours="names no version",
    ),
    Difference(
        "the service refuses another path than .github/workflows/<file>: ReusableWorkflowsLoader.cs",
        workflow("uses: elsewhere.yml", runs_on=""),
        ours="is no workflow:",
    ),
    Difference(
        f"{CONVERTER}, ConvertToSnapshot: its condition is read as every other",
        workflow("snapshot: {image-name: i, if: push}\nsteps: [{run: echo}]"),
        ours="unreadable-expression|unavailable",
        within="snapshot:",
    ),
    Difference(
        f"{CONVERTER}, ConvertToJobs: case makes no difference in the ids of jobs",
        "on: push\njobs: {a: &a {runs-on: x, steps: [{run: echo}]}, b: {<<: 1}}".replace(
            "b: {<<: 1}", "b: {needs: A, runs-on: x, steps: [{run: echo}]}"
        ),
        theirs="depends on unknown job|creates a cycle|at least one job with no dependencies",
    ),
    Difference(
        f"{CONVERTER}: an expression may give all of `services`, `env` or `with`",
        workflow("steps: [{run: echo, env: '${{ fromJSON(vars.X) }}'}]"),
        theirs="Unexpected type 'BasicExpressionToken'.*'(step env|job env|env|services|uses-with value)'",
    ),
    Difference(
        "MatrixBuilder.cs: a matrix with an empty list makes no job",
        workflow("strategy: {matrix: {x: []}}\nsteps: [{run: echo}]"),
        ours="has no value, so the job never runs",
    ),
    Difference(
        "docs.github.com: a matrix makes at most 256 jobs",
        workflow(f"strategy: {{matrix: {{x: {list(range(257))}}}}}\nsteps: [{{run: echo}}]"),
        ours="GitHub takes at most 256",
    ),
    Difference(
        "docs.github.com, on.<event_name>.types: one activity needs no list",
        workflow(on="{repository_dispatch: {types: deploy}}"),
        theirs="Unexpected value",
        within=r"repository_dispatch:\s*\{?\s*types: [^\s\[]",
    ),
    Difference(
        "a key that is an expression (`${{ insert }}`) is documented nowhere",
        workflow("services: {a: {image: i, '${{ insert }}': '${{ vars }}'}}\nsteps: [{run: echo}]"),
        ours=r"unknown key '\$\{\{|\['\$\{\{ insert|is no name|is missing",
        within=r"\$\{\{ insert \}\}'?:",
    ),
    Difference(
        "docs.github.com allows expressions for the values below `defaults.run`, not for all of it",
        workflow("defaults: {run: '${{ fromJSON(vars.X) }}'}\nsteps: [{run: echo}]"),
        ours=r"defaults\.run: should be a mapping",
    ),
    Difference(
        "with an expression anywhere in it, GitHub looks at a container when the job starts",
        workflow("services: {a: {options: '${{ vars.X }}'}}\nsteps: [{run: echo}]"),
        ours="(services|container).*'image' is missing",
        within=r"\$\{\{",
    ),
    Difference(
        "in TypeScript an alias that names nothing is passed over",
        workflow("steps: [{run: echo}, *nothing]"),
        ours=r"names nothing: there is no &",
    ),
    Difference(
        "neither libyaml nor ruamel.yaml take a tab on a line of its own, before a comment or behind a -",
        workflow() + "\t# a remark\n",
        ours="this is not YAML: .*tab|this is not YAML: .*cannot start any token",
        within=r"\t",
    ),
    Difference(
        "the service's YamlDotNet is made after libyaml, which takes a closing bracket at the margin",
        "on: push\njobs: {\n  a: {\n    runs-on: x, steps: [{run: echo}]\n}\n}\n",
        theirs="Flow (map|sequence) in block collection must be sufficiently indented",
        within=r"(?m)^ *[\]}]",
    ),
    Difference(
        "neither libyaml nor ruamel.yaml take a bracket right behind the colon of a key in brackets",
        "on: push\njobs: {a: {runs-on: x, steps:[{run: echo}]}}\n",
        ours="this is not YAML",
        within=r"\w:[\[{]",
    ),
    Difference(
        "docs.github.com: a filter and its opposite exclude each other",
        workflow(on="{push: {branches: [a], branches-ignore: [b]}}"),
        ours="exclude each other: GitHub takes one of them",
    ),
    Difference(
        "a key that is an expression is taken as any name; GitHub evaluates it, and not everywhere",
        workflow("outputs: {'${{ insert }}': x}\nsteps: [{run: echo}]"),
        theirs="A template expression is not allowed in this context",
        within=r"\$\{\{ insert \}\}'?:",
    ),
    Difference(
        "a tab before a closing bracket is no indentation, so it does not matter",
        "on: push\njobs:\n  a: {\n    runs-on: x,\n    steps: [{run: echo}]\n\t}\n",
        theirs="Flow (map|sequence) in block collection must be sufficiently indented",
        within=r"(?m)^ *\t",
    ),
    Difference(
        "libyaml takes a lone - in brackets for a text",
        workflow("steps: [{run: echo, env: {A: -, B: x}}]"),
        theirs="Implicit keys of flow|block sequence may not|Block collections are not allowed",
        within=r"- ?[,\]}]",
    ),
    Difference(
        "in TypeScript a tag that nothing knows is only warned of",
        workflow("steps: [{run: !own echo}]"),
        ours=r"the tag .* is not of YAML's core schema",
    ),
    Difference(
        "a key without a colon has nothing for its value; the parser in TypeScript fails over it",
        workflow("steps: [{run: echo, name}]"),
        theirs="Expected a scalar value, a sequence, or a mapping",
    ),
    Difference(
        "nothing starts on a run of no workflow",
        workflow(on="{workflow_run: {types: [completed]}}"),
        ours="on.workflow_run: 'workflows' is missing",
    ),
    Difference(
        "nothing runs on a machine of which nothing is said",
        workflow(runs_on="runs-on: {}"),
        ours="a group or labels are needed",
    ),
    Difference(
        "no run would start at a time that nobody knows",
        workflow(on="{schedule: [{cron: '0 0 * * *', timezone: Mars/Olympus}]}"),
        ours="is no IANA time zone",
    ),
    Difference(
        "the published schema wants a default of the input's type; in TypeScript numbers are not looked at",
        workflow(on="{workflow_dispatch: {inputs: {n: {type: number, default: many}}}}"),
        ours='does not fit type="number"',
    ),
    Difference(
        "a default that cannot be chosen",
        workflow(on="{workflow_dispatch: {inputs: {n: {type: choice, options: [a], default: b}}}}"),
        ours="is not an option",
    ),
    Difference(
        "the published schema says what an input may be called: so do docs.github.com, 'Metadata syntax'",
        workflow(on="{workflow_dispatch: {inputs: {1st: {type: string}}}}"),
        ours="is no name for an? (input|output|secret)",
    ),
    Difference(
        "an expression that is nothing but a text is the text for GitHub, as if no expression stood there",
        workflow("steps: [{run: echo, env: \"${{ 'x' }}\"}]"),
        theirs="Unexpected value|Unexpected symbol|Unexpected type|Unrecognized",
        within=r"\$\{\{ '[^$]*' \}\}",
    ),
    Difference(
        "the same where GitHub evaluates nothing",
        workflow(on="{push: {branches: \"${{ 'main' }}\"}}"),
        ours="evaluates no expression|names no version|is no workflow|unreadable-expression",
        within=r"\$\{\{ '[^$]*' \}\}",
    ),
]
"""Every known difference."""
