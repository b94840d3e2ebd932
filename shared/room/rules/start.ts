/** How a round begins: with what its candidate promised in their last session. */

import { accept, type CommandContext, type Decision } from '../commands.ts';
import type { EventBody } from '../events.ts';
import type { PeerId } from '../ids.ts';
import type { Beginning } from './rule.ts';

/** @param before what happens first; @param candidate who will sit there in the new round */
export function startRound(
  round: number,
  candidate: PeerId | undefined,
  { promises, id }: Beginning & Pick<CommandContext, 'id'>,
  before: EventBody[] = [],
): Decision {
  const promise = candidate === undefined ? undefined : promises.get(candidate);
  if (candidate === undefined || !promise) return accept([...before, { type: 'round-started', round }]);
  return accept(
    [...before, { type: 'round-started', round, promise: { lesson: promise.lesson, words: id } }],
    [{ words: id, author: candidate, kind: 'brought', text: promise.text }],
  );
}
