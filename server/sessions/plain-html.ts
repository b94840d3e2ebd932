/** A report as plain HTML, for readers without scripts: whatever people typed, it holds text and no address. */

import { Marked } from 'marked';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark);

const marked = new Marked({
  gfm: true,
  renderer: {
    // Markdown lets HTML through unchanged.
    html: ({ text }) => escapeHtml(text),
    // Where a link leads is shown, not followed: the file leads nowhere.
    link({ tokens, href }) {
      const words = this.parser.parseInline(tokens);
      return words === escapeHtml(href) ? words : `${words} (${escapeHtml(href)})`;
    },
    image: ({ text }) => escapeHtml(text),
    // What scrolls must be reachable by keyboard.
    code: ({ text }) => `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`,
  },
});

export const plainHtml = (markdown: string): string => marked.parse(markdown, { async: false });
