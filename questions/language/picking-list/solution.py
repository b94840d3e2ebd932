"""The order in which the warehouse walks to the shelves."""


def picking_list(lines):
    def place(line):
        shelf = line.get("bin")
        missing = shelf is None
        return (missing, 0 if missing else shelf, line["sku"])

    return sorted(lines, key=place)
