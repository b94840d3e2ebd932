"""Imports three files of a partner and closes each of them, whatever happens."""


def import_file(name, rows, report):
    accepted = 0
    try:
        for row in rows:
            accepted += int(row)
        return f"{name}: {accepted} pieces"
    except KeyError:
        report.append(f"{name}: no such column")
    finally:
        report.append(f"{name} closed")
        return f"{name}: closed after {accepted}"


def evening():
    report = []
    print(import_file("april.csv", ["4", "2"], report))
    print(import_file("may.csv", ["4", "two", "3"], report))
    print(import_file("june.csv", [], report))
    print(report)


# evening()
