"""What a person types: the script that the workflow runs, and the same comes of it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.compiler.lower.runbooks.by_hand import by_hand
from alertflow.model import Command, Secret
from alertflow.playbooks import http, kubernetes
from tests.playbooks.cluster import Cluster
from tests.playbooks.running import Runner

app = kubernetes.Deployment("app", namespace="shop", hpa="app-hpa")
LOOKS = [
    app.logs(),
    app.logs(previous=True, since="15m", matching="time(d )?out"),
    app.pods(),
    app.events(),
    app.top(),
    app.hpa_status(),
    app.rollout_history(),
    app.rollout_status(),
    app.error_patterns(),
    app.service(),
    kubernetes.services("app=mysql", namespace="shop"),
]


class Shell:
    """A person's bash on a machine with kubectl, before a cluster with one deployment."""

    def __init__(self, folder: Path) -> None:
        self.cluster = Cluster(folder / "cluster.json")
        self.cluster.deployment("app:1", "app:2")
        self.cluster.add("HorizontalPodAutoscaler", "app-hpa", spec={"maxReplicas": 3}, status={})
        self.cluster.add("Service", "app", labels={"app": "mysql"})
        self.cluster.add("Pod", "app-1", labels={"app": "app"}, status={"reason": "Evicted"})
        self.cluster.save()
        (folder / "pods.log").write_text("request timed out\nfine\n")
        (folder / "previous.log").write_text("time out\n")
        (folder / "kubeconfig").write_text("kind: Config\n")
        self.runner = Runner(folder)
        self.runner.install("kubectl", "tests.playbooks.cluster")
        self.env = {
            "KUBECONFIG": str(folder / "kubeconfig"),
            "FAKE_CLUSTER": str(folder / "cluster.json"),
            "FAKE_NAMESPACE": "shop",
        }

    def calls(self) -> list[list[str]]:
        """What kubectl was called with since this was asked last."""
        cluster = self.cluster.now()
        calls, cluster.calls = cluster.calls, []
        cluster.save()
        return [list(call) for call in calls]

    def type(self, text: str, env: dict[str, str] | None = None, shell: str = "bash") -> tuple[int, str]:
        """The status and the output of what a person types."""
        done = subprocess.run(
            [self.runner.bin / shell, "-c", text],
            cwd=self.runner.temp,
            env={"PATH": str(self.runner.bin), "LANG": "C.UTF-8", **self.env, **(env or {})},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.mark.parametrize("command", LOOKS, ids=lambda command: command.name)
def test_what_a_person_types_does_what_the_workflow_does(shell: Shell, command: Command) -> None:
    ran = shell.runner.run(command, env=shell.env)
    meant, typed = shell.calls(), by_hand(command)
    assert shell.type(typed.script or "\n".join(typed.lines)) == (0, ran.output.decode())
    assert shell.calls() == meant
    if typed.script and typed.lines:
        assert shell.type("\n".join(typed.lines))[0] == 0
        assert all(call in meant for call in shell.calls())


def test_what_a_person_types_is_found_in_the_scripts() -> None:
    kubectl = "kubectl --request-timeout=30s --namespace shop"
    assert {command.name: by_hand(command).lines for command in LOOKS if by_hand(command).lines} == {
        "logs": (
            f"{kubectl} logs --selector app=app --all-containers --prefix --ignore-errors "
            "--limit-bytes=5000000 --tail=100",
        ),
        "pods": (f"{kubectl} get pods --selector app=app -o wide",),
        "top": (f"{kubectl} top pods --selector app=app --containers --sort-by=cpu",),
        "hpa-status": (f"{kubectl} get hpa app-hpa",),
        "rollout-history": (f"{kubectl} rollout history deployment/app",),
        "rollout-status": ("kubectl --namespace shop rollout status deployment/app --timeout=300s",),
    }


def test_a_missing_precondition_is_told_and_leaves_the_persons_shell_open(shell: Shell) -> None:
    text = f"{by_hand(app.pods()).script}\necho still here"
    assert shell.type(text, {"KUBECONFIG": ""}) == (
        0,
        "Skipped: there is no kubeconfig: its secret is not set\nstill here\n",
    )


def command(script: str, **env: str) -> Command:
    return Command("look", title="Look", script=script, env=env)


def test_commands_that_are_nothing_else_are_shown_as_they_are() -> None:
    assert by_hand(command("df -h\n# then\nuptime")) == (("df -h", "uptime"), "")
    assert by_hand(command('journalctl --unit "$UNIT"', UNIT="nginx")) == (("journalctl --unit nginx",), "")


@pytest.mark.parametrize(
    ("script", "lines"),
    [
        ("df -h | sort", ()),
        ("df -h && uptime", ()),
        ("df -h > out", ()),
        ('df "$1"', ()),
        ("cat <<'END'\nrm -rf x\nEND", ()),
        ("echo 'two\nrm lines'", ()),
        ("if true; then\nrm -rf x\nfi\nuptime", ("uptime",)),
        ("clean() {\nrm -rf x\n}\nuptime", ("uptime",)),
        ("df \\\n-h", ()),
        ("set -x\nx=1\nuptime", ("uptime",)),
        ("skip 'no reason'\nwarn a b", ()),
        ("printf 'ls *'", ()),
        ("ls *.log", ("ls *.log",)),
    ],
)
def test_only_whole_commands_of_fixed_words_are_lines(script: str, lines: tuple[str, ...]) -> None:
    assert by_hand(command(script)).lines == lines


@pytest.mark.parametrize(
    ("script", "filled"),
    [
        ('echo "$A" $A "${A}b" x$A', 'echo "v" v "vb" xv'),
        ("cat <<END\n$A\nEND", "cat <<END\nv\nEND"),
        ("echo '$A'", "export A=v\necho '$A'"),
        ("cat <<'END'\n$A\nEND", "export A=v\ncat <<'END'\n$A\nEND"),
        ('A=other; echo "$A"', 'export A=v\nA=other; echo "$A"'),
        ('for A in 1 2; do echo "$A"; done', 'export A=v\nfor A in 1 2; do echo "$A"; done'),
        ('echo "${A:-none}" "$A"', 'export A=v\necho "${A:-none}" "v"'),
        ('echo "$AB" "$A"', 'echo "$AB" "v"'),
        ("./look --fast | cat", "export A=v\n./look --fast | cat"),
    ],
)
def test_a_constant_stands_in_place_of_its_variable_where_the_shell_reads_one(
    script: str, filled: str
) -> None:
    shown = by_hand(command(script + "; true", A="v")).script
    assert shown == f"bash -eo pipefail /dev/fd/3 3<<'SCRIPT'\n{filled}; true\nSCRIPT"


def test_the_end_of_the_script_is_no_line_of_it() -> None:
    shown = by_hand(command("cat <<SCRIPT\na\nSCRIPT\necho $(date)")).script
    assert shown.splitlines()[0].endswith("3<<'SCRIPT_'")
    assert shown.splitlines()[-1] == "SCRIPT_"


@settings(max_examples=25, deadline=None)
@given(
    value=st.text(st.sampled_from("ab \"'`$\\\n!*~{}()<>|&;#=:/.,@%+-é\t"), max_size=12),
    form=st.sampled_from(
        [
            'printf %s "$A"',
            'printf %s "x${A}y"',
            "printf %s '$A' \"$A\"",
            "cat <<END\n$A\nEND",
            'x=$A; printf %s "$x"',
        ]
    ),
)
def test_any_constant_comes_out_as_it_is(value: str, form: str) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    meant = subprocess.run(
        [bash, "-c", form], env={"A": value, "PATH": os.environ["PATH"]}, capture_output=True
    )
    shown = by_hand(command(f"{form}; :", A=value) if "END" not in form else command(f"{form}\n:", A=value))
    typed = subprocess.run([bash, "-c", shown.script], env={"PATH": os.environ["PATH"]}, capture_output=True)
    assert (typed.returncode, typed.stdout) == (meant.returncode, meant.stdout)


def test_secrets_stay_variables() -> None:
    asked = Command("ask", title="Ask", script='curl "$URL" | cat', secrets=[Secret("URL")])
    assert '\ncurl "$URL" | cat\n' in by_hand(asked).script


def test_a_health_check_is_the_workflows_own() -> None:
    shown = by_hand(http.Endpoint("https://example.org/healthz").health()).script
    assert '--url "https://example.org/healthz")' in shown
    assert "conclude() { printf 'Conclusion: %s\\n' \"$1\"; }" in shown
