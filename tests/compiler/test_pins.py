"""What a person's own jobs name by a tag is written at its commit."""

from alertflow.compiler import Build, build
from alertflow.compiler.lock import Lock, Pin
from alertflow.compiler.pins import pinned, unpinned
from alertflow.declared import Location
from alertflow.github import CallJob, Job, ParallelStep, RunStep, Uses, UsesStep, Workflow
from alertflow.model import AlertContext, Custom, Pipeline, Project
from alertflow.yaml import Pinned
from tests.checks.making import alert, project, remedied

SHA = "0123456789abcdef0123456789abcdef01234567"
LOCK = Lock({"a/b@v1": Pin("v1.2.3", SHA), "o/r@main": Pin("main", SHA)})

STEP = UsesStep(id="x", uses="a/b@v1", with_={"a": "b"}, outputs=["y"])
BESIDE = ParallelStep([UsesStep(uses="a/b/sub@v1"), RunStep(run="make")])
UNKNOWN = UsesStep(uses="no/thing@v1")
JOB = Job(
    "own", runs_on="x", env={"Y": "1"}, steps=[STEP, BESIDE, UNKNOWN, UsesStep(uses="./x"), RunStep(run="ls")]
)
CALL = CallJob("call", uses="o/r/.github/workflows/x.yml@main", needs=[JOB])
WORKFLOW = Workflow(name="Own", on="push", jobs=[JOB, CALL])


def steps(workflow: Workflow) -> list[object]:
    job = workflow.jobs[0]
    assert isinstance(job, Job)
    return [step.uses for step in job.every_step() if isinstance(step, UsesStep)]


def test_tags_become_commits_and_the_rest_stays() -> None:
    before, after = WORKFLOW.to_data(), pinned(WORKFLOW, LOCK).to_data()
    own, call = after["jobs"]["own"], after["jobs"]["call"]
    assert [step.get("uses") for step in own["steps"]] == [f"a/b@{SHA}", None, "no/thing@v1", "./x", None]
    assert own["steps"][1]["parallel"][0]["uses"] == f"a/b/sub@{SHA}"
    assert call["uses"] == f"o/r/.github/workflows/x.yml@{SHA}"
    for reference in (own["steps"][0]["uses"], call["uses"]):
        assert isinstance(reference, Pinned)
    assert (own["steps"][0]["uses"].comment, call["uses"].comment) == ("v1.2.3", "main")
    own["steps"][0]["uses"], own["steps"][1]["parallel"][0]["uses"] = "a/b@v1", "a/b/sub@v1"
    call["uses"] = CALL.uses
    assert after == before


def test_they_are_still_written_where_they_were() -> None:
    after = pinned(WORKFLOW, LOCK)
    assert after.source == WORKFLOW.source
    for one, other in zip(after.jobs, WORKFLOW.jobs, strict=True):
        assert one.source == other.source
    job = after.jobs[0]
    assert isinstance(job, Job)
    assert [step.source for step in job.every_step()] == [step.source for step in JOB.every_step()]


def test_a_workflow_of_which_nothing_is_known_is_the_same_object() -> None:
    assert pinned(WORKFLOW, Lock()) is WORKFLOW


def test_what_is_not_pinned_is_named_with_its_place() -> None:
    found = list(unpinned(WORKFLOW))
    assert [str(uses) for uses, _ in found] == [
        "a/b@v1",
        "a/b/sub@v1",
        "no/thing@v1",
        "o/r/.github/workflows/x.yml@main",
    ]
    for _, place in found:
        assert isinstance(place, Location)
        assert place.path == __file__


def test_what_was_pinned_or_read_from_a_file_is_not_named() -> None:
    assert [str(uses) for uses, _ in unpinned(pinned(WORKFLOW, LOCK))] == ["no/thing@v1"]
    steps_ = "    runs-on: x\n    steps:\n      - uses: a/b@v1\n"
    text = f"on: push\njobs:\n  a:\n{steps_}  b:\n    uses: a/b/.github/workflows/x.yml@v1\n"
    read = Workflow.parse(text)
    assert list(unpinned(read)) == []
    mixed = Workflow(name="Mixed", on="push", jobs=[JOB, *read.jobs])
    assert "a/b@v1" in str(pinned(mixed, LOCK).to_data()["jobs"]["a"])
    assert "x.yml@v1" in str(pinned(mixed, LOCK).to_data()["jobs"]["b"])


def test_what_a_project_builds_is_pinned_as_its_lock_says() -> None:
    context = AlertContext()
    own = Custom(JOB.replace(steps=[STEP, UsesStep(uses="actions/cache@v6")]), after=[context])
    given: Project = project(alert(remediation=remedied()), pipelines=[Pipeline(stages=[context, own])])

    def uses(built: Build) -> list[object]:
        ((_, workflow),) = built.of(Workflow)
        return [
            str(getattr(one, "version", one)) for job in workflow.jobs if job.id == "own" for one in _of(job)
        ]

    assert uses(build(given, LOCK)) == ["v1.2.3", "v6.1.0"]
    assert uses(build(given)) == ["a/b@v1", "v6.1.0"]


def _of(job: object) -> list[object]:
    assert isinstance(job, Job)
    return [step.uses for step in job.steps if isinstance(step, UsesStep)]


def test_a_reference_is_found_in_the_lock_by_its_repository() -> None:
    assert LOCK.pin(Uses("a/b/sub", "v1")) == Pin("v1.2.3", SHA)
    assert steps(pinned(WORKFLOW, LOCK))[2] == "no/thing@v1"
