"""How fast and how large alertflow is, beside the peers that a person might use instead.

`python -m tests.bench` measures whole processes, each beside its peers in the same run, and prints ratios:
figures of one machine mean nothing on another. Nothing here fails because something was slow.
docs/performance.md has the figures reached.
"""
