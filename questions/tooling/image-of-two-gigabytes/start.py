"""How the image of the workers is built: each line with its megabytes, its seconds, and what goes into it."""

CONTAINERFILE = [
    ("FROM python:3.14", 1020, 0, "base"),
    ("WORKDIR /app", 0, 0, ""),
    ("COPY . .", 310, 5, "code"),
    ("RUN apt-get update && apt-get install -y build-essential libpq-dev", 420, 70, ""),
    ("RUN pip install uv && uv sync --frozen --no-dev", 250, 98, "lock"),
    ("RUN rm -rf .env .git", 0, 2, ""),
    ("CMD .venv/bin/python -m orderops.worker", 0, 0, ""),
]


def rebuilt(changed):
    """The lines that are built anew when the input `changed` has changed."""
    for place, (_, _, _, source) in enumerate(CONTAINERFILE):
        if source == changed:
            return CONTAINERFILE[place:]
    return []


print(sum(size for _, size, _, _ in CONTAINERFILE), "MB")
print(sum(seconds for _, _, seconds, _ in rebuilt("code")), "s after a change of code")
print(sum(size for _, size, _, _ in rebuilt("code")), "MB to pull after a change of code")
