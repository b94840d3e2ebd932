"""The command orderops-import: imports one wholesale file by hand or from a script."""

import argparse
import json
import sys


def main(argv, importer):
    """Returns the exit status; `importer(file, name)` gives the number accepted and the list of the rejected."""
    parser = argparse.ArgumentParser(prog="orderops-import")
    parser.add_argument("file")
    name = parser.add_mutually_exclusive_group(required=True)
    name.add_argument("--seller", help="whose file it is")
    name.add_argument("--partner", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    seller = options.seller
    if seller is None:
        seller = options.partner
        print("orderops-import: --partner is now called --seller", file=sys.stderr)
    try:
        accepted, rejected = importer(options.file, seller)
    except OSError as fault:
        print(f"orderops-import: {fault}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"partner": seller, "accepted": accepted, "rejected": rejected}))
    else:
        print(f"{seller}: {accepted} accepted, {len(rejected)} rejected")
    return 1 if rejected else 0
