/** The tests drive what `npm start` runs. */

export { ensureBuilt as default } from '../../support/built.ts';
