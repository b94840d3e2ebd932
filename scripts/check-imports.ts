/**
 * Checks who imports what (scripts/import-rules.ts), that nothing imports in a circle, and that packages are declared.
 */

import { importFaults } from './cruise.ts';
import { conclude } from './sources.ts';

conclude('imports', await importFaults());
