"""Read the book and do its exercises on the page: python -m bookbuild.read HTML [--no-browser]

HTML is the folder of the built book. A Jupyter server on this computer serves it at /read/, gives
its pages Python, and JupyterLab on work/ beside it. It listens on 127.0.0.1 alone:

* The address that is opened holds a key behind its #, where no server and no log sees it. A page
  exchanges it, once, for a cookie, and takes it out of the address.
* Whatever else may ask is refused before any handler is reached: another host's name, another
  site's page, a page from disk, a page in a frame of another page (`is_ours`).
* A user's own Jupyter settings hold for JupyterLab, but not where they would open a door (FORCED).
"""

import argparse
import functools
import hmac
import os
import secrets
import socket
import sys
import threading
import webbrowser
from pathlib import Path

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from tornado import web
from traitlets.config import Config

from bookbuild import lab_copies, on_page
from bookbuild.lab import WORK, environment
from bookbuild.paths import BOOK

HOST = "127.0.0.1"
PORT = 8868  # always the same, for a browser keeps answers by address and port
FIRST = "/read/book/index.html"
# What nobody has to be let in for.
COMMON = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
OPEN = """
The book is open at

    {}

until you press Ctrl-C here. That address is good for one time."""
TAKEN = """\
Somebody listens on port {0}: is `make read` running already? Another port is chosen by --port; your
browser keeps the answers of each port by themselves."""
OUTSIDE = """<!doctype html><html lang="en"><meta charset="utf-8">
<title>Neural networks from scratch</title>
<meta name="viewport" content="width=device-width">
<p id="said">This book is open only to the window that <code>make read</code> has opened. Take the
address that it printed; each is good for one time.</p>
<script src="/read/_static/on_page/enter.js"></script></html>
"""


def forced(html, port, work):
    """The settings that no file of settings changes."""
    cookies = {"samesite": "Strict", "expires_days": None}
    return Config(
        ServerApp={
            "ip": HOST,
            "port": port,
            "port_retries": 0,
            "base_url": "/",
            "default_url": FIRST,
            "root_dir": str(work),
            "sock": "",
            "certfile": "",
            "keyfile": "",
            "allow_origin": "",
            "allow_origin_pat": "",
            "allow_credentials": False,
            "allow_remote_access": False,
            "allow_root": True,  # it listens to nobody else in any case
            "allow_unauthenticated_access": False,
            "disable_check_xsrf": False,
            "identity_provider_class": OneKey,
            "cookie_secret": secrets.token_bytes(32),
            "open_browser": False,
            "log_level": "WARN",
            "tornado_settings": {
                "headers": COMMON,
                "xsrf_cookie_kwargs": {"path": "/", "samesite": "Strict"},
                "book": html,
            },
        },
        # Nobody is told this one, and none is accepted: there is the key.
        IdentityProvider={"token": secrets.token_hex(32), "cookie_options": cookies},
    )


class OneKey(IdentityProvider):
    """Lets in who has the cookie, and gives it, once, to who has the key."""

    def __init__(self, **options):
        super().__init__(**options)
        self.key = secrets.token_urlsafe(32)
        self.login_handler_class = Door

    def get_user_token(self, handler):
        """Nobody, for a token would stand in an address or in a program's arguments."""
        return None

    def opens(self, key):
        """True for the key, and only once."""
        right = bool(self.key) and hmac.compare_digest(key.encode(), self.key.encode())
        if right:
            self.key = ""
        return right


class Door(JupyterHandler):
    """The page that exchanges the key for the cookie: /login, to which Jupyter sends strangers."""

    @property
    def content_security_policy(self):
        """Its one script, and nothing else."""
        return on_page.policy("")

    @allow_unauthenticated
    def get(self):
        """Give the page, and with it the cookie against forged requests."""
        _ = self.xsrf_token
        self.set_header("Cache-Control", "no-store")
        self.finish(OUTSIDE)

    @allow_unauthenticated
    def post(self):
        """Take the key."""
        if not self.identity_provider.opens(self.get_body_argument("key", "")):
            raise web.HTTPError(403)
        self.identity_provider.set_login_cookie(self, User("reader"))
        self.set_status(204)
        self.finish()


class Entry(web.StaticFileHandler):
    """The door's script, which is no secret."""

    @allow_unauthenticated
    async def get(self, *_, **__):
        """Give it to whom the wall lets through."""
        await super().get("enter.js")

    head = get

    def set_extra_headers(self, path):
        """The headers that every answer has."""
        for name, value in COMMON.items():
            self.set_header(name, value)


