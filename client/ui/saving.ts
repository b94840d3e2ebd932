/** What is not saved yet, told on Ctrl or Cmd with S: the parts of a page that store something say so. */

const parts = new Set<() => string | null>();

/** @param unsaved names what is not stored yet: "the code"; null where everything is. @returns its release */
export function reportsUnsaved(unsaved: () => string | null): () => void {
  parts.add(unsaved);
  return () => void parts.delete(unsaved);
}

/** One sentence for people. */
export function savedWords(): string {
  if (parts.size === 0) return 'There is nothing to save on this page.';
  const unsaved = [...new Set([...parts].flatMap((part) => part() ?? []))];
  if (unsaved.length === 0) return 'Everything is saved: the room saves as you type.';
  return `Not saved yet: ${unsaved.join(', ')}. It is kept here and saved as soon as the server can be reached.`;
}
