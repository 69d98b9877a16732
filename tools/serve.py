"""Serves this checkout's notebooks with JupyterLab, on loopback, until it is told to stop.

When the server of this checkout already runs, its address is shown (and opened) again.
"""

import argparse
import html
import json
import os
import secrets
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
import webbrowser

from checkout import (HOME, KERNELSPEC, LOGS, OWN_KERNELSPEC, START_HERE, STATE,
                      jupyter_environment, replace_text)
from root_notice import say_once
from trouble import told

DEFAULT_PORT = 8888


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--no-open", action="store_true")
    options.add_argument("--port", type=int)
    page = options.add_mutually_exclusive_group()
    page.add_argument("--lab", action="store_true")
    page.add_argument("--notebook", action="store_true")
    asked = options.parse_args()
    os.environ.update(jupyter_environment())
    say_once(STATE / "root-was-told")
    page = f"notebooks/{START_HERE}" if asked.notebook else f"lab/tree/{START_HERE}"
    running = running_server(asked.port)
    if running:
        announce(f"{running}{page}?token={token()}", "runs already", not asked.no_open)
    else:
        serve(asked, page)


def running_server(port):
    """The address of this checkout's server, if one answers (on that port, if one is given)."""
    for file in (STATE / "jupyter" / "runtime").glob("jpserver-*.json"):
        try:
            server = json.loads(file.read_text())
            if port in (None, server["port"]) and answers(server):
                return server["url"]
        except (OSError, ValueError, KeyError):
            continue  # it ended meanwhile, or was cut short while writing
    return None


def answers(server):
    request = urllib.request.Request(
        server["url"] + "api/status", headers={"Authorization": f"token {server['token']}"})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=3) as reply:
        return reply.status == 200


def token():
    """This checkout's token: the same after a restart, so that an open page goes on working."""
    path = STATE / "token"
    if not path.exists():
        replace_text(path, secrets.token_hex(24), mode=0o600)
    return path.read_text()


def serve(asked, page):
    started = time.monotonic()
    shown = os.dup(1)
    log = os.open(LOGS / "server.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdout = sys.stderr = open(log, "w", buffering=1)
    os.chdir(HOME)
    try:
        start(asked, page, started, shown)
    except OSError:
        sys.stderr = open(shown, "w")  # not into the log alone
        raise


def start(asked, page, started, shown):
    try:
        server = application(asked).initialize_server(arguments(asked, page))
    except SystemExit:
        with open(shown, "w") as terminal:
            terminal.write(f"cellblock: {refusal(asked.port)}; log: .cellblock/log/server.log\n")
        sys.exit(1)
    sys.stdout = open(shown, "w", closefd=False)
    seconds = f"answers after {time.monotonic() - started:.1f} s"
    address = f"http://127.0.0.1:{server.port}/{page}?token={server.token}"
    if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # a closed terminal; else nohup's
        signal.signal(signal.SIGHUP, signal.getsignal(signal.SIGTERM))
    server.io_loop.add_callback(announce, address, seconds, not asked.no_open, "Ctrl+C stops it")
    server.start()


def application(asked):
    if asked.notebook:
        from notebook.app import JupyterNotebookApp
        return JupyterNotebookApp
    from jupyterlab.labapp import LabApp
    return LabApp


def arguments(asked, page):
    return [
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={asked.port or DEFAULT_PORT}",
        f"--ServerApp.port_retries={0 if asked.port else 50}",
        f"--ServerApp.root_dir={HOME}",
        f"--ServerApp.default_url=/{page}",
        "--ServerApp.open_browser=False",
        "--ServerApp.answer_yes=True",
        "--ServerApp.allow_root=True",
        f"--IdentityProvider.token={token()}",
        "--MultiKernelManager.default_kernel_name=cellblock",
        *(f"--KernelSpecManager.allowed_kernelspecs={each.name}"
          for each in (KERNELSPEC, OWN_KERNELSPEC)),
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]


def refusal(port):
    if not port:
        return "the server refused to start"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return f"port {port} can't be served: {error.strerror}; --port N names another"
    return f"port {port} can't be served"


def announce(address, state, browse, *more):
    how_to_stop = "; ".join(more) or "its own terminal stops it"
    print(f"\n  JupyterLab {state}; {how_to_stop}:\n  {address}\n", flush=True)
    if browse and not webbrowser.open(page_that_leads_to(address)):
        print("  No browser was found here: open that address in yours.", flush=True)


def page_that_leads_to(address):
    """The address of a file for the browser: a command line with a token all users could read."""
    page = STATE / "jupyter" / "runtime" / "cellblock-open.html"
    there = html.escape(address)
    replace_text(page, f'<!doctype html><meta charset="utf-8"><title>Cellblock</title>'
                       f'<meta http-equiv="refresh" content="0; url={there}">'
                       f'<a href="{there}">Cellblock</a>\n', mode=0o600)
    return page.as_uri()


if __name__ == "__main__":
    with told():
        main()
