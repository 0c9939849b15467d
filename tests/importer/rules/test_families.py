"""Alerts that differ in a few words → one function, and a call for each."""

from tests.importer.rules.importing import of, rules, statement


def down(service: str, name: str, severity: str = "critical") -> str:
    return (
        f"{{alert: {name}Down, expr: 'up{{job=\"{service}\"}} == 0', for: 5m, "
        f"labels: {{severity: {severity}}}, "
        f"annotations: {{summary: '{service} on {{{{ $labels.instance }}}} is down'}}}}"
    )


def test_three_alerts_alike_are_one_function() -> None:
    made = of(rules(*[down(one, one.capitalize()) for one in ("cart", "orders", "search")]))
    assert statement(made, "job_down") == (
        "def job_down(job: str) -> Alert:\n"
        '    """<job>Down, for one job."""\n'
        "    return Alert(\n"
        '        name=f"{job.capitalize()}Down",\n'
        "        expr=f'up{{job=\"{job}\"}} == 0',\n"
        '        for_="5m",\n'
        "        severity=Severity.CRITICAL,\n"
        '        summary=job + " on {{ $labels.instance }} is down",\n'
        '        runbook="",\n'
        "    )"
    )
    assert '    rules=[job_down("cart"), job_down("orders"), job_down("search")],\n' in made.text


def test_a_family_may_stand_in_several_files() -> None:
    made = of(*[rules(down(one, one.capitalize())) for one in ("cart", "orders", "search")])
    assert made.text.count("def job_down(") == 1
    assert made.text.count('rules=[job_down("') == 3


def test_two_alerts_alike_are_two_alerts() -> None:
    assert "def " not in of(rules(down("cart", "Cart"), down("orders", "Orders"))).text


def test_what_follows_from_no_other_word_is_a_parameter_of_its_own() -> None:
    made = of(
        rules(
            down("cart-api", "Shopping"),
            down("orders", "Ordering", "warning"),
            down("search", "Finding"),
        )
    )
    assert "def subject_down(job: str, subject: str, severity: Severity) -> Alert:" in made.text
    assert 'subject_down("orders", subject="Ordering", severity=Severity.WARNING)' in made.text


def test_a_threshold_is_a_number() -> None:
    rule = (
        "{{alert: {1}Full, expr: 'used{{disk=\"{0}\"}} > {2}', labels: {{severity: info, disk: {0}}}, "
        "annotations: {{summary: 'The disk is almost full: more than {2} of it are used'}}}}"
    )
    values = [("root", "Root", "0.9"), ("home", "Home", "0.8"), ("tmp", "Tmp", "5")]
    made = of(rules(*[rule.format(*one) for one in values]))
    assert "def disk_full(disk: str, threshold: float) -> Alert:" in made.text
    assert 'disk_full("home", threshold=0.8)' in made.text
    assert 'disk_full("tmp", threshold=5)' in made.text


def test_numbers_that_python_would_write_otherwise_stay_texts() -> None:
    rule = "{{alert: {0}Full, expr: 'used{{disk=\"{0}\"}} > {1}', labels: {{severity: info}}}}"
    made = of(rules(*[rule.format(*one) for one in [("A", "0.90"), ("B", "1e3"), ("C", "007")]]))
    assert "float" not in made.text


def test_alerts_that_share_too_little_are_no_family() -> None:
    rule = "{{alert: {0}, expr: {1} == 0, labels: {{severity: info}}, annotations: {{summary: {2}}}}}"
    words = [
        ("CartDown", "cart_up", "Nobody buys"),
        ("MailDown", "smtp", "No letters"),
        ("DnsDown", "dns", "Lost"),
    ]
    assert "def " not in of(rules(*[rule.format(*one) for one in words])).text


def slow(name: str) -> str:
    seconds = f'rate(request_seconds_sum{{job="{name}"}}[5m])'
    return (
        f"{{alert: {name.capitalize()}Slow, expr: 'max by (instance) ({seconds}) > "
        "avg by (instance) (usual) + 2', labels: {severity: info}}"
    )


def test_the_same_query_laid_out_in_two_ways_by_its_length_is_one() -> None:
    made = of(rules(slow("a"), slow("accounts_and_users"), slow("b")))
    assert "def job_slow(job: str)" in made.text


def test_a_comment_about_one_of_them_stands_beside_its_call() -> None:
    text = "groups:\n  - name: a\n    rules:\n"
    for one in ("cart", "orders", "search"):
        text += f"      # {one} comes first\n      - {down(one, one.capitalize())}  # {one} comes last\n"
    made = of(text)
    call = '        # orders comes first\n        job_down("orders"),  # orders comes last\n'
    assert call in made.text


def test_a_parameter_hides_no_name_that_the_function_reads() -> None:
    rule = (
        "{{alert: {1}Down, expr: 'up{{shop=\"{0}\"}} == 0', "
        "labels: {{severity: info, team: shop, shop: {0}}}, "
        "annotations: {{summary: 'The shop {0} is closed'}}}}"
    )
    made = of(rules(*[rule.format(one, one.capitalize()) for one in ("east", "west", "north")]))
    assert "def shop_down(shop_: str) -> Alert:" in made.text
    assert "        team=shop,\n" in made.text


def test_a_parameter_is_no_keyword_no_builtin_and_in_small_letters() -> None:
    rule = "{{alert: {1}Down, expr: 'up{{%s=\"{0}\"}} == 0', labels: {{severity: info}}}}"
    for label, name in (("class", "class_"), ("id", "id_"), ("podName", "pod_name")):
        form = rule % label
        made = of(rules(*[form.format(one, one.capitalize()) for one in ("east", "west", "north")]))
        assert f"({name}: str) -> Alert:" in made.text
