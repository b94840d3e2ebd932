/** `npm run check:rules`: the checks that are the project's own, in one process. */

import './check-colours.ts';
import './check-docs.ts';
import './check-imports.ts';
import './check-lines.ts';
import './check-own-words.ts';
import './check-rules.ts';
