"""Generated runbooks: what whoever is woken reads, as GitHub shows it."""

from __future__ import annotations

import posixpath
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow import (
    Alert,
    Approval,
    Budget,
    Command,
    Effect,
    Escalation,
    Level,
    Project,
    Remediation,
    Runbook,
    Secret,
    Severity,
    Team,
)
from alertflow.compiler import build, emit
from alertflow.declared import AlertflowError
from alertflow.dispatch import Direct
from alertflow.markdown import Page, marked
from alertflow.receivers import PagerDuty, Slack
from tests.markdown.rendered import Seen, seen

LOOK = Command(
    "look", title="Look at the disks", script="df -h", secrets=[Secret("KUBE", env="KUBECONFIG", file=True)]
)
CLEAN = Command(
    "clean", title="Clean up", script="true", effect=Effect.CHANGES, action="clean", target="disk/a"
)
WIPE = CLEAN.replace(
    name="wipe", title="Wipe", effect=Effect.DESTROYS, action="wipe", approval=Approval("production")
)
DIRECT = Direct(token_file="/etc/token")
TEAM = Team("ops", receivers=[Slack(channel="#ops"), PagerDuty(min_severity=Severity.CRITICAL)])


def alert(**changes: Any) -> Alert:
    usual: dict[str, Any] = {"name": "Full", "expr": "disk == 0", "severity": Severity.CRITICAL}
    return Alert(**(usual | {"summary": "It is full"} | changes))


def project(*alerts: Alert, **changes: Any) -> Project:
    usual: dict[str, Any] = {"name": "shop", "repository": "example/shop", "team": TEAM, "dispatch": DIRECT}
    return Project(alerts=alerts, **(usual | changes))


def pages(*alerts: Alert, **changes: Any) -> dict[str, str]:
    built = build(project(*alerts, **changes))
    return {path: emit(path, page, "alertflow.py") for path, page in built.of(Page)}


def sections(*alerts: Alert, **changes: Any) -> dict[str, str]:
    """The sections of the one page, by their names."""
    ((path, text),) = pages(*alerts, **changes).items()
    return {name: one.content.decode().strip() for name, one in marked(text.encode(), path).sections.items()}


def page(*alerts: Alert, **changes: Any) -> Seen:
    (text,) = pages(*alerts, **changes).values()
    return seen(text)


REMEDIATION = Remediation(
    diagnose=[LOOK],
    act=[CLEAN, WIPE],
    verify=[LOOK.replace(name="again", title="Look again")],
    on_request=[CLEAN.replace(name="more", title="Clean more", action="more")],
    budget=Budget(runs=2, per="1h"),
    follow_up="Order disks.",
)


def test_alerts_of_one_name_share_a_page_in_the_projects_folder() -> None:
    mild = alert(severity=Severity.WARNING, expr="disk < 1")
    made = pages(mild, alert(), alert(name="Other"), runbooks="ops/books")
    assert list(made) == ["ops/books/Full.md", "ops/books/Other.md"]
    text = made["ops/books/Full.md"]
    assert text.index("- **critical**") < text.index("- **warning**")  # the worst first
    assert "### Critical" in text and "### Warning" in text


def test_an_alert_with_a_runbook_of_its_own_or_none_has_no_page() -> None:
    assert pages(alert(runbook="docs/full.md"), alert(name="Other", runbook="")) == {}
    assert list(pages(alert(runbook="docs/full.md"), alert(severity=Severity.INFO))) == [
        "docs/runbooks/Full.md"
    ]


def test_the_alert_names_the_address_of_its_page() -> None:
    rules = emit("r.yml", build(project(alert()))["monitoring/alert_rules.yml"], "a.py")
    assert "runbook_url: https://github.com/example/shop/blob/HEAD/docs/runbooks/Full.md" in rules


