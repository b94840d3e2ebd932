/** Shapes that the schemas of several files are built from. */

import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';

/** An id that somebody else gave out, or a command's own. */
export const id = z.string().check(z.minLength(1), z.maxLength(64));
export const text = (max: number) => z.string().check(z.maxLength(max));
/** An encoded Yjs relative position. */
export const position = text(LIMITS.position);
export const count = (max: number) => z.int().check(z.minimum(0), z.maximum(max));

export const command = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ id, type: z.literal(type), ...shape });
