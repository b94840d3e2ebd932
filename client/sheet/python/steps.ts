/** Puts together what checks and traces told on their way, for those that never came to their end. */

import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import type { CheckCase, CheckReport, TraceReport, TraceRow } from '../../../shared/python/messages.ts';
import { readCheckStep, readTraceStep } from './read.ts';

export class CheckSteps {
  readonly #cases: CheckCase[] = [];
  #sources: string[] = [];
  /** Cases of the source that began last which have no result yet. */
  #names: string[] = [];
  #begun: string | null = null;

  get cases(): readonly CheckCase[] {
    return this.#cases;
  }

  /** @returns whether another case has ended */
  add(json: string): boolean {
    const step = readCheckStep(json);
    if (!step || this.#cases.length >= PYTHON_LIMITS.cases) return false;
    if ('sources' in step) this.#sources = step.sources;
    else if ('source' in step) {
      this.#begun = step.source;
      this.#names = [];
      this.#sources = without(this.#sources, step.source);
    } else if ('names' in step) {
      this.#begun = null;
      this.#names = step.names;
    } else if ('begins' in step) this.#begun = step.begins;
    else {
      this.#cases.push(step.case);
      this.#names = without(this.#names, step.case.name);
      this.#begun = null;
      return true;
    }
    return false;
  }

  /** With the case that did not end, and those behind it; null where not even the sheet's own code came to its end. */
  report(why: string, ms: number): Pick<CheckReport, 'cases' | 'ms'> | null {
    const begun = this.#begun;
    if (begun === null && this.#cases.length === 0) return null;
    const open = without([...this.#names, ...this.#sources], begun ?? '');
    const spent = this.#cases.reduce((sum, one) => sum + one.ms, 0);
    const hung = begun === null ? [] : [ended(begun, `It did not end. ${why}`, Math.max(ms - spent, 0))];
    const notRun = open.map((name) => ended(name, `It did not run: ${begun ?? 'the case before it'} did not end.`, 0));
    return { cases: [...this.#cases, ...hung, ...notRun].slice(0, PYTHON_LIMITS.cases), ms };
  }
}

const ended = (name: string, message: string, ms: number): CheckCase => ({
  name,
  outcome: 'error',
  message: message.slice(0, PYTHON_LIMITS.message),
  output: '',
  ms,
});

function without(names: readonly string[], name: string): string[] {
  const at = names.indexOf(name);
  return at < 0 ? [...names] : names.toSpliced(at, 1);
}

export class TraceSteps {
  readonly #rows: TraceRow[] = [];

  add(json: string): void {
    const step = readTraceStep(json);
    if (step && step.row <= this.#rows.length && step.row < PYTHON_LIMITS.traceSteps) this.#rows[step.row] = step.is;
  }

  /** What was traced until Python ended; null where there was nothing. */
  report(why: string): TraceReport | null {
    const rows = this.#rows.slice(0, PYTHON_LIMITS.traceRows);
    return rows.length > 0 ? { rows, truncated: true, raised: why.slice(0, PYTHON_LIMITS.message) } : null;
  }
}
