"""Everything that the platform engineer sent. There is nothing to run here."""

LOG = """
Traceback (most recent call last):
  File "<frozen runpy>", line 198, in _run_module_as_main
  File "<frozen runpy>", line 88, in _run_code
  File "/app/orderops/worker.py", line 11, in <module>
    from orderops import export, refunds, reports
  File "/app/orderops/export.py", line 3, in <module>
    from openpyxl import Workbook
ModuleNotFoundError: No module named 'openpyxl'
"""

CONTAINERFILE = """
FROM python:3.14-slim
WORKDIR /app
RUN pip install uv
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev
COPY orderops ./orderops
CMD ["/app/.venv/bin/python", "-m", "orderops.worker"]
"""

PYPROJECT = """
[project]
name = "orderops"
requires-python = ">=3.11"
dependencies = ["psycopg>=3.2", "pydantic>=2.9"]

[dependency-groups]
dev = ["pytest>=8", "openpyxl>=3.1"]
"""
