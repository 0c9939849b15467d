"""Classes that are imported when one of their objects is read, and everything that a section holds."""

import subprocess
import sys

import pytest

from alertflow.alertmanager import Config, Receiver
from alertflow.declared import DeclarationError, Items
from alertflow.sections import Section, every_field, every_section, read
from alertflow.sections.later import found, later
from tests.sections.sections import Alert, Node

OTHER = later("tests.sections.sections", "Alert")


class Holder(Section):
    """A section of which the type of a field comes later."""

    alerts: Items[OTHER] = ()  # type: ignore[valid-type]  # type checkers are given the class itself


def test_it_stands_for_the_class() -> None:
    assert found(OTHER) is Alert
    assert found(Node) is Node
    assert type(read(Holder, "alerts: [{alert: a}]", "f").alerts[0]) is Alert
    assert Holder(alerts=[Alert(alert="a")]).to_data() == {"alerts": [{"alert": "a"}]}


def test_another_class_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"alerts\[0\]: should be an Alert, not a Node"):
        Holder(alerts=[Node("a")])
    with pytest.raises(DeclarationError, match=r"alerts\[0\]: should be an Alert, not 5"):
        Holder(alerts=[5])


def test_only_the_integrations_that_are_used_are_imported() -> None:
    script = (
        "import sys; "
        "from alertflow.alertmanager import Receiver, SlackConfig; "
        "Receiver('a', slack_configs=[SlackConfig(api_url_file='/a')]); "
        "rooms = [name for name in sys.modules if name.startswith('alertflow.alertmanager.receivers.')]; "
        "print(*sorted(name.rpartition('.')[2] for name in rooms))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["integration", "receiver", "slack"]


TEXT = """\
route: {receiver: a, routes: [{matchers: [b="c"]}]}
receivers:
  - name: a
    webhook_configs: [{url: 'http://a', http_config: {http_headers: {X-A: {values: [b]}}}}]
"""


def test_every_section_is_found_with_its_path() -> None:
    found = [(path, type(one).__name__) for path, one in every_section(Config.parse(TEXT))]
    assert found == [
        ("", "Config"),
        ("route", "Route"),
        ("route.routes[0]", "Route"),
        ("receivers[0]", "Receiver"),
        ("receivers[0].webhook_configs[0]", "WebhookConfig"),
        ("receivers[0].webhook_configs[0].http_config", "HttpConfig"),
        ("receivers[0].webhook_configs[0].http_config.http_headers.X-A", "HttpHeader"),
    ]


def test_every_field_is_found_in_the_order_in_which_it_is_written() -> None:
    held = [one for one in every_field(Config.parse(TEXT)) if one.value]
    assert [one.path for one in held if one.section.from_file][-4:] == [
        "receivers[0].webhook_configs[0].url",
        "receivers[0].webhook_configs[0].http_config",
        "receivers[0].webhook_configs[0].http_config.http_headers",
        "receivers[0].webhook_configs[0].http_config.http_headers.X-A.values",
    ]
    assert isinstance(held[-1].section.place(held[-1].field), tuple)
    assert held[0].section.keys()[held[0].field] == "route" and isinstance(held[-5].section, Receiver)
