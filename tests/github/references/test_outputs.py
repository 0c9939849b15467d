import copy

import pytest

from alertflow.github import Expr, Job, Outputs, RunStep, UnknownPropertyError, from_json, inputs
from alertflow.github.expressions.contexts import needs
from alertflow.github.references.outputs import References

OUTPUTS = References(
    needs["build"].outputs, ["image", "odd-name"], "job 'build' has no output", "Declare it."
)


class Image(Outputs):
    tag: Expr
    digest: Expr


def test_each_name_is_an_attribute_and_every_name_an_item() -> None:
    assert OUTPUTS.image.text_ == OUTPUTS["image"].text_ == "needs.build.outputs.image"
    assert OUTPUTS["odd-name"].text_ == "needs.build.outputs.odd-name"


def test_other_names_do_not_exist() -> None:
    with pytest.raises(
        UnknownPropertyError, match=r"job 'build' has no output 'imgae'. Did you mean 'image'\? Declare it."
    ) as caught:
        _ = OUTPUTS.imgae
    assert isinstance(caught.value, AttributeError)
    assert caught.value.location is not None
    assert caught.value.location.path == __file__
    assert not hasattr(OUTPUTS, "imgae")
    with pytest.raises(UnknownPropertyError):
        _ = OUTPUTS["imgae"]


def test_the_names_can_be_asked_for() -> None:
    assert list(OUTPUTS) == ["image", "odd-name"]
    assert len(OUTPUTS) == 2
    assert "image" in OUTPUTS
    assert "imgae" not in OUTPUTS
    assert "image" in dir(OUTPUTS)
    assert "odd-name" not in dir(OUTPUTS)
    assert repr(OUTPUTS) == "<needs.build.outputs: image, odd-name>"


def test_where_only_github_knows_the_names_each_can_be_read() -> None:
    any_name = References(from_json(inputs.all), None, "")

    assert any_name.whatever.text_ == "fromJSON(inputs.all).whatever"
    assert "whatever" in any_name
    assert list(any_name) == []
    assert repr(any_name) == "<fromJSON(inputs.all): any name>"


def test_a_view_is_not_mistaken_for_something_else() -> None:
    assert not hasattr(OUTPUTS, "__deepcopy__")
    assert copy.copy(OUTPUTS).image.text_ == "needs.build.outputs.image"


def test_a_class_of_outputs_names_them_and_is_read_from_a_step_or_job() -> None:
    push = RunStep(id="push", run="./push.sh", outputs=Image.names())
    job = Job("push", runs_on="x", steps=[push], outputs={"tag": Image.of(push).tag, "digest": "x"})

    assert Image.names() == ("tag", "digest")
    assert Image.of(push).digest.text_ == "steps.push.outputs.digest"
    assert Image.of(job).tag.text_ == "needs.push.outputs.tag"


def test_a_class_of_outputs_is_refused_where_one_of_them_is_missing() -> None:
    with pytest.raises(UnknownPropertyError, match=r"step 'push' has no output 'digest'. Known: tag\."):
        Image.of(RunStep(id="push", run="./push.sh", outputs=["tag"]))
