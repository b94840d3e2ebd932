/** The keys of a replay: what each does, and which presses belong to what has the focus. */

import { composing, type Key } from '../ui/keys.ts';

export type Act =
  | 'toggle'
  | 'back'
  | 'on'
  | 'first'
  | 'last'
  | 'previous'
  | 'next'
  | 'undo'
  | 'redo'
  | 'slower'
  | 'faster'
  | 'around'
  | 'idle';

const ACTS: readonly { act: Act; keys: readonly string[]; what: string; shown?: string }[] = [
  { act: 'toggle', keys: [' '], what: 'Play, or pause', shown: 'Space' },
  { act: 'back', keys: ['ArrowLeft'], what: 'Five seconds back', shown: '←' },
  { act: 'on', keys: ['ArrowRight'], what: 'Five seconds forward', shown: '→' },
  { act: 'previous', keys: ['p', 'P', '['], what: 'Previous moment', shown: 'P or [' },
  { act: 'next', keys: ['n', 'N', ']'], what: 'Next moment', shown: 'N or ]' },
  { act: 'undo', keys: [','], what: 'One edit back' },
  { act: 'redo', keys: ['.'], what: 'One edit forward' },
  { act: 'slower', keys: ['<', '-'], what: 'Slower', shown: '< or -' },
  { act: 'faster', keys: ['>', '+'], what: 'Faster', shown: '> or +' },
  { act: 'around', keys: ['l', 'L'], what: 'Loop: 15 seconds before to 15 after', shown: 'L' },
  { act: 'idle', keys: ['i', 'I'], what: 'Skip idle time, or not', shown: 'I' },
  { act: 'first', keys: ['Home'], what: 'To the beginning' },
  { act: 'last', keys: ['End'], what: 'To the end' },
];

/** For the list of all keys. */
export const REPLAY_KEYS: readonly Key[] = ACTS.map(({ keys, what, shown }) => ({ keys, what, shown }));

type Press = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'defaultPrevented'> &
  Partial<Pick<KeyboardEvent, 'isComposing' | 'keyCode'>>;

/** What takes characters, and what moves by arrows itself. */
const TAKES_ALL = 'input:not([type="checkbox"]), textarea, select';
/** What Space presses. */
const TAKES_SPACE = 'button, a, summary, input, select';

/** What a press asks for; null where it is none of the replay's. */
export function actOf(press: Press, target: { matches(selectors: string): boolean } | null): Act | null {
  if (press.defaultPrevented || composing(press) || press.altKey || press.ctrlKey || press.metaKey) return null;
  if (target?.matches(TAKES_ALL) || (press.key === ' ' && target?.matches(TAKES_SPACE))) return null;
  return ACTS.find(({ keys }) => keys.includes(press.key))?.act ?? null;
}
