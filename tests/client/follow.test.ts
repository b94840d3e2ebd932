/** Where the others' carets are, read from what they share. */

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { placesOf } from '../../client/sheet/follow/places.ts';
import { Replica } from '../../client/sheet/sync/replica.ts';

const at = (text: Y.Text, index: number) =>
  Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));

function sharing(replica: Replica, states: [number, string, unknown][]): void {
  for (const [client, peer, head] of states) {
    replica.awareness.states.set(client, { user: { peer, name: peer, seat: 'candidate' }, cursor: head && { head } });
    replica.awareness.meta.set(client, { clock: 1, lastUpdated: client });
  }
}

test('[FOLLOW-1] a place is a line of the code or a part of the outline, one for each other person', () => {
  const replica = new Replica();
  replica.code.insert(0, 'a\nb\nc');
  const task = replica.outline('task');
  task.insert(0, 'mine');
  sharing(replica, [
    [1, 'sam', at(replica.code, 0)],
    [2, 'sam', at(replica.code, 4)],
    [3, 'kim', at(task, 2)],
    [4, 'me', at(replica.code, 0)],
    [5, 'away', null],
  ]);
  expect(placesOf(replica, 'me').map(({ peer, where, index }) => [peer, where, index])).toEqual([
    ['sam', 'line 3', 4],
    ['kim', 'Task', 2],
  ]);
  replica.code.insert(0, '\n');
  expect(placesOf(replica, 'me')[0]?.where, 'moved by what was typed above').toBe('line 4');
});

test('[FOLLOW-1] a caret that is claimed to be anywhere else is nowhere', () => {
  const replica = new Replica();
  const nested = new Y.Text('x');
  replica.doc.getMap('output').set('text', nested);
  const other = replica.doc.getText('frame/no-such-part');
  other.insert(0, 'x');
  sharing(replica, [
    [1, 'sam', at(nested, 0)],
    [2, 'kim', at(other, 0)],
    [3, 'ada', { type: 'nonsense' }],
    [4, 'eve', 'line 3'],
  ]);
  expect(placesOf(replica, 'me')).toEqual([]);
});
