"""What a workflow does for an event, told ahead of time: every job and step, and why.

>>> from alertflow.github.simulation import Event, simulate
>>> jobs = {
...     "test": {"runs-on": "ubuntu-24.04", "steps": [{"run": "make test"}]},
...     "ship": {"needs": "test", "runs-on": "ubuntu-24.04", "steps": [{"run": "make ship"}]},
... }
>>> run = simulate({"on": "push", "jobs": jobs}, Event("push"), outcomes={"test": "failure"})
>>> for job in run.jobs:
...     print(f"{job.name}: {job.result}, because {job.reason}")
test: failure, because its step 'Run make test' failed: this outcome was given
ship: skipped, because job 'test', which it needs, failed
"""

from alertflow.github.simulation.decisions import Decision, Part, Seen
from alertflow.github.simulation.event import Event
from alertflow.github.simulation.runs import Group, JobRun, Outcome, Result, Run, StepRun
from alertflow.github.simulation.simulate import simulate
from alertflow.github.simulation.world import Resolve, Review

__all__ = [
    "Decision",
    "Event",
    "Group",
    "JobRun",
    "Outcome",
    "Part",
    "Resolve",
    "Result",
    "Review",
    "Run",
    "Seen",
    "StepRun",
    "simulate",
]
