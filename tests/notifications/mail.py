"""A mail server on loopback, which takes only mails that are right."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any


@dataclass
class Mailbox:
    """The mails that came to `smarthost`, and why any was refused."""

    smarthost: str
    mails: list[EmailMessage] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def deliver(self, raw: bytes) -> str:
        """What the server says to a mail."""
        mail = message_from_bytes(raw, policy=SMTP)
        assert isinstance(mail, EmailMessage)
        if problems := list(_problems(mail)):
            self.refused += problems
            return "554 no"
        self.mails.append(mail)
        return "250 taken"


def text(mail: EmailMessage, kind: str) -> str:
    """A mail's text, `plain` or `html`."""
    part: Any = mail.get_body((kind,))
    found: str = part.get_content()
    return found.replace("\r\n", "\n")


class Page(HTMLParser):
    """The tags of a page, where its links lead, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: dict[str, str] = {}
        self.text = ""
        self._address = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._address = dict(attributes).get("href") or ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.tags and self.tags[-1] == "a" and data.strip():
            self.links.setdefault(data.strip(), self._address)


def _problems(mail: EmailMessage) -> Iterator[str]:
    for header in ("Subject", "From", "To", "Date", "Message-Id", "MIME-Version"):
        if len(mail.get_all(header, [])) != 1:
            yield f"{header}: {mail.get_all(header)}"
    if mail.defects or any(part.defects for part in mail.walk()):
        yield f"{mail.defects}"
    if "\n" in mail["Subject"] or not mail["Subject"].strip():
        yield f"the subject {mail['Subject']!r}"
    if mail.get_content_type() != "multipart/alternative":
        yield mail.get_content_type()
        return
    page = Page(text(mail, "html"))
    if not set(page.tags) <= {"h3", "p", "br", "a"}:
        yield f"tags: {page.tags}"
    if not all(address.startswith(("http://", "https://")) for address in page.links.values()):
        yield f"links: {page.links}"
    if not text(mail, "plain").strip():
        yield "no text"


@contextmanager
def receiving() -> Iterator[Mailbox]:
    """The server, for as long as the block lasts. It speaks what of SMTP Alertmanager does (RFC 5321)."""

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 mail.example.org")
            while line := self.rfile.readline().decode().strip():
                match line.split()[0].upper():
                    case "EHLO" | "HELO" | "MAIL" | "RCPT":
                        self._say("250 mail.example.org")
                    case "DATA":
                        self._say("354 go on")
                        self._say(mailbox.deliver(self._data()))
                    case "QUIT":
                        self._say("221 bye")
                        return
                    case other:
                        self._say(f"502 what is {other}?")

        def _data(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b"."))
            return b"".join(lines)

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    class Server(ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        mailbox = Mailbox(f"127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield mailbox
        server.shutdown()
