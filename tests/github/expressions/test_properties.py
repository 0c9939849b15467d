import pytest

from alertflow.github.expressions.scope import NOWHERE
from tests.github.expressions.checked import found, messages


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("github.reff", "`github` has no property 'reff'. Did you mean 'ref'?"),
        ("GitHub['REFF']", "Did you mean 'ref'?"),
        ("runner.oss", "`runner` has no property 'oss'. Did you mean 'os'?"),
        ("needs.biuld.result", "`needs` has no job 'biuld'. Did you mean 'build'?"),
        ("needs.deploy.result", "`needs` has no job 'deploy': this job does not need it; add it to `needs`."),
        ("needs.build.outputs.imgae", "`needs.build.outputs` has no output 'imgae'. Did you mean 'image'?"),
        ("needs.build.resultt", "Did you mean 'result'?"),
        ("needs.*.resultt", "Did you mean 'result'?"),
        ("needs[matrix.os].resultt", "Did you mean 'result'?"),
        ("matrix.oss || 'ubuntu-latest'", "Did you mean 'os'?"),
        ("inputs.flga || 'x'", "Did you mean 'flag'?"),
        ("needs.gone.result || 'x'", "`needs` has no job 'gone'."),
        ("steps.uplaod.outcome", "`steps` has no step 'uplaod'. Known: checkout, meta."),
        ("steps.upload.outcome", "`steps` has no step 'upload': that step comes later."),
        ("steps.UPLOAD.outcome", "that step comes later"),
        ("steps.checkout.outputs.reff", "Did you mean 'ref'?"),
        ("matrix.oss", "`matrix` has no value 'oss'. Did you mean 'os'?"),
        ("inputs.flga", "`inputs` has no input 'flga'. Did you mean 'flag'?"),
        ("secrets.TOKN", "`secrets` has no secret 'TOKN'. Did you mean 'TOKEN'?"),
        ("job.services.pg.id", "`job.services` has no service 'pg'. Known: db."),
        ("job.container.os", "`job.container` has no property 'os'. Known: id, network."),
        ("github.event.inputs.flga", "`github.event.inputs` has no input 'flga'. Did you mean 'flag'?"),
        ("github.repository.owner", "Did you mean 'github.repository_owner'?"),
        ("github.ref.x", "`github.ref` is text: it has no property 'x'."),
        ("env.A.b", "`env.A` is text: it has no property 'b'."),
        ("(github.ref || 'x').y", "is text: it has no property 'y'."),
        ("github.ref[0]", "`github.ref` is text: nothing in it can be read by [0]."),
        ("github.ref.*", "`github.ref` is text: `.*` takes the values of an array or an object."),
        ("fromJSON('[1]').x", "is an array: it has no property 'x'; `fromJSON('[1]').*.x` reads each's."),
        ("fromJSON('[1]')[runner.os]", "is an array: its values are numbered from 0, not named."),
        ("fromJSON('{\"a\": 1}').b", "has no property 'b'. Known: a."),
        ("github[0]", "`github` has no property '0'."),
        ("env[0]", "`env` has names, not numbers: nothing in it can be read by [0]."),
        ("github.event[1]", "`github.event` has names, not numbers"),
        ("vars.GITHUB_NAME", "no variable can have this name: 'GITHUB_NAME' starts with GITHUB_"),
        ("vars.my-name", "no variable can have this name: 'my-name' has other characters"),
    ],
)
def test_what_is_never_there_is_told(text: str, message: str) -> None:
    said = messages(text)
    assert len(said) == 1, said
    assert message in said[0]
    assert {one.kind for one in found(text)} == {"unknown-property"}


@pytest.mark.parametrize(
    "text",
    [
        "github.event.anything.at.all",
        "github.event.commits[0].message",
        "github.event.issue.labels.*.name",
        "github[env.FIELD]",
        "needs.test.outputs.anything",
        "needs.BUILD.Outputs.Image",
        "needs.*.outputs.image",
        "steps.meta.outputs.anything",
        "matrix[env.FIELD]",
        "matrix.os",
        "secrets.github_token",
        "secrets.GITHUB_TOKEN",
        "job.services.db.ports[5432]",
        "job.services.*.id",
        "vars.NAME",
        "env.NAME",
        "fromJSON('[1]')[0]",
        "fromJSON('[1]')[env.AT]",
        "fromJSON('[1]')['0']",
        "fromJSON('{\"a\": 1}')[runner.os]",
        "fromJSON(vars.X).a.b[0].*.c",
        "(inputs.unknown || github.event).x",
        "toJSON(matrix)",
        "matrix.runner || 'ubuntu-latest'",
        "inputs.verbosity || github.event.inputs.verbosity || 'none'",
    ],
)
def test_what_may_be_there_is_left_alone(text: str) -> None:
    assert messages(text) == []


def test_a_secret_may_have_a_name_that_only_a_workflow_that_is_called_can_give_it() -> None:
    assert messages("secrets.access-token", scope=NOWHERE) == []
    assert messages("secrets['access token']", scope=NOWHERE) != []


def test_a_secret_that_only_github_could_have_is_left_to_the_check_that_explains_it() -> None:
    assert messages("secrets.GITHUB_PAT", scope=NOWHERE) == []


def test_where_nothing_is_known_nothing_is_said_of_names() -> None:

    text = "needs.a.outputs.b || steps.c.outputs.d || matrix.e || inputs.f || secrets.G || job.services.h.id"
    assert messages(text, scope=NOWHERE) == []
