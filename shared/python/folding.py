"""Shortens a trace to what is shown: the middle of long loops is left out, and what is too long is cut."""

import json

from .limits import TRACE_ROWS, TRACE_TEXT

# Passes kept at the beginning and at the end of a loop, from the most generous to the tightest.
_KEPT = ((10, 5), (5, 3), (3, 2), (2, 1), (1, 1))


def shown(rows):
    """The rows as dicts, and whether the end of the trace was cut off."""
    for head, tail in _KEPT:
        folded = _fold(rows, head, tail)
        if _fits(folded):
            return folded, False
    while not _fits(folded):
        folded = folded[: min(TRACE_ROWS, len(folded) * 9 // 10)]
    return folded, True


def _fits(rows):
    return len(rows) <= TRACE_ROWS and len(json.dumps(rows)) <= TRACE_TEXT


def _fold(rows, head, tail):
    """Leaves out all passes of a loop but the first and the last ones, with a row in their place that counts them."""
    jumps = {}
    for heads in _loops(rows):
        extra = len(heads) - 1 - head - tail
        if extra > 1:
            first, last = heads[head], heads[head + extra]
            jumps[first] = max(jumps.get(first, (0, 0)), (last, extra))
    result, n = [], 0
    while n < len(rows):
        if n in jumps:
            next_one, extra = jumps[n]
            result.append({**_place(rows[n]), "folded": extra})
            n = next_one
        else:
            result.append(rows[n].as_dict())
            n += 1
    return result


def _place(row):
    return {"line": row.line, "frame": row.frame, "depth": row.depth, "changes": []}


def _loops(rows):
    """For each time that a loop is executed, the indexes of its header's rows."""
    open_loops, done = {}, []
    for n, row in enumerate(rows):
        loops = open_loops.setdefault(row.call, [])
        while loops and not (loops[-1][0] is row.statement or row.statement and loops[-1][0].holds(row.statement)):
            done.append(loops.pop()[1])
        if row.statement is not None and row.statement.is_loop:
            if not loops or loops[-1][0] is not row.statement:
                loops.append((row.statement, []))
            loops[-1][1].append(n)
    return done + [heads for loops in open_loops.values() for _statement, heads in loops]
