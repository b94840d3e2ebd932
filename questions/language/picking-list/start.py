"""The order in which the warehouse walks to the shelves."""


def picking_list(lines):
    return sorted(lines, key=lambda line: line["bin"])


LINES = [
    {"sku": "KETTLE-17", "quantity": 1, "bin": 12},
    {"sku": "TOWEL-SET", "quantity": 2},
    {"sku": "PAN-20", "quantity": 1, "bin": 3},
    {"sku": "MILL-PEP", "quantity": 4, "bin": None},
]

# for line in picking_list(LINES):
#     print(line)
