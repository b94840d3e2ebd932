/** Markdown to sanitized HTML: the one user of marked and dompurify. */

import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { ODD_IN_PRINT, spelledOut } from '../../shared/text/odd.ts';

const marked = new Marked({ gfm: true, async: false });
const purify = DOMPurify(window);

// Links leave in a tab of their own, and the other side learns nothing of this one.
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A' && node.hasAttribute('href')) {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer');
  }
  // A block of code scrolls, and what scrolls must be reachable by keyboard.
  if (node.tagName === 'PRE') node.setAttribute('tabindex', '0');
});

/** From now on a link shows where it would lead, and leads nowhere: for a page that has no network. */
export function showAddresses(): void {
  purify.addHook('afterSanitizeAttributes', (node) => {
    const href = node.getAttribute('href');
    if (href === null) return;
    if (node.textContent !== href) node.append(` (${href})`);
    for (const attribute of ['href', 'target', 'rel']) node.removeAttribute(attribute);
  });
}

// Only what text needs: no pictures or forms that would reach out to other places, no ids or classes of ours.
const ALLOWED = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'a', 'h3', 'h4', 'h5'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  ALLOWED_ATTR: ['href', 'title', 'start'],
  ADD_ATTR: ['target'],
};

// Headings inside a card are below the page's own.
marked.use({ walkTokens: (token) => void (token.type === 'heading' && (token.depth = Math.min(5, token.depth + 2))) });
// In code an unusual space matters too.
marked.use({
  walkTokens(token) {
    if (token.type === 'code' || token.type === 'codespan') token.text = spelledOut(token.text as string, ODD_IN_PRINT);
  },
});

export const renderMarkdown = (source: string): string =>
  purify.sanitize(marked.parse(spelledOut(source), { async: false }), ALLOWED);

export const renderMarkdownInline = (source: string): string =>
  purify.sanitize(marked.parseInline(spelledOut(source), { async: false }), ALLOWED);
