"""Turns what sys.settrace reports into rows.

CPython reports one event for each line of a statement, for each pass of a comprehension, for `try:` and for leaving
`with`. A row is what a person would write down: the statement once, at its first line.
"""

import dis
import gc
import io
import sys

from .limits import TRACE_STEPS
from .rows import Activation, Globals, Row, assigned, merged
from .seen import begin_digests
from .source import FILE
from .stop import let_go, stop
from .values import bounded, exception_line

_PRINTED = 1_000
# How the end of a `with` begins; its beginning looks up a name.
_LEAVING = ("LOAD_CONST", "PUSH_EXC_INFO", "SWAP", "COPY", "NOP")
_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200


class _Printer(io.TextIOBase):
    """Gives what is printed to the row that prints it."""

    def __init__(self, printed):
        self.printed = printed

    def write(self, text):
        self.printed(sys._getframe(1), text)
        return len(text)


class Tracer:
    """Collects the rows of what the sheet executes while it is entered. `whole`: nothing was cut off."""

    def __init__(self, source, names, told):
        """`told` is called with the number of a row and the row, when it begins and when it has ended."""
        begin_digests()
        self.told = told
        self.source, self.globals = source, Globals(names)
        self.rows, self.whole = [], True
        self._active = {}
        self._steps = 0

    def __enter__(self):
        self._streams = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = _Printer(self._printed)
        sys.settrace(self._call)

    def __exit__(self, *_error):
        self.whole = self.whole and sys.gettrace() is not None
        sys.settrace(None)
        sys.stdout, sys.stderr = self._streams
        let_go()

    def _call(self, frame, _event, _arg):
        """A frame begins or goes on."""
        code = frame.f_code
        if code.co_filename != FILE:
            return None
        activation = self._active.get(frame)
        below = self._below(frame)
        if activation is None:
            activation = self._active[frame] = Activation(frame, 0 if below is None else below.outermost.depth + 1)
            if code is self.source.code:
                activation.seen = self.globals.seen
            else:
                activation.bind(frame)
        activation.host = self._host(code, below)
        activation.row = None
        return self._event

    def _below(self, frame):
        """The nearest activation that this frame was called from."""
        frame = frame.f_back
        while frame is not None and frame not in self._active:
            frame = frame.f_back
        return self._active.get(frame)

    def _host(self, code, below):
        """The activation whose statement makes and runs this code in one go, if any."""
        if below is None or self.source.scope(code) is not None:
            return None
        outer = below.outermost
        here = outer.row and outer.row.statement
        inside = here is not None and here.start[0] <= code.co_firstlineno <= here.end[0]
        return below if inside and self.source.is_inside(code, outer.code) else None

    def _event(self, frame, event, arg):
        activation = self._active[frame]
        if event == "line":
            self._line(frame, activation)
        elif event == "exception":
            self._exception(frame, activation, arg)
        elif event == "return":
            self._return(frame, activation, arg)
        return self._event

    def _line(self, frame, activation):
        self._steps += 1
        if self._steps > TRACE_STEPS:
            self.whole = False
            stop()
        if activation.host is not None:
            return
        statement = self.source.statement(frame.f_code, frame.f_lasti, frame.f_lineno)
        if self.source.scope(frame.f_code) is None:
            if activation.row is None:
                self._begin(frame, activation, self.source.line(frame.f_lineno), None)
        elif statement is not None and not self._goes_on(frame, activation, statement):
            self._next(frame, activation, statement)

    def _next(self, frame, activation, statement):
        self._decide(activation, statement)
        if activation.row is not None and activation.row.statement is not None:
            if activation.row.statement.runs_with(statement):
                return
        self._end(frame, activation)
        if self._goes_on(frame, activation, statement):
            return
        earlier, activation.row = activation.row, None
        if not statement.is_try:
            self._begin(frame, activation, statement.line, statement, earlier)

    def _goes_on(self, frame, activation, statement):
        """Whether this is one more line, or one more pass of a comprehension, of the current statement."""
        row = activation.row
        if row is None or row.statement is not statement or row.branch:
            return False
        return frame.f_lasti > activation.starts[statement]

    def _begin(self, frame, activation, line, statement, earlier=None):
        leaving = statement is not None and statement.is_with and _operation(frame) in _LEAVING
        row = Row(line, activation, statement)
        row.changes = activation.arguments()
        activation.before, activation.row = (earlier if leaving else None), row
        if not leaving:
            activation.starts[statement] = frame.f_lasti
        if statement is not None and statement.is_bare_raise and sys.exception() is not None:
            row.raised = exception_line(sys.exception())
        row.leaving = leaving
        self.rows.append(row)
        self.told(len(self.rows) - 1, row)

    def _end(self, frame, activation, is_over=True):
        """Notes what the current row has changed. Leaving `with` is not a row if nothing happened."""
        row = activation.row
        if not activation.starts:
            return
        changes = self._changes(frame, activation, row, is_over)
        if row is None and changes:
            row = self._resumed(activation)
        if row is None:
            return
        row.changes = merged(row.changes, changes)
        if self.rows[-1] is row:
            self.told(len(self.rows) - 1, row)
        if activation.before is not None and not row.says_something and self.rows[-1] is row:
            self.rows.pop()
            activation.row = activation.before
        activation.before = None

    def _changes(self, frame, activation, row, is_over):
        if frame.f_code is self.source.code:
            changes = activation.look(frame)
        else:
            changes = activation.look(frame) + self.globals.look(frame.f_code.co_names)
        if is_over:
            targets = row.targets if row is not None else activation.waiting.targets if activation.waiting else []
            changes += assigned(targets, frame.f_locals, frame.f_globals, changes)
            activation.waiting = None
        only_names = row is not None and row.statement is not None and row.statement.only_names
        return [] if only_names else changes

    def _resumed(self, activation):
        """A row for the rest of a statement that was left at a yield or an await."""
        last = self._last(activation)
        if last is not None:
            activation.row = Row(last.line, activation, last.statement)
            self.rows.append(activation.row)
        return activation.row

    def _last(self, activation):
        return next((row for row in reversed(self.rows) if row.call is activation), None)

    def _decide(self, activation, following):
        """Tells whether the condition of the current row held, from the statement that follows it."""
        row = activation.row
        if row is None or row.settled or row.statement is None or not row.statement.decides:
            return
        row.branch = following is not None and row.statement.holds(following)
        row.settled = True

    def _exception(self, frame, activation, arg):
        _kind, error, trace = arg
        ended = isinstance(error, (StopIteration, StopAsyncIteration)) and not _raises(frame)
        if ended or isinstance(error, GeneratorExit):
            return
        outer = activation.outermost
        row = outer.row or self._resumed(outer)
        if row is not None:
            row.settled = True
            row.failed = row.failed or activation.host is None
            if error is not None and not _from_below(trace):
                row.raised = exception_line(error)

    def _return(self, frame, activation, arg):
        if activation.host is not None:
            return
        code = frame.f_code
        operation = _operation(frame)
        if operation == "RETURN_VALUE":
            self._returns_at(frame, activation, self.source.statement(code, frame.f_lasti, frame.f_lineno))
        elif operation != "YIELD_VALUE":
            self._decide(activation, None)
        yields = operation == "YIELD_VALUE"
        if yields and activation.row is not None:
            activation.waiting = activation.row.statement
        self._end(frame, activation, not yields)
        text = self._given_back(frame, activation, operation, arg)
        if text is not None:
            row = self._returning(activation) or self._resumed(activation)
            if row is not None:
                row.returned = text
        activation.row = None
        if not yields:
            del self._active[frame]

    def _returns_at(self, frame, activation, statement):
        """CPython reports no line for a `return` that some loops end in: it is a row all the same."""
        under_way = self._returning(activation)
        if statement is not None and statement.is_return and under_way and under_way.statement is not statement:
            if not under_way.statement.runs_with(statement):
                return self._next(frame, activation, statement)
        self._decide(activation, statement)

    def _returning(self, activation):
        """The current row, or that of the `return` that a `finally` or the end of a `with` has held up."""
        for row in reversed(self.rows if activation.row else []):
            if row.call is activation:
                statement = row.statement
                if statement is None or statement.leaves_final:
                    break
                if statement.is_return:
                    return row
                if not statement.is_final and not statement.is_with:
                    break
        return activation.row

    def _given_back(self, frame, activation, operation, arg):
        """The text of what a function returns or a generator yields; None where there is nothing to tell."""
        flags, row = frame.f_code.co_flags, activation.row or self._last(activation)
        if operation == "YIELD_VALUE":
            if flags & _ASYNC_GENERATOR and type(arg).__name__ == "async_generator_wrapped_value":
                return bounded(gc.get_referents(arg)[0])
            return bounded(arg) if flags & _GENERATOR else None
        is_function = flags & 2 and not flags & (_GENERATOR | _COROUTINE | _ASYNC_GENERATOR)
        explicit = row is not None and row.statement is not None and row.statement.is_return
        if operation == "RETURN_VALUE" and (explicit or is_function):
            return bounded(arg)
        return None

    def _printed(self, frame, text):
        while frame is not None and frame not in self._active:
            frame = frame.f_back
        activation = self._active.get(frame)
        row = activation.outermost.row or self._resumed(activation.outermost) if activation else None
        row = row or (self.rows[-1] if self.rows else None)
        if row is not None:
            row.printed = (row.printed + text)[:_PRINTED]


def _operation(frame):
    return dis.opname[frame.f_code.co_code[frame.f_lasti]]


def _raises(frame):
    """Whether the code asked for the next value itself: loops and `await` meet the end of an iterator silently."""
    return _operation(frame).startswith(("CALL", "RAISE"))


def _from_below(trace):
    """Whether an exception has passed through a frame of the sheet below this one, which tells it already."""
    trace = trace.tb_next if trace else None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE:
            return True
        trace = trace.tb_next
    return False
