"""A real Alertmanager understands what was read and written again as it understood the original."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from alertflow.alertmanager import Config, unsupported
from alertflow.alertmanager.secrets import secrecy
from alertflow.alertmanager.texts import HIDDEN
from alertflow.alertmanager.versions import SINCE
from alertflow.sections import Section
from alertflow.sections.later import found
from alertflow.sections.shapes import keys_of
from alertflow.yaml import proven
from tests.alertmanager.live import Alertmanager, running
from tests.alertmanager.samples import everything, sections

Programs = Callable[[str], Path]

NEEDS_FILES = {("TlsConfig", f"{one}{end}") for one in ("ca", "cert", "key") for end in ("", "_file", "_ref")}
"""What Alertmanager opens when it starts."""
NEEDS_MANAGER = {
    *(("BasicAuth", "username_ref"), ("BasicAuth", "password_ref"), ("Authorization", "credentials_ref")),
    *(("OAuth2", "client_secret_ref"), ("OAuth2", "client_certificate_key_ref")),
}
"""What names a secret of a secret manager, which Alertmanager has none of."""
NEW = {(name, key) for name, keys in SINCE.items() for key, since in keys.items() if since == "0.34"}
LEFT_OUT = frozenset(NEEDS_FILES | NEEDS_MANAGER | NEW)


def _as_somebody_else_writes_it(config: Config) -> str:
    return str(yaml.safe_dump(config.to_data(), default_flow_style=True, width=100, allow_unicode=True))


def _for(version: str) -> Config:
    """Nearly every key that `version` knows."""
    config = Config.parse(proven(everything(LEFT_OUT)))
    refused = {one.path.split(".")[0] for one in unsupported(config, version)}
    receivers = [one for one in config.receivers if _is_supported(config.replace(receivers=[one]), version)]
    taken = config.replace(
        receivers=receivers,
        inhibit_rules=[one for one in config.inhibit_rules if one.name is None or version != "0.25"],
        global_=config.global_ if version != "0.25" else None,
        tracing=None if "tracing" in refused else config.tracing,
        event_recorder=None if "event_recorder" in refused else config.event_recorder,
    )
    assert unsupported(taken, version) == []
    return taken


def _is_supported(config: Config, version: str) -> bool:
    return not any(one.path.startswith("receivers") for one in unsupported(config, version))


def _understood(api: Alertmanager) -> str:
    """The whole configuration as Alertmanager has it, with all defaults, and without the secrets."""
    return str(api.ask("/api/v2/status")["config"]["original"])


@pytest.mark.parametrize(("name", "version"), [("alertmanager-new", "0.33"), ("alertmanager-old", "0.25")])
def test_what_is_written_again_means_the_same(
    name: str, version: str, programs: Programs, tmp_path: Path
) -> None:
    text = _as_somebody_else_writes_it(_for(version))
    with running(programs(name), text, tmp_path) as api:
        before = _understood(api)
        again = Config.parse(text)
        for config in (again, again.replace(templates=["/etc/other.tmpl"])):
            (tmp_path / "alertmanager.yml").write_text(proven(config.to_data()), encoding="utf-8")
            api.ask("/-/reload", {})
            assert (_understood(api) == before) is (config is again)


def test_what_alertmanager_hides_are_our_secrets(programs: Programs, tmp_path: Path) -> None:
    text = _as_somebody_else_writes_it(_for("0.33"))
    with running(programs("alertmanager-new"), text, tmp_path) as api:
        shown = yaml.safe_load(_understood(api))
    values = list(_values(Config, shown))
    hidden = {(name, key) for name, key, value in values if HIDDEN in str(value)}
    marked = {
        (cls.__name__, cls.keys()[field])
        for cls, _ in sections()
        for field in secrecy(cls)
        if any(value for name, key, value in values if (name, key) == (cls.__name__, cls.keys()[field]))
    }
    assert hidden == marked
    assert len(hidden) > 30


def _values(cls: type[Section], data: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """The values in `data` that are no sections, each with its class and key."""
    for key, value in data.items():
        shape = keys_of(cls)[key].shape
        inner = shape.items or shape.named or shape
        below = value if isinstance(value, list) else value.values() if shape.named and value else [value]
        for one in below:
            if inner.classes and isinstance(one, dict):
                yield from _values(found(inner.classes[0]), one)
            else:
                yield cls.__name__, key, one
