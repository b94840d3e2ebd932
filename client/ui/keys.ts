/** The keys of the app: features register theirs, one listener runs them, and `?` lists them. */

export interface Key {
  /** As pressed: `?`, `Alt+N`, `Mod+Enter`; Mod is Ctrl, or Cmd on a Mac. Several: `['Alt+1', 'Alt+2']`. */
  keys: string | readonly string[];
  /** What it does, for the list: "Add a note". */
  what: string;
  /** Absent where another part (the editor) handles the key itself and only wants it listed. */
  run?: (pressed: string) => void;
  /** How the list shows the keys, where spelling each out would be long: `Alt+1 … 9`. */
  shown?: string;
}

const registered = new Set<Key>();

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Registers keys; returns their release. */
export function registerKeys(...keys: Key[]): () => void {
  for (const key of keys) registered.add(key);
  return () => {
    for (const key of keys) registered.delete(key);
  };
}

export const listedKeys = (): Key[] => [...registered];

export const shownKeys = (key: Key): string => key.shown ?? [key.keys].flat().join(' or ');

/** The name under which a press would have been registered. */
export function pressName(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): string {
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  if (!event.altKey && !mod) return event.key;
  // With Alt, layouts turn letters into other characters (Alt+N is ~ on a Mac): the key's place tells.
  const place = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1] ?? event.key;
  return `${mod}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${place}`;
}

/** What takes characters; a box to tick or a field to copy from does not. */
const TYPED_INTO = 'input:not([type="checkbox"], [type="radio"], [readonly]), textarea:not([readonly]), select';

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED_INTO));

/** Runs the registered key of a press, if there is one. Plain characters are left alone while somebody types. */
export function runKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = pressName(event);
  if (pressed === event.key && pressed.length === 1 && typing(event.target)) return;
  // The latest registered wins: it belongs to what is nearest to the person.
  const found = [...registered].reverse().find((key) => key.run && [key.keys].flat().includes(pressed));
  if (!found?.run) return;
  event.preventDefault();
  found.run(pressed);
}