def test_what_is_needed_first_stands_first() -> None:
    made = sections(alert(remediation=REMEDIATION, for_="5m", description="Nothing fits."))
    assert list(made) == ["alert", "automatic", "investigate", "resolve", "tell", "afterwards", "details"]
    runs = "https://github.com/example/shop/actions/workflows/alert-triggered-remediation.yml"
    assert made["alert"].partition("-->\n\n")[2] == (
        "# Full\n\n"
        "- **critical** for 5m: It is full\n"
        "- answered by **ops**\n"
        "- about `disk/a`\n\n"
        "Nothing fits.\n\n"
        "## First\n\n"
        f"1. Open [the newest run]({runs}) for `Full`: it says what was found and done.\n"
        "2. **Wipe** waits on that page for a reviewer of the environment `production`: "
        "approve it, or reject it.\n"
        "3. Go on with [What to look at](#what-to-look-at), [What to do](#what-to-do), "
        "[Whom to tell](#whom-to-tell)."
    )


def test_what_the_workflow_does_is_told_with_its_limits() -> None:
    assert sections(alert(remediation=REMEDIATION))["automatic"] == (
        "## What happens by itself\n\n"
        "Alertmanager has GitHub run [alert-triggered-remediation.yml]"
        "(../../.github/workflows/alert-triggered-remediation.yml), which:\n\n"
        "1. looks: Look at the disks\n"
        "2. acts, at most 2 times in 1h; beyond that it only looks:\n\n"
        "   - Clean up (changes something that is easily put back)\n"
        "   - Wipe **once a reviewer of the environment `production` approves it** "
        "(takes something away that somebody may want back)\n"
        "3. proves that it helped: Look again"
    )


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([Severity.WARNING], "changes nothing by itself, as it acts on alerts from **critical** up only"),
        (
            [Severity.CRITICAL, Severity.WARNING],
            "acts, at most 2 times in 1h, if the alert is **critical** or worse;",
        ),
    ],
)
def test_a_mild_alert_is_only_looked_at(severities: list[Severity], said: str) -> None:
    alerts = [alert(severity=one, remediation=REMEDIATION) for one in severities]
    assert said in sections(*alerts)["automatic"]


def test_why_a_human_must_do_it_is_said_at_once() -> None:
    only_looks = Remediation(diagnose=[LOOK], reason="Disks are bought by people.")
    made = sections(alert(remediation=only_looks))
    assert "2. Nothing is changed by itself: Disks are bought by people." in made["alert"]
    assert "2. changes nothing: Disks are bought by people." in made["automatic"]


def test_without_a_dispatch_a_person_starts_the_workflow() -> None:
    made = sections(alert(remediation=REMEDIATION), dispatch=())
    assert "Nothing: [alert-triggered-remediation.yml]" in made["automatic"]
    assert "newest run" not in made["alert"]


def test_without_a_workflow_it_says_that_people_answer() -> None:
    made = sections(alert())
    assert list(made) == ["alert", "resolve", "tell", "afterwards", "details"]
    assert "1. No workflow answers this alert; people do." in made["alert"]
    assert "Nobody has written down what helps." in made["resolve"]
    assert "gh workflow" not in "".join(made.values())


def test_the_way_to_investigate_is_the_workflows_own() -> None:
    made = sections(alert(remediation=REMEDIATION))["investigate"]
    assert made == (
        "## What to look at\n\n"
        "All of it at once, into the summary of a run that changes nothing:\n\n"
        "```bash\n"
        "gh workflow run alert-triggered-remediation.yml --repo example/shop \\\n"
        "  -f alert_type=Full -f severity=critical -f action=investigate\n"
        "```\n\n"
        "Or by hand, with the same commands.\n\n"
        "They read these variables, which the workflow takes from GitHub's secrets:\n\n"
        "```bash\nexport KUBECONFIG=~/.kube/config  # a file; the secret KUBE\n```\n\n"
        "1. **Look at the disks**\n\n   ```bash\n   df -h\n   ```"
    )


