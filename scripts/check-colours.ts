/**
 * Checks that no file of the client but ui/tokens.css names a raw colour, so that light and dark stay one place's work.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, ROOT, sourcesUnder } from './sources.ts';

const TOKENS = 'client/ui/tokens.css';
const HEX = '#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\\b';
const FUNCTION = '\\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\\(';

/** In code a colour is quoted (`#abc` may be a private field); elsewhere `{#each`, `&#8217;` and links are none. */
const IN_CODE = new RegExp(`(?<=['"\`])${HEX}|${FUNCTION}`, 'g');
const IN_STYLE = new RegExp(`(?<![\\w&{./#])${HEX}|${FUNCTION}`, 'g');

const faults = sourcesUnder(['client'], ['.svelte', '.css', '.ts'])
  .filter((file) => file !== TOKENS)
  .flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        [...line.matchAll(file.endsWith('.ts') ? IN_CODE : IN_STYLE)].map(
          ([colour]) => `${file}:${index + 1}: ${colour} is a raw colour; name a token of ${TOKENS}`,
        ),
      ),
  );

conclude('colours', faults);
