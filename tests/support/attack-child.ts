/** A process of hostile peers, so that what they do costs the honest nothing but what the server makes of it. */

import { attack, type Attack } from './attack.ts';

await Promise.all((JSON.parse(process.argv[2] ?? '[]') as Attack[]).map(attack));
