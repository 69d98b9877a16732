"""Carries TCP connections over one line of bytes, in frames: kind, connection, length, bytes.

Both ends of the line use this: the one on the host accepts connections, the one in the micro VM
makes them. What goes through is not looked at. Of each connection WINDOW bytes are under way at
most, so that one that nobody reads holds up no other.
"""

import os
import selectors
import struct
from contextlib import suppress

HEADER = struct.Struct("!BII")
READY, OPEN, DATA, TAKEN, END = range(5)
PORT = TAKEN_BYTES = struct.Struct("!I")
WINDOW = 1 << 18
FRAME = 1 << 14  # a short message waits for no long one
FULL = 1 << 16
FLUSH_SECONDS = 1
# User-mode Linux's terminal takes 4 KB before it is full, and once full it may never go on.
TERMINAL = 3 << 10
TOLD_OF = 1 << 10


class Hangup(Exception):
    """Nobody is at the other end of the line any more."""


class Line:
    """One end of the line: an open descriptor for both directions, which doesn't block.

    With `credit`, so many bytes are under way at most; the other end tells what it has taken.
    """

    def __init__(self, descriptor, credit=None, on_ready=None, connect=None):
        self.descriptor, self.credit, self.untold = descriptor, credit, 0
        self.on_ready, self.connect = on_ready, connect
        self.selector = selectors.DefaultSelector()
        self.selector.register(descriptor, selectors.EVENT_READ, self._line)
        self.arrived, self.leaving = bytearray(), bytearray()
        self.connections = {}
        self.last = 0

    def add(self, socket, number=None):
        """Carries what a socket reads and writes from now on."""
        if number is None:
            self.last = number = self.last + 1
        socket.setblocking(False)
        self.connections[number] = Connection(self, number, socket)

    def accept(self, server, port):
        """Carries a connection to a listening socket, and has it made to a port beyond."""
        socket, _ = server.accept()
        self.send(OPEN, self.last + 1, PORT.pack(port))
        self.add(socket)

    def send(self, kind, number=0, content=b""):
        self.leaving += HEADER.pack(kind, number, len(content)) + content

    def turn(self, seconds=None):
        """Waits for something to happen, that long at most, and does what is to be done."""
        self._write()
        for connection in list(self.connections.values()):
            connection.watch()
        self.watch(self.descriptor, True, self.leaving and self.credit != 0, self._line)
        for key, events in self.selector.select(seconds):
            key.data(events)
        self._write()

    def is_idle(self):
        """Whether nothing is under way: every connection has ended, and all has been written."""
        return not self.leaving and not self.connections

    def flush(self):
        """Writes what has come from beyond, where somebody takes it, and ends all connections."""
        for connection in self.connections.values():
            connection.flush()
        self.connections.clear()

    def watch(self, file, wants_read, wants_write, handle):
        """Has a handle called when a file can be read or written, or no longer."""
        events = ((selectors.EVENT_READ if wants_read else 0)
                  | (selectors.EVENT_WRITE if wants_write else 0))
        known = self.selector.get_map().get(file)
        if known is None and events:
            self.selector.register(file, events, handle)
        elif known is not None and not events:
            self.selector.unregister(file)
        elif known is not None and known.events != events:
            self.selector.modify(file, events, handle)

    def _line(self, events):
        if events & selectors.EVENT_READ:
            try:
                read = os.read(self.descriptor, FULL)
            except BlockingIOError:
                return
            except OSError as error:  # of a terminal that was hung up
                raise Hangup from error
            if not read:
                raise Hangup
            self.arrived += read
            self._tell(len(read))
            self._frames()

    def _tell(self, taken):
        self.untold += taken
        if self.connect and self.untold >= TOLD_OF:
            self.send(TAKEN, 0, TAKEN_BYTES.pack(self.untold))
            self.untold = 0

    def _frames(self):
        while len(self.arrived) >= HEADER.size:
            kind, number, length = HEADER.unpack_from(self.arrived)
            end = HEADER.size + length
            if len(self.arrived) < end:
                return
            content = bytes(self.arrived[HEADER.size:end])
            del self.arrived[:end]
            self._frame(kind, number, content)

    def _frame(self, kind, number, content):
        if kind == READY:
            self.on_ready()
        elif kind == OPEN:
            self._open(number, PORT.unpack(content)[0])
        elif number == 0:
            self.credit += TAKEN_BYTES.unpack(content)[0]
        elif number in self.connections:  # else it has ended here meanwhile
            self.connections[number].frame(kind, content)

    def _open(self, number, port):
        try:
            self.add(self.connect(port), number)
        except OSError:  # nobody listens any more: so is whoever asked told
            self.send(END, number)

    def _write(self):
        while self.leaving and self.credit != 0:
            try:
                written = os.write(self.descriptor, self.leaving[:self.credit or FULL])
                del self.leaving[:written]
                self.credit = self.credit and self.credit - written
            except BlockingIOError:
                return
            except OSError as error:
                raise Hangup from error


class Connection:
    """One TCP connection's end here."""

    def __init__(self, line, number, socket):
        self.line, self.number, self.socket = line, number, socket
        self.credit = WINDOW
        self.leaving = bytearray()
        self.is_open = True  # a frame may end it while what else happened is still told
        self.has_ended = False  # beyond; what has come from there is still written

    def watch(self):
        may_read = not self.has_ended and self.credit and len(self.line.leaving) < FULL
        self.line.watch(self.socket, may_read, self.leaving, self.happened)

    def happened(self, events):
        try:
            if events & selectors.EVENT_WRITE and self.is_open:
                self._write()
            if events & selectors.EVENT_READ and self.is_open:
                self._read()
        except BlockingIOError:
            return
        except OSError:  # reset
            self.end()

    def frame(self, kind, content):
        if kind == DATA:
            self.leaving += content
            self.happened(selectors.EVENT_WRITE)
        elif kind == TAKEN:
            self.credit += TAKEN_BYTES.unpack(content)[0]
        elif kind == END:
            self.has_ended = True
            self._end_if_written()

    def end(self):
        if not self.has_ended:
            self.line.send(END, self.number)
        self.line.watch(self.socket, False, False, None)
        self.is_open = False
        self.socket.close()
        self.line.connections.pop(self.number, None)

    def flush(self):
        with suppress(OSError), self.socket:
            self.socket.settimeout(FLUSH_SECONDS)
            self.socket.sendall(self.leaving)

    def _read(self):
        read = self.socket.recv(min(FRAME, self.credit))
        if not read:
            self.end()
            return
        self.credit -= len(read)
        self.line.send(DATA, self.number, read)

    def _write(self):
        taken = self.socket.send(self.leaving)
        del self.leaving[:taken]
        if not self.has_ended:
            self.line.send(TAKEN, self.number, TAKEN_BYTES.pack(taken))
        self._end_if_written()

    def _end_if_written(self):
        if self.has_ended and not self.leaving:
            self.end()
