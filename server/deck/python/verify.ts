/** Proves what a card claims about its Python: its files, its trace, and the outputs in its text. */

import type { Card } from '../../../shared/deck/card.ts';
import type { Note } from '../parse/faults.ts';
import type { CheckCase, CheckReport } from '../../../shared/python/messages.ts';
import { claimsOf, type Claim } from './claims.ts';
import type { LabelledSource } from './jobs.ts';
import { JobEnded, type Python } from './python.ts';

/** Notes a fault in one file of the card. */
export type NoteInFile = (file: string) => Note;

/** Notes every claim of the card that is not true. `text` is card.md. */
export async function verifyCard(card: Card, text: string, python: Python, noteIn: NoteInFile): Promise<void> {
  const check: CardCheck = { card, text, python, noteIn };
  const compiled = await compiles(check);
  if (!compiled) return;
  const solved = await solutionPasses(check);
  await startFails(check, solved);
  await traceRuns(check);
  await outputsAreTrue(check);
}

interface CardCheck {
  card: Card;
  text: string;
  python: Python;
  noteIn: NoteInFile;
}

/** A job that was ended is a fault of the file that it ran, and null. */
async function attempt<T>(job: Promise<T>, note: Note, line = 1): Promise<T | null> {
  try {
    return await job;
  } catch (error) {
    if (!(error instanceof JobEnded)) throw error;
    note(line, error.message);
    return null;
  }
}

async function compiles({ card, python, noteIn }: CardCheck): Promise<boolean> {
  const sources = { 'start.py': card.start, 'solution.py': card.guide.solution, ...checkFiles(card) };
  let good = true;
  for (const [file, code] of Object.entries(sources)) {
    if (code === undefined) continue;
    const fault = await attempt(python.do('compile', { code }), noteIn(file));
    if (fault) noteIn(file)(fault.line, fault.message);
    good &&= !fault;
  }
  return good;
}

const checkFiles = (card: Card) => ({ 'check.py': card.check, 'hidden.py': card.guide.hidden });

/** Each file is run against a fresh sheet, as in the room. */
async function casesOf({ card, python, noteIn }: CardCheck, code: string, sheet: string) {
  const found: { file: string; report: CheckReport }[] = [];
  for (const [file, source] of Object.entries(checkFiles(card))) {
    if (source === undefined) continue;
    const checks: LabelledSource[] = [[file, source]];
    const report = await attempt(python.do('checks', { code, checks }), noteIn(sheet));
    if (report) found.push({ file, report });
  }
  return found;
}

/** @returns the names of all cases, as the solution's run has them; null where it could not be run */
async function solutionPasses(check: CardCheck): Promise<string[] | null> {
  const { card, python, noteIn } = check;
  const { solution } = card.guide;
  const files = Object.entries(checkFiles(card)).filter(([, source]) => source !== undefined);
  if (solution === undefined) {
    for (const [file] of files) noteIn(file)(1, `${file} needs a solution.py that proves that it can be passed`);
    return null;
  }
  const note = noteIn('solution.py');
  const end = await attempt(python.do('program', { code: solution }), note);
  if (!end) return null;
  if (end.outcome !== 'finished') note(end.line ?? 1, `it raises when it is run: ${end.message}`);
  const names: string[] = [];
  for (const { file, report } of await casesOf(check, solution, 'solution.py')) {
    if (report.broken) note(lineIn(report.broken), `it cannot be imported: ${report.broken}`);
    else if (report.cases.every((one) => one.name === file && hasNoCase(one)))
      noteIn(file)(1, 'it has no case of unittest');
    for (const { name, outcome, message } of report.cases) {
      if (names.includes(name)) noteIn(file)(lineOfCase(check, file, name), `${name} is also the name of another case`);
      names.push(name);
      if (outcome !== 'pass')
        noteIn(file)(lineOfCase(check, file, name), `solution.py does not pass ${name}: ${message}`);
    }
  }
  return names;
}

