/** Preloaded into every server alike: SIGUSR2 collects its garbage, so that what is resident is what is held. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('SIGUSR2', () => collect());
