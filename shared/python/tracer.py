"""Traces a call of the sheet: each statement that it executes becomes a row."""

import contextlib
import io

from . import sheet
from .folding import shown
from .loop import own_loop
from .refusals import explained, only_in_run
from .source import FILE, Source
from .steps import Tracer
from .stop import Enough
from .texts import as_json
from .values import bounded, exception_line

MODULE = "<module>"
_CALL_FILE = "<call>"


def run_trace(code, call, tell=None):
    """Executes the code as the module `sheet`, then the call under trace; the call `<module>` traces the code itself.

    A call may also be a few statements, which have no rows of their own. `tell` is given each row as JSON (TraceStep),
    so that what was traced is known if Python ends. Returns JSON (TraceReport).
    """
    name = "__main__" if call.strip() == MODULE else "sheet"
    sheet.show_lines(FILE, code)
    sheet.show_lines(_CALL_FILE, call)
    with own_loop(), only_in_run("Trace"), sheet.known(sheet.module(name)) as subject, _silence():
        try:
            source = Source(code)
            action = _action(source, call, subject.__dict__)
        except BaseException as error:
            return _broken(error)
        tracer = Tracer(source, subject.__dict__, _telling(tell))
        with tracer:
            report = _outcome(action)
    rows, cut = shown(tracer.rows)
    return as_json({"rows": rows, "truncated": cut or not tracer.whole, **report})


def _broken(error):
    """A SyntaxError has a line of the sheet or of the call; all else ran, with the numbers of the compiled code."""
    if isinstance(error, SyntaxError):
        reason = sheet.broken(error, _CALL_FILE if error.filename == _CALL_FILE else FILE)
    else:
        reason = sheet.broken(error, FILE, Source.line)
    return as_json({"rows": [], "truncated": False, "broken": reason})


def _telling(tell):
    if tell is None:
        return lambda _n, _row: None
    return lambda n, row: tell(as_json({"row": n, "is": row.as_dict()}))


@contextlib.contextmanager
def _silence():
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def _action(source, call, names):
    """What is to be traced, ready to be called. Raises SyntaxError, and what the sheet raises."""
    if call.strip() == MODULE:
        return lambda: exec(source.code, names)
    exec(source.code, names)
    try:
        code = compile(call.strip(), _CALL_FILE, "eval")
    except SyntaxError:
        code = compile(call, _CALL_FILE, "exec")
        return lambda: exec(code, names)
    return lambda: {"value": bounded(eval(code, names))}


def _outcome(action):
    try:
        return action() or {}
    except Enough:
        return {}
    except BaseException as error:
        why = explained(error)
        return {"raised": exception_line(error) + (f" [{why}]" if why else "")}
