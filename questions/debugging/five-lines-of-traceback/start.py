"""Imports the quantities of one wholesale file; a file that cannot be read gets one sentence for the partner."""

import csv
import io


class ImportFailed(Exception):
    """A file could not be imported; its text goes to the partner."""


def whole(text):
    return int(text)


def read_quantities(file):
    return [whole(row["quantity"]) for row in csv.DictReader(file)]


def describe(name, fault):
    return f"{name}: {fault.reason}"


def import_file(name, file):
    try:
        return read_quantities(file)
    except ValueError as fault:
        raise ImportFailed(describe(name, fault)) from fault


FILE = "order_id,quantity\nW-3,4\nW-4,two\n"

# import_file("april.csv", io.StringIO(FILE))