/** A file of checks whose one case is itself: it passes whatever the sheet does, or it has no test. */
const hasNoCase = ({ outcome, message }: CheckCase): boolean =>
  outcome === 'pass' || /^(This tests nothing|It holds no case)/.test(message);

/** Where the start cannot be imported, it passes nothing. */
async function startFails(check: CardCheck, all: string[] | null): Promise<void> {
  const { card, text, noteIn } = check;
  const note = noteIn('card.md');
  const claimed = card.guide.fails;
  const line = lineWith(text, /^fails\s*:/);
  if (claimed && !(card.start && card.guide.solution && (card.check ?? card.guide.hidden))) {
    note(line, 'fails needs a start.py, a solution.py and checks');
  }
  if (!card.start || all === null || all.length === 0) return;
  const reports = (await casesOf(check, card.start, 'start.py')).map(({ report }) => report);
  const cases = reports.flatMap((report) => report.cases);
  const passed = cases.filter(({ outcome }) => outcome === 'pass').map(({ name }) => name);
  const fails = all.filter((name) => !passed.includes(name));
  const wanted = `fails: [${fails.join(', ')}]`;
  if (!claimed) note(1, `fails is missing; what start.py does not pass is ${wanted}`);
  else if (!sameNames(claimed, fails)) note(line, `start.py does not pass exactly these cases; it should be ${wanted}`);
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));

async function traceRuns({ card, text, python, noteIn }: CardCheck): Promise<void> {
  if (!card.trace) return;
  const line = lineWith(text, /^trace\s*:/);
  const note = noteIn('card.md');
  if (card.start === undefined) return note(line, 'trace needs a start.py');
  const report = await attempt(python.do('trace', { code: card.start, call: card.trace.call }), note, line);
  if (report?.broken) note(line, `the call cannot be traced: ${report.broken}`);
  else if (report?.truncated) note(line, 'the trace is longer than anybody can predict by hand; trace a smaller call');
  else if (report?.rows.length === 0) {
    note(line, `the trace executes no line of start.py${report.raised ? `: ${report.raised}` : ''}`);
  }
}

async function outputsAreTrue(check: CardCheck): Promise<void> {
  const { python, noteIn, text } = check;
  const note = noteIn('card.md');
  const { claims, shown, stray } = claimsOf(text);
  for (const { line, message } of stray) note(line, message);
  for (const { code, line } of shown) {
    const fault = await attempt(python.do('compile', { code }), note, line);
    if (fault) note(line + fault.line, `${fault.message}; put code that is only a fragment into a block \`\`\`text`);
  }
  for (const claim of claims) await outputIsTrue(check, claim);
}

async function outputIsTrue({ card, python, noteIn }: CardCheck, { from, output, line }: Claim): Promise<void> {
  const note = noteIn('card.md');
  const start = card.start ?? '';
  if ('file' in from && start === '') return note(line, 'there is no start.py whose output this could be');
  const modules = { sheet: start, ...(card.guide.solution && { solution: card.guide.solution }) };
  const job = python.do('prints', { code: 'file' in from ? start : from.code, modules });
  const printed = await attempt(job, note, line);
  if (printed && printed.output.trimEnd() !== output.trimEnd()) {
    const what = 'file' in from ? from.file : 'the code above';
    note(line, `${what} prints something else: ${JSON.stringify(printed.output)}`);
  }
}

const lineWith = (text: string, pattern: RegExp): number =>
  Math.max(text.split(/\r\n?|\n/).findIndex((line) => pattern.test(line)) + 1, 1);

const lineIn = (reason: string): number => Number(/, line (\d+)/.exec(reason)?.[1] ?? 1);

const lineOfCase = ({ card }: CardCheck, file: string, name: string): number => {
  const source = file === 'check.py' ? card.check : card.guide.hidden;
  const [method = '', ofClass] = name.split('.').reverse();
  const lines = (source ?? '').split('\n');
  const from = ofClass ? lines.findIndex((line) => line.startsWith(`class ${ofClass}`)) : 0;
  const at = lines.findIndex((line, index) => index >= from && new RegExp(`def ${method}\\b`).test(line));
  return Math.max(at + 1, 1);
};