class Page(JupyterHandler, web.StaticFileHandler):
    """A file of the book, a chapter's page with the script for its exercises."""

    def initialize(self, path):
        """Serve that folder."""
        web.StaticFileHandler.initialize(self, path)

    @web.authenticated
    async def get(self, path):
        """Give a file; a page with a policy for its own scripts."""
        if not path.endswith(".html"):
            return await web.StaticFileHandler.get(self, path)
        self.path = self.parse_url_path(path)
        there = self.validate_absolute_path(self.root, self.get_absolute_path(self.root, self.path))
        text, policy = with_exercises(Path(there), path)
        self.set_header("Content-Security-Policy", policy)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        return self.finish(text)

    @web.authenticated
    async def head(self, path):
        """Give no file: nobody asks like this."""
        raise web.HTTPError(405)

    def set_extra_headers(self, path):
        """Ask again each time, for the book may be built anew."""
        self.set_header("Cache-Control", "no-cache")

    def compute_etag(self):
        """Of a file its own; of a page, which is made for the moment, none."""
        is_page = self.request.path.endswith(".html")
        return None if is_page else web.StaticFileHandler.compute_etag(self)


@functools.lru_cache(maxsize=64)
def _with_exercises(there, path, _):
    """A page's text, and the policy that its scripts need."""
    text = there.read_text(encoding="utf-8")
    if name := on_page.chapter_of(path):
        place = {"kind": "server", "notebook": f"/lab/tree/{name}.ipynb"}
        text = on_page.with_script(text, there, place)
    return text, on_page.policy(text)


def with_exercises(there, path):
    """A page as it is served, and the policy that its scripts need."""
    return _with_exercises(there, path, there.stat().st_mtime_ns)


class Refused(web.RequestHandler):
    """Nothing, for whoever is not let through the wall."""

    def prepare(self):
        """Say no, and no more."""
        self.set_status(403)
        self.finish()


def is_ours(request, port):
    """True for a request that a page of ours makes, or an address that a person opens.

    The browser says which page asks: it sends an Origin with all but plain requests, and
    Sec-Fetch-Site with each. Without either, a program asks, which has no cookie.
    """
    ours = f"{HOST}:{port}"
    origin = request.headers.get("Origin", f"http://{ours}")
    site = request.headers.get("Sec-Fetch-Site", "none")
    return (
        request.headers.get_list("Host") == [ours]
        and origin == f"http://{ours}"
        and site in {"none", "same-origin"}
    )


class Reading(ServerApp):
    """The server, with a wall in front of all of its handlers."""

    def __init__(self, html, port, work, **options):
        super().__init__(**options)
        self.forced = forced(html, port, work)

    def load_config_file(self, suppress_errors=True):
        """Read the settings of this computer, and then hold to our own."""
        super().load_config_file(suppress_errors=suppress_errors)
        given = self.config.ServerApp.get("tornado_settings", {})
        settings = {**given, **self.forced.ServerApp.tornado_settings}
        self.update_config(self.forced)
        self.config.ServerApp.tornado_settings = settings
        self.tornado_settings = settings

    def init_webapp(self):
        """Add the book, and put up the wall."""
        super().init_webapp()
        html = self.forced.ServerApp.tornado_settings["book"]
        self.web_app.add_handlers(
            ".*",
            [
                (r"/read/_static/on_page/enter\.js", Entry, {"path": str(html / on_page.FOLDER)}),
                (r"/read/(.*)", Page, {"path": str(html)}),
            ],
        )
        find, port = self.web_app.find_handler, self.forced.ServerApp.port

        def behind_the_wall(request, **options):
            if is_ours(request, port):
                return find(request, **options)
            return self.web_app.get_handler_delegate(request, Refused)

        self.web_app.find_handler = behind_the_wall

    def find_server_extensions(self):
        """JupyterLab, and what else is installed stays away."""
        self.jpserver_extensions = {"jupyterlab": True}

    def write_browser_open_files(self):
        """Write none: a page from disk could open such a file."""

    def server_info(self):
        """What other programs of this user may know: where it is, but no token."""
        return {**super().server_info(), "token": ""}

    @property
    def address(self):
        """The address to open, once."""
        return f"http://{HOST}:{self.port}{FIRST}#key={self.identity_provider.key}"


def is_taken(port):
    """True if somebody listens on that port."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def main():
    """Bring work/ up to date, and serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m bookbuild.read", description=__doc__)
    parser.add_argument("html", type=Path)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--work", type=Path, default=WORK)
    options = parser.parse_args()
    html, work = options.html.resolve(), options.work.resolve()
    if not (html / "book" / "index.html").exists():
        sys.exit(f"There is no book in {html}: run `make book` first.")
    if is_taken(options.port):
        sys.exit(TAKEN.format(options.port))
    print(*lab_copies.renew(BOOK, work), sep="\n", flush=True)
    os.environ.update(environment())
    os.chdir(work)
    server = Reading(html, options.port, work)
    server.initialize(argv=[])
    print(OPEN.format(server.address), flush=True)
    if not options.no_browser:
        threading.Timer(0.5, webbrowser.open, [server.address]).start()
    server.start()
    return 0


if __name__ == "__main__":
    sys.exit(main())
