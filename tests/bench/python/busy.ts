/** The work that is measured: what the page's own thread does meanwhile, and loops that are traced in several ways. */

import type { Page } from '@playwright/test';
import { runOn } from '../../e2e/support/python.ts';

/** A hundred thousand passes of three lines, and so many line events. */
const LOOP = `
import sys, time
def loop():
    total = 0
    for n in range(100_000):
        square = n * n
        total += square
    return total
`;
const TIMED = `
start = time.perf_counter()
loop()
sys.settrace(None)
print((time.perf_counter() - start) * 1000)
`;
const traced = (body: string): string => `${LOOP}
events = 0
def trace(frame, event, arg):
    global events
    ${body}
    return trace
sys.settrace(trace)
${TIMED}`;

export const LOOPS: Record<string, string> = {
  '300,000 line events, not traced': LOOP + TIMED,
  '300,000 line events, counted by sys.settrace': traced('events += 1'),
  '300,000 line events, with a copy of the variables each': traced('events += 1; dict(frame.f_locals)'),
  'the 5,000 steps of a trace, with reprs and folding': `
import time
from harness.tracer import run_trace
code = """def loop():
    total = 0
    for n in range(100_000):
        square = n * n
        total += square
    return total"""
start = time.perf_counter()
run_trace(code, "loop()")
print((time.perf_counter() - start) * 1000)`,
};

/** Prints steadily until the cap, then goes on without. */
const NOISY = `
import time
end = time.time() + 3
while time.time() < end:
    print("a line of output, as long as a line of output is")
    time.sleep(0.001)
`;

interface Delays {
  /** Tasks above 50 ms, in ms. */
  long: number[];
  /** How much later than asked a timer of 5 ms came at worst. */
  late: number;
}

/** What the page's thread did while something went on. */
async function watched(page: Page, act: () => Promise<unknown>): Promise<Delays> {
  const watch = await page.evaluateHandle(() => {
    const seen: Delays = { long: [], late: 0 };
    const observer = new PerformanceObserver((list) =>
      seen.long.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      seen.late = Math.max(seen.late, now - last - 5);
      last = now;
    }, 5);
    return { seen, observer, timer };
  });
  await act();
  return watch.evaluate(({ seen, observer, timer }) => {
    clearInterval(timer);
    seen.long.push(...observer.takeRecords().map(({ duration }) => duration));
    return seen;
  });
}

/** Notes what loading and a busy run do to the page. */
export async function busyOn(page: Page, note: (what: string, ms: number) => void): Promise<void> {
  const report = (when: string, { long, late }: Delays): void => {
    note(`longest task of the page above 50 ms while ${when} (0: none)`, Math.max(0, ...long));
    note(`latest timer of the page while ${when}`, late);
  };
  report('Python loads', await watched(page, () => page.evaluate(() => window.sandbox.load())));
  report('a run prints without pause', await watched(page, () => runOn(page, NOISY)));
  report('a run loops', await watched(page, () => runOn(page, 'while True: pass', { limitMs: 2_000 })));
}
