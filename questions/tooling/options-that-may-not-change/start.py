"""The command orderops-import: imports one wholesale file by hand or from a script."""

import argparse
import json
import sys


def main(argv, importer):
    """Returns the exit status; `importer(file, name)` gives the number accepted and the list of the rejected."""
    parser = argparse.ArgumentParser(prog="orderops-import")
    parser.add_argument("file")
    parser.add_argument("--partner", required=True, help="whose file it is")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    try:
        accepted, rejected = importer(options.file, options.partner)
    except OSError as fault:
        print(f"orderops-import: {fault}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"partner": options.partner, "accepted": accepted, "rejected": rejected}))
    else:
        print(f"{options.partner}: {accepted} accepted, {len(rejected)} rejected")
    return 1 if rejected else 0


# print(main(["w-orders.csv", "--partner", "W"], lambda file, name: (12, [[3, "bad price"]])))
