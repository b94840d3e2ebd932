"""Reads pieces of a file, looks at its lines, and takes quantities until there are none."""

import io


def pieces(file, size):
    while piece := file.read(size):
        yield piece


def log_line(line):
    if fields := len(line.split(";")) > 2:
        return f"complete, {fields=}"
    return f"short, {fields=}"


def taken(quantities):
    numbers = iter(quantities)
    result = []
    while quantity := next(numbers, None):
        result.append(quantity)
    return result


print(list(pieces(io.StringIO("W-3;PAN-20"), 4)))
print(log_line("W-3;PAN-20;2"))
print(log_line("W-3"))
print(taken([2, 0, 5]))
