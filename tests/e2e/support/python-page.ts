/** The script of the page that tests and benchmarks drive: one sandbox, and ways to use it. */

import { Sandbox } from '../../../client/sheet/python/sandbox.ts';
import type { Ran, RunOptions } from './python.ts';

declare global {
  interface Window {
    sandbox: Sandbox;
    runPython: (code: string, options: RunOptions) => Promise<Ran>;
    /** Stops what runs. */
    stopPython: () => void;
    /** What reached the page by the way that any frame may use. */
    posted: unknown[];
  }
}

window.sandbox = new Sandbox();
window.posted = [];
window.addEventListener('message', ({ data }) => window.posted.push(data));

window.runPython = async (code, { limitMs = 10_000, inputs = [], answers, stopAtOnce, stopAt }) => {
  const printed = { stdout: '', stderr: '' };
  const times: number[] = [];
  const from = performance.now();
  const left = [...(answers ?? [])];
  const running = window.sandbox.run(
    { code, inputs, limitMs },
    {
      output({ stream, text }) {
        printed[stream] += text;
        times.push(performance.now() - from);
        if (stopAt !== undefined && printed.stdout.includes(stopAt)) running.stop();
      },
      ...(answers && { input: () => Promise.resolve(left.shift() ?? null) }),
    },
  );
  window.stopPython = () => running.stop();
  if (stopAtOnce) running.stop();
  return { ...(await running.result), ...printed, times };
};
