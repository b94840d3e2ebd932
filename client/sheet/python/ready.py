"""Readies Python for one task: the harness, what input() reads, and fresh randomness."""

import asyncio
import builtins
import functools
import io
import os
import random
import sys
from asyncio import events

from pyodide.ffi import run_sync

_DEBUGGER = sys.monitoring.DEBUGGER_ID
_NAMES = (0, "/dev/stdin", b"/dev/stdin")


class Keyboard(io.RawIOBase):
    """Standard input below its buffers: asks for a line at a time."""

    name, mode = "<stdin>", "rb"

    def __init__(self, next_line, is_asked):
        self._next_line, self._is_asked = next_line, is_asked
        self._left = b""
        self._loop = asyncio.get_event_loop()

    def readable(self):
        return True

    def fileno(self):
        return 0

    def isatty(self):
        return self._is_asked

    def readinto(self, buffer):
        if not self._left:
            given = self._next_line()
            line = self._wait(given.wait) if given.wait else given.line
            self._left = b"" if line is None else (line + "\n").encode("utf-8", "surrogatepass")
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def _wait(self, promise):
        """By Pyodide's own event loop, whichever the code runs."""
        running, tracer = events._get_running_loop(), sys.gettrace()
        watched = sys.monitoring.get_events(_DEBUGGER) if sys.monitoring.get_tool(_DEBUGGER) else None
        # A debugger would step through the waiting.
        sys.settrace(None)
        if watched is not None:
            sys.monitoring.set_events(_DEBUGGER, 0)
        events._set_running_loop(self._loop)
        try:
            return run_sync(promise)
        finally:
            events._set_running_loop(running)
            if watched is not None:
                sys.monitoring.set_events(_DEBUGGER, watched)
            sys.settrace(tracer)

    def close(self):
        """There is one, and code that opened it again does not end it."""


def _reading(keyboard, encoding=None, errors=None, newline=None):
    # Line by line: a buffer that is filled to its size would wait for lines that nobody asked for yet.
    made = io.TextIOWrapper(io.BufferedReader(keyboard), encoding or "utf-8", errors or "strict", newline)
    made.mode = "r"
    return made


def _open_standard_input(keyboard):
    """open(0), os.fdopen(0) and os.read(0, n) read what sys.stdin reads."""
    opens, reads = io.open, os.read

    @functools.wraps(opens)
    def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
        if isinstance(file, (int, str, bytes)) and file in _NAMES and file is not False and "r" in mode:
            if "b" not in mode:
                return _reading(keyboard, encoding, errors, newline)
            return keyboard if buffering == 0 else io.BufferedReader(keyboard)
        return opens(file, mode, buffering, encoding, errors, newline, closefd, opener)

    @functools.wraps(reads)
    def read(fd, length, /):
        if fd != 0:
            return reads(fd, length)
        buffer = bytearray(length)
        return bytes(buffer[: keyboard.readinto(buffer)])

    io.open = builtins.open = open
    os.read = read


def connect(next_line, is_asked):
    """Before the task: a snapshot has the same random state each time, and no line of output may wait for the end."""
    random.seed()
    keyboard = Keyboard(next_line, is_asked)
    sys.stdin = sys.__stdin__ = _reading(keyboard)
    _open_standard_input(keyboard)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors=stream.errors)


def flush():
    """After the task: the code may have closed or replaced either stream."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:
            pass
