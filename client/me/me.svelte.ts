/** Who this visitor is, asked once and then kept for as long as the page lives. */

import type { Me } from '../../shared/api.ts';
import { api } from '../room/api.ts';

/** undefined: not asked yet; null: nobody the server knows. */
let me = $state.raw<Me | null | undefined>(undefined);
let asking: Promise<Me | null> | undefined;

export const currentMe = (): Me | null | undefined => me;

/** Asks the server, once; throws an ApiError when it cannot be asked. */
export async function loadMe(): Promise<Me | null> {
  asking ??= api.me();
  try {
    me = await asking;
    return me;
  } catch (error) {
    asking = undefined;
    throw error;
  }
}

/** Sets or changes this person's name. */
export async function nameMyself(name: string): Promise<void> {
  me = await (me ? api.rename(name) : api.introduce(name));
  asking = Promise.resolve(me);
}

/** The server has forgotten us (its data was wiped): the name must be asked again. */
export function forgetMe(): void {
  me = null;
  asking = undefined;
}
