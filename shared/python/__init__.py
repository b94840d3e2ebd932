"""The harness that runs, checks and traces a sheet, mounted as the package `harness` wherever Python runs.

Every entry takes plain strings and returns JSON (types in messages.ts):
`harness.runner.run_main(code)`, `harness.checks.run_checks(code, checks)`, `harness.tracer.run_trace(code, call)`.
"""
