"""A route is never reached: an earlier one takes every alert that it is for.

What will happen: an alert goes to the first of the routes side by side whose matchers hold, and the others
are not asked, unless that one says `continue: true`. So whoever this route is for hears of nothing.

How to mend it: put the narrower route first; or let the earlier one say `continue: true`, and both are told.
Whether the matchers of one follow from those of another is judged where it is certain: equal matchers, values
that are written out (`severity=~"critical|warning"`), and what they exclude.

Wrong:

    route:
      receiver: all
      routes:
        - receiver: pager
          matchers: [severity="critical"]
        - receiver: database
          matchers: [severity="critical", service="mysql"]
    receivers: [{name: all}, {name: pager}, {name: database}]

Right:

    route:
      receiver: all
      routes:
        - receiver: database
          matchers: [severity="critical", service="mysql"]
        - receiver: pager
          matchers: [severity="critical"]
    receivers: [{name: all}, {name: pager}, {name: database}]
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.shadows import shadowed, words_of, written_nodes
from alertflow.checks.subject import Subject

ID = "alertmanager/shadowed-route"


def check(subject: Subject) -> Iterator[Finding]:
    """The routes behind one that takes all of theirs; no error where that tells the same receiver."""
    for path, config in subject.of(Config):
        behind = shadowed(config)
        for nodes in written_nodes(config, subject) if behind else ():
            if not all(node.path in behind for node in nodes):
                continue
            node, taker = nodes[0], behind[nodes[0].path]
            yield Finding(
                ID,
                Severity.WARNING if node.receiver == taker.receiver else Severity.ERROR,
                node.route.place("matchers"),
                f"{words_of(node)} in {path} is never reached: {words_of(taker)} before it takes every such "
                "alert.",
                f"'{node.receiver}' hears of none of them by this route.",
                "Put it first, or let the earlier route say continue: true, so that both are told.",
            )
