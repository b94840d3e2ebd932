"""The import task of a wholesale file, from the worker's side down to the database."""

import logging


class Screen(logging.Handler):
    """Shows what would be written to the log."""

    def emit(self, record):
        print(record.levelname, record.getMessage())


log = logging.Logger("orderops.importers", logging.INFO)
log.addHandler(Screen())


class Row(dict):
    """A row of the file; counts how often rows are made into text."""

    shown = 0

    def __repr__(self):
        Row.shown += 1
        return super().__repr__()


def save_row(row, insert):
    try:
        insert(row)
    except Exception as error:
        log.error(f"could not save {row}: {error}")
        raise


def import_rows(rows, insert):
    log.debug(f"rows of the file: {rows}")
    try:
        for row in rows:
            save_row(row, insert)
    except Exception as error:
        log.error(f"import failed: {error}")
        raise RuntimeError("import failed")


def import_task(rows, insert):
    try:
        import_rows(rows, insert)
    except Exception as error:
        log.error(f"task failed: {error}")
    return "done"


def insert(row):
    if row["id"] == "W-3":
        raise ConnectionError("connection lost")


FILE = [Row(id=f"W-{n}", mail=f"kitchen{n}@partner.example") for n in range(1, 8001)]
print(import_task(FILE, insert), Row.shown)
