/** Shapes that the schemas of several files are built from. */

import * as z from 'zod/mini';
import { FRAMES } from './deck/card.ts';
import { LIMITS } from './limits.ts';

/** An id that somebody else gave out, or a command's own. */
export const id = z.string().check(z.minLength(1), z.maxLength(64));
export const text = (max: number) => z.string().check(z.maxLength(max));
/** Texts of a sheet, as a position names them. */
const TEXTS = [
  'code',
  ...new Set(
    Object.values(FRAMES)
      .flat()
      .map((part) => `frame/${part}`),
  ),
].join('|');
const AT = '\\{"client":\\d{1,10},"clock":\\d{1,10}\\}';
const POSITION = new RegExp(`^\\{("type":${AT},)?("tname":"(${TEXTS})",)?("item":${AT},)?"assoc":(0|-1)\\}$`);
/**
 * A Yjs relative position as JSON, as the client writes it. Positions stay in the history when their author is erased,
 * so nothing else may be written there.
 */
export const position = text(LIMITS.position).check(z.regex(POSITION, 'a place in a sheet'));
export const count = (max: number) => z.int().check(z.minimum(0), z.maximum(max));

export const command = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ id, type: z.literal(type), ...shape });
