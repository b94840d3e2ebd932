/** Limits on what Python is given, may use and may give back. Both ends, and the harness, keep to these numbers. */

export const PYTHON_LIMITS = {
  /** Characters of code. */
  code: 100_000,
  /** Characters of output of one run. */
  output: 64_000,
  /** How long a run may take, in ms: unless said otherwise, and at most. */
  runMs: { usual: 10_000, most: 60_000 },
  /** Mebibytes of WebAssembly heap. */
  memoryMiB: 512,
  /** Rows that a trace shows. */
  traceRows: 300,
  /** Characters of a trace's rows, as JSON. */
  traceText: 32_000,
  /** Lines that a trace executes before it is stopped. */
  traceSteps: 5_000,
  /** Characters of a value in a trace. */
  repr: 120,
  /** Cases that a check reports. */
  cases: 100,
  /** Characters of a case's message, of its output, and of any reason given. */
  message: 2_000,
  /** Characters of a traceback: with it, the end of an output is shown whole. */
  report: 12_000,
} as const;
