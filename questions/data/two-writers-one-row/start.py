"""Moves pieces of one product between shelves; each transfer is a transaction, played step by step."""


def transfer(rows, source, target, pieces):
    seen = rows[source]["pieces"]
    yield f"sees {seen}"
    rows[source]["pieces"] = seen - pieces
    rows[target]["pieces"] += pieces


def transfer_with_version(rows, source, target, pieces):
    while True:
        row = dict(rows[source])
        yield f"sees {row['pieces']}, version {row['version']}"
        if rows[source]["version"] == row["version"]:
            break
    rows[source] = {"pieces": row["pieces"] - pieces, "version": row["version"] + 1}
    rows[target]["pieces"] += pieces


def side_by_side(**transfers):
    while transfers:
        for name in list(transfers):
            step = next(transfers[name], None)
            if step is None:
                del transfers[name]
            else:
                print(name, step)


def both(how):
    rows = {3: {"pieces": 40, "version": 1}, 12: {"pieces": 10, "version": 1}, 20: {"pieces": 0, "version": 1}}
    side_by_side(A=how(rows, 3, 12, 5), B=how(rows, 3, 20, 8))
    pieces = {shelf: row["pieces"] for shelf, row in rows.items()}
    print(pieces, sum(pieces.values()))


both(transfer)
both(transfer_with_version)
