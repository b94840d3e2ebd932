/** What a key does in the table of a prediction. */

import { composing } from '../../ui/keys.ts';

export type Move = 'add' | 'delete' | { rows: number } | { cells: number };

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'isComposing' | 'keyCode'>>;
type Caret = Pick<HTMLInputElement, 'value' | 'selectionStart' | 'selectionEnd'>;

/** Null where the key is the cell's own. @param empty the row says nothing */
export function moveOf(
  press: Press,
  { value, selectionStart: from, selectionEnd: to }: Caret,
  empty: boolean,
): Move | null {
  const mod = press.ctrlKey || press.metaKey;
  if (composing(press) || press.altKey || press.shiftKey) return null;
  if (press.key === 'Backspace') return mod || empty ? 'delete' : null;
  if (mod) return null;
  switch (press.key) {
    case 'Enter':
      return 'add';
    case 'ArrowUp':
      return { rows: -1 };
    case 'ArrowDown':
      return { rows: 1 };
    case 'ArrowLeft':
      return from === 0 && to === 0 ? { cells: -1 } : null;
    case 'ArrowRight':
      return from === value.length && to === value.length ? { cells: 1 } : null;
    default:
      return null;
  }
}
