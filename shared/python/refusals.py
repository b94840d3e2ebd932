"""What a Python in the browser cannot do, and a sentence about it for the person who tried."""

import contextlib
import errno
import pdb
import socket
import sys

_PROCESSES = ("processes", "fork", "posix_spawn", "popen")


def explained(error):
    """A sentence about an error that CPython on a desktop would not have raised; None for all others."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        why = _explained(error)
        if why:
            return why
        error = error.__cause__ or error.__context__
    return None


def _explained(error):
    text = ", ".join(arg for arg in BaseException.args.__get__(error) if isinstance(arg, str))
    if isinstance(error, RuntimeError) and "start new thread" in text:
        return "Threads do not start here: Python runs in the browser, in one thread. asyncio works."
    if isinstance(error, ModuleNotFoundError) and type(error.name) is str:
        return _missing(error.name.partition(".")[0])
    if isinstance(error, (OSError, AttributeError, NotImplementedError)) and any(word in text for word in _PROCESSES):
        return "Other processes do not start here: Python runs in the browser, which has none."
    if isinstance(error, OSError) and error.errno == errno.ENOSYS:
        return "Other processes do not start here, nor do other calls of a system: Python runs in the browser."
    if isinstance(error, OSError) and _passed(error, (__name__, "socket", "http.client", "urllib.request")):
        return "The network cannot be reached from here: code in a sheet runs behind walls."
    if isinstance(error, EOFError) and "reading a line" in text and _limits:
        return "input() gets no answers in " + _limits[-1] + ": only Run asks for them."
    return None


def _missing(name):
    if name in ("sheet", "checks", "harness"):
        return None
    if name in ("_multiprocessing", "_posixsubprocess", "multiprocessing"):
        return "Other processes do not start here: Python runs in the browser, which has none."
    if name in sys.stdlib_module_names:
        return f"{name} needs what a browser does not have, so this part of the standard library is missing here."
    return f"{name} cannot be imported here: a sheet has Python's standard library and no other packages."


def _passed(error, modules):
    """Whether the error came out of one of these modules, or out of a function of theirs that is written in C."""
    trace, names = error.__traceback__, []
    while trace is not None:
        names.append(trace.tb_frame.f_globals.get("__name__"))
        trace = trace.tb_next
    return any(name in modules for name in names) or type(error).__module__ == "socket"


def _unreachable(*_arguments):
    """Emscripten's own sockets seem to connect, and nothing ever comes."""
    raise OSError(errno.ENETUNREACH, "Network is unreachable")


socket.socket.connect = socket.socket.connect_ex = socket.socket.bind = _unreachable


# Where code runs now, if it is not a run: Check or Trace.
_limits = []


@contextlib.contextmanager
def only_in_run(where):
    """While it lasts, the debugger is refused in plain words: nobody could answer it, and it would end a trace."""

    def refuse(*_arguments, **_named):
        raise RuntimeError(f"breakpoint() works in Run only: {where} cannot stop and ask.")

    hook, set_trace, start = sys.breakpointhook, pdb.set_trace, pdb.Pdb.set_trace
    sys.breakpointhook = pdb.set_trace = pdb.Pdb.set_trace = refuse
    _limits.append(where)
    try:
        yield
    finally:
        _limits.pop()
        sys.breakpointhook, pdb.set_trace, pdb.Pdb.set_trace = hook, set_trace, start
