/** The keys of the app: features register theirs, one listener runs them, and `?` lists them. */

export interface Key {
  /**
   * As pressed: `?`, `Room+N`, `Mod+Enter`. Mod is Ctrl, or Cmd on a Mac. Room is Alt; on a Mac, where Option types
   * characters, it is Ctrl with Shift. Several: `['Room+1', 'Room+2']`.
   */
  keys: string | readonly string[];
  /** What it does, for the list: "Add a note". */
  what: string;
  /** Absent where another part (the editor) handles the key itself and only wants it listed. */
  run?: (pressed: string) => void;
  /** How the list shows the keys, where spelling each out would be long: `Room+1 … 9`. */
  shown?: string;
}

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'getModifierState'>>;

const registered = new Set<Key>();

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(`${navigator.userAgent} ${navigator.platform}`);

/** Registers keys; returns their release. */
export function registerKeys(...keys: Key[]): () => void {
  for (const key of keys) registered.add(key);
  return () => {
    for (const key of keys) registered.delete(key);
  };
}

export const listedKeys = (): Key[] => [...registered];

export const shownKeys = (key: Key): string => key.shown ?? [key.keys].flat().join(' or ');

/** Keys as the machine at hand names them: `Room+N` is `Alt+N`, or `⌃+⇧+N` on a Mac. */
export const spelledKeys = (keys: string, mac = isMac()): string =>
  keys
    .replaceAll('Room', mac ? '⌃+⇧' : 'Alt')
    .replaceAll('Mod', mac ? '⌘' : 'Ctrl')
    .replaceAll('Shift', mac ? '⇧' : 'Shift');

/**
 * A press that belongs to an input method: Enter takes a suggestion, Escape cancels it. Safari sends the press that
 * ends a composition after it, known only by its `keyCode` of 229.
 */
export const composing = ({ isComposing, keyCode }: Pick<Press, 'isComposing' | 'keyCode'>): boolean =>
  isComposing === true || keyCode === 229;

/** The name under which a press would have been registered; null if it types a character, or begins or ends one. */
export function pressName(event: Press, mac = isMac()): string | null {
  const { key, altKey: alt, ctrlKey: ctrl, metaKey: meta, shiftKey: shift } = event;
  if (composing(event) || key === 'Dead' || key === 'Process' || event.getModifierState?.('AltGraph')) return null;
  if (!alt && !ctrl && !meta) return key;
  const place = placeOf(event);
  if (place === null) return null;
  const room = mac ? ctrl && shift && !alt && !meta : alt && !ctrl && !meta;
  if (room && place.length === 1) return `Room+${place}`;
  // Alt with Ctrl is how Windows reports AltGr.
  return alt ? null : `Mod+${shift ? 'Shift+' : ''}${place}`;
}

/** Letters that no Latin layout types with Alt. Of the Greek ones Macs type π and Ω with Option. */
const OTHER_SCRIPT =
  /^(?![πΠωΩ])[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Hangul}\p{Script=Thai}\p{Nd}]$/u;

/** What the keys of 1 to 0 type without Shift where digits need it: French, Czech, Slovak, Lithuanian. */
const DIGIT_ROWS = [`&é"'(-è_çà`, '+ěščřžýáíé', '+ľščťžýáíé', 'ąčęėįšųū'];

/** With Alt these keys type nothing: the digit is meant. In capitals, Option on a French Mac types one of them. */
function unshiftedDigit(key: string, code: string): boolean {
  const digit = /^Digit(.)$/.exec(code)?.[1];
  return digit !== undefined && DIGIT_ROWS.some((row) => row.at(Number(digit) - 1) === key);
}

/** The letter or digit that was meant; the name of any other key; null where a character is typed. */
function placeOf({ key, code, altKey }: Press): string | null {
  if (key.length > 1) return key;
  // Alt and a number on the keypad types the character of that number.
  if (code.startsWith('Numpad')) return null;
  if (/^[a-z0-9]$/i.test(key)) return key.toUpperCase();
  // With Ctrl or Cmd nothing is typed, and a layout without Latin letters still has its places.
  if (altKey && !OTHER_SCRIPT.test(key) && !unshiftedDigit(key, code)) return null;
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? null;
}

/** What takes characters; a box to tick or a field to copy from does not. */
const TYPED_INTO = 'input:not([type="checkbox"], [type="radio"], [readonly]), textarea:not([readonly]), select';

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED_INTO));

/** Keeps presses of an input method from every field, dialog and key. A text of CodeMirror knows them itself. */
export function guardComposition(event: KeyboardEvent): void {
  if (!composing(event)) return;
  // Nor does saving in the middle of a word open the browser's dialog.
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === 'KeyS') event.preventDefault();
  if (event.target instanceof Element && event.target.closest('.cm-content')) return;
  event.stopImmediatePropagation();
}

/** Runs the registered key of a press, if there is one. Plain characters are left alone while somebody types. */
export function runKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const pressed = pressName(event);
  if (pressed === null || (pressed.length === 1 && typing(event.target))) return;
  // The latest registered wins: it belongs to what is nearest to the person.
  const found = [...registered].reverse().find((key) => key.run && [key.keys].flat().includes(pressed));
  if (!found?.run) return;
  event.preventDefault();
  // A key that is held down acts once.
  if (!event.repeat) found.run(pressed);
}
