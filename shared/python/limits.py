"""The limits that the harness keeps by itself, equal to those of limits.ts."""

TRACE_ROWS = 300
TRACE_STEPS = 5_000
TRACE_TEXT = 32_000
REPR = 120
CASES = 100
MESSAGE = 2_000
REPORT = 12_000
