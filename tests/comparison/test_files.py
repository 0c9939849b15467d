"""Which documents of two sides are compared with which."""

from alertflow.comparison import What, differences
from alertflow.documents import Read, read
from tests.documents.corpus import FILES

SERVICE = "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: %s}\nspec: {description: the %s}\n"
ROLE = """\
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: %s, namespace: %s}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
"""


def reads(**files: str) -> list[Read]:
    found = []
    for name, text in files.items():
        some, unreadable = read(text, f"{name}.yml")
        assert not unreadable
        found += some
    return found


def told(old: list[Read], new: list[Read]) -> list[tuple[What, str, str]]:
    return [(one.what, one.path, str(one)) for one in differences(old, new)]


def test_the_objects_of_a_file_are_known_by_their_names_whatever_their_order() -> None:
    for kind in (SERVICE, ROLE):
        one, other = kind % ("a", "x"), kind % ("b", "x")
        assert told(reads(f=f"{one}---\n{other}"), reads(f=f"{other}---\n{one}")) == []


def test_an_object_that_is_new_or_gone_is_told_by_its_name() -> None:
    one, other = ROLE % ("a", "x"), ROLE % ("b", "x")
    assert told(reads(f=one), reads(f=f"{one}---\n{other}")) == [(What.ADDED, "f.yml", "Role b: new")]
    assert told(reads(f=f"{one}---\n{other}"), reads(f=one)) == [(What.REMOVED, "f.yml", "Role b: gone")]


def test_objects_of_one_name_in_two_namespaces_are_two() -> None:
    one, other = ROLE % ("a", "x"), (ROLE % ("a", "z")).replace("[get]", "[list]")
    assert told(reads(f=f"{one}---\n{other}"), reads(f=f"{other}---\n{one}")) == []


def test_what_says_the_same_elsewhere_has_moved_and_what_has_its_name_has_moved_and_changed() -> None:
    for name, (_, text) in FILES.items():
        assert [what for what, _, _ in told(reads(a=text), reads(b=text))] == [What.MOVED], name
    role = ROLE % ("a", "x")
    assert told(reads(a=role), reads(b=role.replace("[get]", "[list]"))) == [
        (What.MOVED, "a.yml", "Role a: now in b.yml"),
        (What.CHANGED, "a.yml", "rules[0].verbs: now also list; no longer get"),
    ]


def test_a_file_of_another_kind_in_the_same_place_is_another_file() -> None:
    _, rules = FILES["rules.yml"]
    _, tests = FILES["rules_test.yml"]
    assert told(reads(a=rules), reads(a=tests)) == [
        (What.REMOVED, "a.yml", "Prometheus rule file: gone"),
        (What.ADDED, "a.yml", "promtool test: new"),
    ]


def test_the_files_come_in_the_order_of_the_old_side_and_new_ones_behind() -> None:
    role = ROLE % ("a", "x")
    old = reads(z=role, b=ROLE % ("b", "x"))
    new = reads(c=ROLE % ("c", "x"), b=(ROLE % ("b", "x")).replace("get", "list"))
    assert [path for _, path, _ in told(old, new)] == ["z.yml", "b.yml", "c.yml"]


def test_a_secret_is_the_same_in_base64_and_its_configuration_is_compared_as_one() -> None:
    _, secret = FILES["secret.yaml"]
    assert "stringData" in secret
    changed = secret.replace("receiver: ", "group_wait: 1m\n      receiver: ", 1)
    assert secret != changed
    found = told(reads(a=secret), reads(a=changed))
    assert found
    assert all("group_wait 30s → 1m" in said for _, _, said in found)
