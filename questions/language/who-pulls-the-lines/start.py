"""Shows the first paid orders of a file, then counts the rest."""

LINES = ["A-1 paid", "A-2 new", "A-3 paid", "A-4 paid", "A-5 new"]


def read(lines):
    try:
        for line in lines:
            print("read", line)
            yield line
    finally:
        print("closed")


def paid_only(lines):
    for line in lines:
        if line.endswith("paid"):
            yield line
        else:
            print("skip", line)


def first_paid(lines, wanted):
    picked = []
    for line in lines:
        picked.append(line)
        if len(picked) == wanted:
            break
    return picked


stream = paid_only(read(LINES))
print("picked", first_paid(stream, 2))
print("left", sum(1 for _ in stream))
