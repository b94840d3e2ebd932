"""The order in which the warehouse walks to the shelves."""


def picking_list(lines: list[dict]) -> list[dict]:
    """A new list: by shelf number, lines without a shelf last, the sku where that is equal."""

    def place(line: dict) -> tuple[bool, int, str]:
        shelf = line.get("bin")
        missing = shelf is None
        return (missing, 0 if missing else shelf, line["sku"])

    return sorted(lines, key=place)
