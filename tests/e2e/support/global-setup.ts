/** Builds what is not up to date: the tests drive what `npm start` would serve. */

import { buildStale } from '../../../scripts/build.ts';

export default (): Promise<void> => buildStale();
