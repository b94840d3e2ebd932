"""Three helpers that work on the rejection list of a wholesale file."""


def add_rejections(rejections, *lines, reason):
    for line in lines:
        rejections.append((line, reason))
    return len(rejections)


def drop_repeats(rejections, *, limit=100):
    rejections = sorted(set(rejections))
    rejections = rejections[:limit]
    return len(rejections)


def close_report(rejections):
    rejections += [("end", len(rejections))]
    rejections = []
    return rejections


report = []
print(add_rejections(report, 7, 3, 7, reason="no sku"))
print(drop_repeats(report))
print(close_report(report))
print(report)
