"""What an image of OrderOps installs: the project's wishes, a lock file in three forms, a model of an installer."""

WISHES = {"certifi": (2026, 1), "openpyxl": (3, 1), "psycopg": (3, 1)}

INDEX = {
    ("certifi", "2026.1.4"): "c114",
    ("certifi", "2026.2.1"): "c221",
    ("openpyxl", "3.1.5"): "0e15",
    ("psycopg", "3.2.3"): "b323",
    ("psycopg", "3.2.9"): "b329",
}

MARKS = """\
<<<<<<< HEAD
certifi 2026.1.4 c114
openpyxl 3.1.5 0e15
psycopg 3.2.9 b329
=======
certifi 2026.2.1 c221
psycopg 3.2.3 b323
>>>>>>> newer-certifi
"""

THEIRS = """\
certifi 2026.2.1 c221
psycopg 3.2.3 b323
"""

BY_HAND = """\
certifi 2026.2.1 c221
openpyxl 3.1.5 0e15
psycopg 3.2.9 b323
"""


def pins(lock):
    found = {}
    for number, line in enumerate(lock.splitlines(), start=1):
        parts = line.split()
        if len(parts) != 3:
            raise ValueError(f"line {number} is not a package")
        name, version, digest = parts
        found[name] = (version, digest)
    return found


def meets(version, lowest):
    return tuple(int(part) for part in version.split(".")) >= lowest


def install(lock, compare=False):
    locked = pins(lock)
    if compare:
        behind = [name for name, lowest in WISHES.items() if name not in locked or not meets(locked[name][0], lowest)]
        if behind:
            raise ValueError(f"lock is behind the project: {', '.join(behind)}")
    for name, (version, digest) in locked.items():
        if INDEX[name, version] != digest:
            raise ValueError(f"{name} {version} has another hash")
    return [f"{name} {version}" for name, (version, _) in locked.items()]


for text, compare in ((MARKS, False), (THEIRS, False), (THEIRS, True), (BY_HAND, False)):
    try:
        print(install(text, compare))
    except ValueError as fault:
        print(fault)
