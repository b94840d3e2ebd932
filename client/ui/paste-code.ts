/** A paste into a field of code outside the editor: odd characters become plain, and that is said. */

import { oddIn, plainCode, replacedWords } from '../../shared/text/odd.ts';
import { announce } from './announce.svelte.ts';

export function pasteCode(event: ClipboardEvent): void {
  const pasted = event.clipboardData?.getData('text/plain') ?? '';
  const odd = oddIn(pasted);
  // Deprecated, and the only way that leaves the field's own undo as it is.
  if (odd.length === 0 || !document.execCommand('insertText', false, plainCode(pasted))) return;
  event.preventDefault();
  announce(`In what you pasted, ${replacedWords(odd)}.`);
}
