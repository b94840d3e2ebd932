"""What POST /imports does with a file name before the import begins."""

import posixpath

FOLDER = "/data/partners"


def path_of(partner, name):
    return posixpath.normpath(posixpath.join(FOLDER, partner, name))


def seen_query(partner, name):
    return f"SELECT id FROM imports WHERE partner = '{partner}' AND file = '{name}'"


def copy_of(partner, day):
    return f"/tmp/import-{partner}-{day}.csv"


def prepare(partner, name, day="2026-06-01"):
    """Where to read, how to ask whether it was here before, and where to keep the copy to work on."""
    if not name.endswith(".csv"):
        raise ValueError("name a .csv file")
    return path_of(partner, name), seen_query(partner, name), copy_of(partner, day)


for sent in ("june.csv", "../P-12/june.csv", "x' OR 'a' <> '.csv"):
    for line in prepare("P-11", sent):
        print(line)
