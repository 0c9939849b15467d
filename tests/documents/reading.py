"""Short ways to read a text, and to say what came out."""

from alertflow.documents import Read, Unreadable, read


def only(text: str, path: str = "f.yml", *, lenient: bool = False) -> Read:
    """The one document of `text`, of which everything can be read."""
    (one,), unreadable = read(text, path, lenient=lenient)
    assert not unreadable, unreadable
    return one


def refused(text: str, path: str = "f.yml", *, lenient: bool = False) -> Unreadable:
    """The one reason why nothing of `text` can be read."""
    reads, (one,) = read(text, path, lenient=lenient)
    assert not reads
    return one


def message(text: str, path: str = "f.yml", *, lenient: bool = False) -> str:
    """The one error of `text`, with its place."""
    (error,) = refused(text, path, lenient=lenient).errors
    return str(error)
