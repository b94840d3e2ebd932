/** Waits for a while in which nobody presses anything on this page. */

/** Runs once, `ms` after the last press. @returns what calls it off */
export function whenQuiet(ms: number, run: () => void): () => void {
  const presses = ['keydown', 'pointerdown'] as const;
  let timer: ReturnType<typeof setTimeout>;
  const off = () => {
    clearTimeout(timer);
    for (const press of presses) removeEventListener(press, wait, true);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (off(), run()), ms);
  };
  for (const press of presses) addEventListener(press, wait, true);
  wait();
  return off;
}