def test_what_can_be_asked_for_is_listed_with_its_command() -> None:
    asked = page(alert(remediation=REMEDIATION)).codes
    commands = [code for code in asked if code.startswith("gh workflow run")]
    assert [re.search(r"action=(\S+)", one)[1] for one in commands if re.search("action=", one)] == [  # type: ignore[index]  # the condition found it
        *("investigate", "clean", "wipe", "more")
    ]


def test_what_people_know_stands_beside_it() -> None:
    known = Runbook(
        means="""
            Writes *fail*.

            Reads do not.
        """,
        symptoms=["Uploads end with `507`."],
        investigate=["Ask the night shift.", LOOK, CLEAN.replace(title="Dry run", script="clean --dry")],
        resolution=["Delete old files:\n\n```bash\nrm old\n```", LOOK],
        escalation="Call the storage vendor.",
        links={"Wiki (disks)": "https://wiki.example.org/disks"},
    )
    shown = page(alert(remediation=REMEDIATION, runbook=known, description="Not shown."))
    assert "Writes fail.\nReads do not.\nWhat people notice:\n\nUploads end with 507.\n" in shown.text
    assert "Not shown." not in shown.text
    assert shown.codes.count("df -h\n") == 2  # to investigate, once although said twice, and to resolve
    assert "clean --dry\n" in shown.codes
    assert "rm old\n" in shown.codes
    assert "Call the storage vendor." in shown.text
    assert "https://wiki.example.org/disks" in shown.links


def test_who_is_told_is_who_alertmanager_tells() -> None:
    escalation = Escalation(
        "night", levels=[Level("15m", owner="the boss", receivers=[Slack(channel="#boss")])]
    )
    team = Team("ops", receivers=TEAM.receivers, escalation=escalation)
    told = sections(alert(), alert(severity=Severity.WARNING), team=team)["tell"]
    assert (
        "| of | where | again after |\n"
        "| --- | --- | --- |\n"
        "| **critical**, at once | PagerDuty, Slack `#ops` | 4h |\n"
        "| **critical**, after 15m: the boss | Slack `#boss` | 1h |\n"
        "| **warning**, at once | Slack `#ops` | 4h |\n"
    ) in told
    assert (
        "Who is on it acknowledges **critical**, so that it does not escalate any further:\n\n"
        "```bash\n"
        "amtool silence add --duration=2h --comment='I am on it' \\\n"
        "  'alertname=\"Full\"' 'severity=\"critical\"' 'escalation_policy=\"night\"' 'escalation=\"1\"'\n"
        "```"
    ) in told
    never = escalation.replace(acknowledge=False)
    page = sections(alert(), team=Team("ops", receivers=TEAM.receivers, escalation=never))
    assert "As **critical** it cannot be acknowledged: it escalates until it has resolved." in page["tell"]
    assert "silence" not in page["tell"] + page["afterwards"]


def test_an_alert_that_nobody_reads_says_so() -> None:
    assert "| **critical**, at once | nobody |  |" in sections(alert(), team=None)["tell"]


def test_what_remains_to_do_is_the_follow_up_and_the_issue() -> None:
    done = sections(alert(remediation=REMEDIATION))["afterwards"]
    assert done.startswith("## When it is over\n\n- Order disks.\n- The workflow keeps an issue")
    mild = sections(alert(remediation=REMEDIATION, severity=Severity.WARNING))["afterwards"]
    assert "keeps an issue" not in mild


def test_every_link_leads_to_something_that_is_there() -> None:
    parts = project(alert(remediation=REMEDIATION, dashboard="https://grafana.example.org/d/x"))
    built = build(parts)
    ((path, made),) = built.of(Page)
    text = emit(path, made, "a.py")
    headings = {
        re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    for link in seen(text).links:
        if link.startswith("#"):
            assert link[1:] in headings
        elif "://" not in link:
            assert posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) in built
    there = {link for link in seen(text).links if link.endswith((".yml", "/x"))}
    assert len(there) >= 5


