"""Connections carried over one line, both ends in this process."""

import os
import socket
import threading

import pytest

from line import TERMINAL, WINDOW, Hangup, Line

pytestmark = pytest.mark.quick


@pytest.fixture
def near():
    """A port that is answered beyond the line by a server of the test's."""
    ours, theirs = socket.socketpair()
    servers = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    for server in servers:
        server.settimeout(20)
    host, beyond = ends(ours, theirs, *servers)
    threads = [threading.Thread(target=turn, args=[each]) for each in (host, beyond)]
    for thread in threads:
        thread.start()
    yield servers
    ours.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join(20)
    for each in (ours, theirs, *servers):
        each.close()


def ends(ours, theirs, front, back):
    for each in (ours, theirs):
        each.setblocking(False)
    host = Line(ours.fileno(), credit=TERMINAL)
    beyond = Line(theirs.fileno(),
                  connect=lambda port: socket.create_connection(("127.0.0.1", port)))
    port = back.getsockname()[1]
    host.watch(front, True, False, lambda _: host.accept(front, port))
    return host, beyond


def turn(line):
    try:
        while True:
            line.turn(1)
    except Hangup:
        line.flush()


def pair(servers):
    front, back = servers
    client = socket.create_connection(front.getsockname())
    server, _ = back.accept()
    for each in (client, server):
        each.settimeout(20)
    return client, server


def read(connection, count):
    data = bytearray()
    while len(data) < count:
        data += connection.recv(count - len(data)) or b"the end" * count
    return bytes(data)


def test_every_byte_arrives_in_both_directions(near):
    client, server = pair(near)
    sent = os.urandom(3 * WINDOW)
    for here, there in ((client, server), (server, client)):
        writer = threading.Thread(target=here.sendall, args=[sent])
        writer.start()
        assert read(there, len(sent)) == sent
        writer.join(20)


def test_a_connection_that_nobody_reads_holds_up_no_other(near):
    stalled, floods = pair(near)
    floods.setblocking(False)
    with pytest.raises(BlockingIOError):
        for _ in range(100):
            floods.send(bytes(WINDOW))
            threading.Event().wait(0.05)
    client, server = pair(near)
    server.sendall(b"answer")
    assert read(client, 6) == b"answer"
    stalled.close()


def test_an_end_is_passed_on_after_what_came_before(near):
    client, server = pair(near)
    server.sendall(b"last words")
    server.close()
    assert read(client, 10) == b"last words"
    assert client.recv(1) == b""


def test_connections_that_end_on_both_sides_at_once_are_forgotten(near):
    for _ in range(300):
        client, server = pair(near)
        client.sendall(b"question")
        server.sendall(b"answer")
        client.close()
        server.close()
    client, server = pair(near)
    server.sendall(b"answer")
    assert read(client, 6) == b"answer"


def test_a_port_that_nobody_listens_on_beyond_ends_the_connection(near):
    near[1].close()
    client = socket.create_connection(near[0].getsockname())
    client.settimeout(20)
    assert client.recv(1) == b""
