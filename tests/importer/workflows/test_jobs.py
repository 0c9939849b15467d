"""Jobs: in the order of their needs, which follow from what they read; and what is said once."""

from tests.importer.workflows.importing import imported, python_of

STEPS = "steps: [{run: make}]"


def jobs(text: str) -> str:
    return python_of("on: push\njobs:\n" + text)


def test_needs_follow_from_what_is_read() -> None:
    found = jobs(
        f"""
        deploy:
          runs-on: x
          needs: [build, test]
          env: {{TAG: "${{{{ needs.build.outputs.tag }}}}"}}
          {STEPS}
        build: {{runs-on: y, outputs: {{tag: v1}}, {STEPS}}}
        test: {{runs-on: z, needs: build, {STEPS}}}
        """
    )
    assert 'env={"TAG": build.outputs.tag}' in found
    assert "needs=test" in found
    assert "needs=build" in found
    assert found.index("build = Job") < found.index("test = Job") < found.index("deploy = Job")
    assert "jobs=[deploy, build, test]" in found


def test_a_need_that_nothing_is_read_of_is_given() -> None:
    found = jobs(
        f"""
        a: {{runs-on: x, {STEPS}}}
        b: {{runs-on: y, {STEPS}}}
        c: {{runs-on: z, needs: [a, b], {STEPS}}}
        """
    )
    assert "needs=[a, b]" in found


def test_a_called_workflow_has_the_outputs_that_are_read() -> None:
    found = jobs(
        """
        build: {uses: ./.github/workflows/build.yml, secrets: inherit}
        deploy:
          needs: build
          uses: ./.github/workflows/deploy.yml
          with: {tag: "${{ needs.build.outputs.tag }}"}
        """
    )
    assert 'secrets="inherit", outputs=["tag"]' in " ".join(found.split())
    assert 'with_={"tag": build.outputs.tag}' in found


def test_permissions_that_are_not_said_stay_unsaid() -> None:
    assert "permissions=None" in jobs(f"  a: {{runs-on: x, {STEPS}}}")
    assert "permissions" not in python_of(
        f"on: push\npermissions: {{}}\njobs: {{a: {{runs-on: x, {STEPS}}}}}"
    )
    some = python_of(
        f"on: push\npermissions: {{contents: read}}\njobs: {{a: {{runs-on: x, permissions: {{}}, {STEPS}}}}}"
    )
    assert 'permissions=Permissions(contents="read")' in some
    assert "permissions=Permissions()" in some


def test_what_jobs_have_in_common_is_said_once() -> None:
    steps = """
            steps:
              - uses: actions/checkout@v7
                with: {persist-credentials: false}
              - name: Install
                run: npm ci
    """
    found = jobs(
        "".join(
            f"""
          {name}:
            runs-on: ubuntu-24.04
            env: {{NODE_ENV: test, CI: "1"}}{steps}          - run: npm run {name}
        """
            for name in ("lint", "test", "build")
        )
    )
    assert 'RUNNER = "ubuntu-24.04"' in found
    assert 'ENV = {"NODE_ENV": "test", "CI": "1"}' in found
    assert found.count("persist-credentials") == 1
    assert "setup = [checkout, install]" in found
    assert 'steps=[*setup, RunStep(run="npm run lint")]' in found
    assert found.count("runs_on=RUNNER") == found.count("env=ENV") == 3


def test_steps_that_mean_something_else_elsewhere_are_not_shared() -> None:
    one = """
            runs-on: x
            steps:
              - {id: version, run: "./version {0}", name: Version}
              - {name: Say, run: './say "$V"', env: {V: "${{ steps.version.outputs.v }}"}}
    """
    found = jobs("".join(f"          {name}:{one.replace('{0}', name)}\n" for name in ("a", "b")))
    assert "version = RunStep" in found
    assert "b_version = RunStep" in found
    assert 'V": b_version.outputs.v' in found


def test_files_that_say_the_same_share_it() -> None:
    step = "steps: [{uses: actions/checkout@v7, with: {fetch-depth: 0}}, {run: make}]"
    texts = {
        f".github/workflows/{name}.yml": f"on: push\njobs: {{test: {{runs-on: x, {step}}}}}"
        for name in ("ci", "nightly")
    }
    found = imported(texts)
    assert found.same(texts)
    assert found.python.count("fetch-depth") == 1
    assert "nightly_test = Job" in found.python