def test_the_rule_is_there_to_be_read() -> None:
    made = sections(
        alert(
            expr="\n        disk\n          == 0\n",
            for_="5m",
            keep_firing_for="10m",
            labels={"cell": "a|b"},
            annotations={"owner": "{{ $labels.owner }}"},
            dashboard="https://grafana.example.org/d/x?v={{ $labels.volume }}",
        )
    )
    details = made["details"]
    assert (
        "```promql\ndisk\n  == 0\n```\n\nIt fires when that has held for 5m, and for 10m after it has ended."
        in details
    )
    assert "| `cell` | <code>a\\|b</code> |" in details
    assert "| `owner` | *owner* |" in details
    assert "- Dashboard, `https://grafana.example.org/d/x?v={{ $labels.volume }}`" in details


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("{{ $value | humanizePercentage }} of requests fail", "*value* of requests fail"),
        ("{{ $labels.instance }} is down", "*instance* is down"),
        ("{{ .Labels.pod_name }}: {{ .Value }}", "*pod_name*: *value*"),
        ('{{ with query "up" }}{{ . | first | value }}{{ end }} left', "……… left"),
        ("5 * 3 <b> {{ $value }}*", "5 \\* 3 \\<b> *value*\\*"),
    ],
)
def test_templates_are_shown_as_what_they_stand_for(summary: str, shown: str) -> None:
    assert f"- **critical**: {shown}\n" in sections(alert(summary=summary))["alert"]


HOSTILE = [
    "<!-- alertflow:end alert -->",
    "</details><script>alert(1)</script>",
    "| a | b |\n|---|---|",
    "```\nrm\n```",
    "# Heading\n## Another",
    "[link](//evil.example.org) ![](x)",
    "* * *\n1. list",
    "\\",
    "`",
    "a\n<!-- alertflow:end details -->\nb",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_page(text: str) -> None:
    line = " ".join(text.split())
    command = LOOK.replace(title=line, script=f"printf '%s' {text!r} | cat" + "\n:" * 20)
    given = alert(
        summary=text,
        description=text,
        labels={"x": text},
        annotations={"y": text},
        remediation=Remediation(diagnose=[command], reason=text, follow_up=text),
    )
    plain = page(alert(description="d", labels={"x": "x"}, annotations={"y": "y"}, remediation=REMEDIATION))
    shown = page(given)
    assert {"script", "img", "hr"}.isdisjoint(shown.tags)
    assert not any("evil" in link for link in shown.links)
    for tag in ("h1", "h2", "table", "details"):
        assert shown.tags.count(tag) - plain.tags.count(tag) == (tag == "details")
    for word in text.split():
        assert word in shown.text


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(summary=TEXT, description=TEXT, reason=TEXT.filter(str.strip), script=TEXT)
def test_any_text_gives_a_page_of_the_same_shape(
    summary: str, description: str, reason: str, script: str
) -> None:
    if any("${{" in one for one in (reason, script)):
        return
    look = LOOK.replace(script=f"cat <<'END'\n{script}\nEND")
    given_ = alert(
        summary=summary, description=description, remediation=Remediation(diagnose=[look], reason=reason)
    )
    assert list(sections(given_)) == [
        *("alert", "automatic", "investigate", "resolve", "tell", "afterwards", "details")
    ]
    assert page(given_).tags.count("h2") == 7


def test_a_script_with_a_line_that_is_a_marker_is_refused_at_its_alert() -> None:
    look = LOOK.replace(script="cat <<'END'\n<!-- alertflow:end investigate -->\nEND")
    made = build(project(alert(remediation=Remediation(diagnose=[look], reason="People do."))))
    ((path, broken),) = made.of(Page)
    with pytest.raises(
        AlertflowError, match=r"docs/runbooks/Full.md cannot be written: its text holds a marker"
    ):
        emit(path, broken, "a.py")
