/**
 * Keeps the page alive while a browser translates it. A translator puts its words in a <font> and takes our text node
 * out of the page, into which Svelte goes on writing. Each such node goes back beside its translation, empty; when it
 * is written to, moved or removed, the translation goes. Where nothing may be translated it takes its place again.
 */

interface Translation {
  font: Element;
  /** What the node said. */
  text: string;
}

const UNTRANSLATED = '[translate="no"]';

export function surviveTranslation(root: Node): void {
  const translations = new WeakMap<Node, Translation>();
  const observer = new MutationObserver((records) => {
    for (const { font, text } of replacements(records)) {
      const into = font.parentElement;
      if (into?.closest(UNTRANSLATED)) font.replaceWith(text);
      else if (into) putBeside(text, font);
    }
    for (const { type, target, removedNodes } of records) {
      if (type === 'characterData') rewritten(target);
      else for (const node of removedNodes) moved(node);
    }
    // Our own changes are none of theirs.
    observer.takeRecords();
  });
  observer.observe(root, { childList: true, subtree: true });

  function putBeside(text: Text, font: Element): void {
    if (font.contains(text)) text.replaceWith(text.data);
    translations.set(text, { font, text: text.data });
    text.data = '';
    font.before(text);
    observer.observe(text, { characterData: true });
    fresh.add(text);
  }

  function rewritten(text: Node): void {
    const translation = translations.get(text);
    if (!translation || text.nodeValue === '') return;
    translation.font.remove();
    translations.delete(text);
  }

  function moved(text: Node): void {
    if (fresh.delete(text)) return;
    const translation = translations.get(text);
    if (!translation) return;
    translation.font.remove();
    text.nodeValue = translation.text;
    translations.delete(text);
  }
}

/** Put beside their translation in this turn: that they were taken out before is known. */
const fresh = new WeakSet<Node>();

const isFont = (node: Node): node is Element => node.nodeName === 'FONT';

/** The text nodes that a <font> was put in the place of: in each parent the first for the first. */
function replacements(records: readonly MutationRecord[]): { text: Text; font: Element }[] {
  const parents = new Map<Node, { texts: Text[]; fonts: Element[] }>();
  for (const { target, addedNodes, removedNodes } of records) {
    if (isFont(target)) continue;
    const { texts, fonts } = parents.get(target) ?? { texts: [], fonts: [] };
    parents.set(target, { texts, fonts });
    for (const node of removedNodes) if (node instanceof Text) texts.push(node);
    for (const node of addedNodes) if (isFont(node)) fonts.push(node);
  }
  return [...parents.values()].flatMap(({ texts, fonts }) =>
    fonts.flatMap((font, i) => {
      const text = texts[i];
      return text && font.isConnected ? [{ text, font }] : [];
    }),
  );
}
