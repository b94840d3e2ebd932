/** The tables of commands and events: each answers for all of them, and what events ask of the server is data. */

import { describe, expect, expectTypeOf, test } from 'vitest';
import type { ClientCommand } from '../../shared/wire.ts';
import type { Command, ServerCommand } from '../../shared/room/commands.ts';
import { effectsOf, type Effects } from '../../shared/room/effects.ts';
import { besideOf, EVENT_RULES } from '../../shared/room/event-rules.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { roleOf, sheetRight } from '../../shared/room/permissions.ts';
import { roundsOf } from '../../shared/room/queries.ts';
import { notAllowed } from '../../shared/room/rules/decide.ts';
import type { Rule } from '../../shared/room/rules/rule.ts';
import { RULES } from '../../shared/room/rules/rules.ts';
import { FORM_DUE_MS, GONE_MS, type RoomState } from '../../shared/room/state.ts';
import { Session, type Said } from '../support/session.ts';
import { afterAny, afterAnyDebrief, afterAnyErased } from '../support/walk.ts';

const TYPES = Object.keys(RULES) as Command['type'][];
const SERVERS: readonly ServerCommand['type'][] = [
  'join',
  'ask-return',
  'leave',
  'come-back',
  'rename',
  'erase',
  'deadline',
  'server-gone',
  'server-back',
];

test('each table has a row for every command and every event', () => {
  expectTypeOf<keyof typeof RULES>().toEqualTypeOf<Command['type']>();
  expectTypeOf<keyof typeof EVENT_RULES>().toEqualTypeOf<RoomEvent['type']>();
  expectTypeOf<Omit<typeof RULES, 'beat'>>().not.toExtend<typeof RULES>();
  expectTypeOf<Omit<typeof EVENT_RULES, 'noted'>>().not.toExtend<typeof EVENT_RULES>();
});

test('[CMD-3] no command of a client is for anybody: the types do not allow it', () => {
  expectTypeOf<Extract<Rule<ClientCommand['type']>['seat'], 'anybody'>>().toBeNever();
  expectTypeOf<Extract<Rule<'join'>['seat'], 'anybody'>>().toEqualTypeOf<'anybody'>();
});

test('[CMD-3] in every phase each of them is refused to observers and strangers', () => {
  const { session } = Session.asked();
  for (const { state } of [session, Session.debriefed(), Session.seated()]) {
    for (const type of TYPES.filter((each) => !SERVERS.some((one) => one === each))) {
      expect({ type, stranger: notAllowed(state, type, 'd')?.refusal }).toEqual({ type, stranger: 'not-a-member' });
      for (const { peer } of state.observers) {
        expect({ type, observer: notAllowed(state, type, peer)?.refusal }).toEqual({ type, observer: 'read-only' });
      }
    }
  }
});

test('[ROUND-1] [PY-6] the phase is checked before the seat', () => {
  const { session } = Session.asked();
  expect(notAllowed(session.state, 'beat', 'b')?.refusal).toBe('wrong-seat');
  expect(notAllowed(session.state, 'commit-trace', 'a')?.refusal).toBe('wrong-seat');
  session.does('a', { type: 'end-round' });
  for (const type of ['beat', 'commit-trace'] as const) {
    for (const peer of ['a', 'b']) expect(notAllowed(session.state, type, peer)?.refusal).toBe('wrong-phase');
  }
});

/** The sheets that each person has a right to, and as who. */
const rightsIn = (state: RoomState): string[] =>
  roundsOf(state).flatMap(({ asks }) =>
    asks.flatMap(({ sheet }) =>
      ['a', 'b', 'c', 'd'].flatMap((peer) => {
        const right = sheetRight(state, sheet, peer);
        return right === null ? [] : [`${sheet}: ${peer}, ${roleOf(state, peer)}, may ${right}`];
      }),
    ),
  );

test.each([
  ['anything', afterAny],
  ['the debrief', afterAnyDebrief],
  ['an erasure', afterAnyErased],
])('[SHEET-1] [ROOM-8] an event that leaves rights as they are takes none, after %s', (_, after) => {
  const seen = new WeakMap<Session, { state: RoomState | null; count: number }>();
  let compared = 0;
  after((session) => {
    let { state, count } = seen.get(session) ?? { state: null, count: 0 };
    for (const event of session.events.slice(count)) {
      const next = evolve(state, event);
      if (state && EVENT_RULES[event.type].rights === 'same') {
        const before = rightsIn(state);
        compared += before.length;
        const left = rightsIn(next);
        expect({ event, lost: before.filter((right) => !left.includes(right)) }).toEqual({ event, lost: [] });
      }
      state = next;
      count++;
    }
    seen.set(session, { state, count });
  }, 60);
  expect(compared, 'the walk writes sheets').toBeGreaterThan(0);
});

test('[ERASE-1] [LOBBY-4] a step stores who comes in, the sheet of an ask and who has met the card', () => {
  const { session, ask } = Session.asked();
  const { people, sheets, history } = besideOf(session.events, session.state);
  expect(people).toEqual(['a', 'b']);
  expect(sheets).toEqual([ask]);
  expect(history.map(({ peer, how }) => [peer, how])).toEqual([
    ['a', 'interviewed'],
    ['b', 'asked'],
  ]);
  const count = session.events.length;
  for (const said of [{ type: 'pause' }, { type: 'end-round' }] satisfies Said[]) session.does('a', said);
  const after = besideOf(session.events.slice(count), session.state);
  expect(after).toEqual({ people: [], sheets: [], history: [] });
});

describe('effects', () => {
  /** What this command of this peer asks of the server. */
  function effectsAfter(session: Session, peer: string, said: Said): Effects {
    const count = session.events.length;
    session.does(peer, said);
    return effectsOf(session.events.slice(count), session.state);
  }
  const NONE: Effects = { checkRights: false, record: [], revealAt: null };

  test('[VIEW-3] [SHEET-16] a tap, a note and a pause ask for nothing', () => {
    const { session, ask } = Session.asked();
    const said: Said[] = [
      { type: 'beat', ask, beat: 0, heard: true },
      { type: 'note', text: 'a note' },
      { type: 'hint', ask, rung: 0, how: 'sent' },
      { type: 'pause' },
    ];
    for (const each of said) expect(effectsAfter(session, 'a', each)).toEqual(NONE);
  });

  test('[SHEET-1] [REC-8] the end of a round freezes its sheets and has those of that round recorded', () => {
    const { session, ask: first } = Session.asked();
    const second = session.ask('a', 'two');
    const ended = { checkRights: true, record: [first, second], revealAt: null };
    expect(effectsAfter(session, 'a', { type: 'end-round' })).toEqual(ended);
    for (const peer of ['a', 'b']) {
      session.does(peer, { type: 'submit-form', form: session.formOf(peer, 1, first) });
    }
    session.does('a', { type: 'swap', agreed: true });
    expect(effectsAfter(session, 'b', { type: 'swap', agreed: true })).toEqual({ ...NONE, checkRights: true });
    const third = session.ask('b', 'one');
    session.does('a', { type: 'finish', agreed: true });
    expect(effectsAfter(session, 'b', { type: 'finish', agreed: true }).record).toEqual([third]);
  });

  test('[ROUND-4] [ROOM-8] taking back a card, and removing a peer or an observer, have rights checked', () => {
    const { session, ask } = Session.asked();
    expect(effectsAfter(session, 'a', { type: 'unask', ask })).toEqual({ ...NONE, checkRights: true });
    for (const peer of ['a', 'b']) session.does(peer, { type: 'allow-observers', agreed: true });
    session.does('c', { type: 'join' });
    expect(effectsAfter(session, 'a', { type: 'remove-observer', peer: 'c' }).checkRights).toBe(true);
    session.leave('b');
    session.pass(GONE_MS);
    expect(effectsAfter(session, 'a', { type: 'remove-peer', peer: 'b' }).checkRights).toBe(true);
  });

  test('[END-4] a session that ends with a form missing asks for a reveal 72 hours later, until there was one', () => {
    const { session } = Session.asked();
    session.leave('b');
    session.pass(GONE_MS);
    const revealAt = session.now + FORM_DUE_MS;
    expect(effectsAfter(session, 'a', { type: 'finish', agreed: true }).revealAt).toBe(revealAt);
    expect(effectsAfter(session, 'a', { type: 'note', text: 'waiting' }).revealAt).toBe(revealAt);
    session.pass(FORM_DUE_MS);
    expect(effectsAfter(session, 'system', { type: 'deadline' }).revealAt).toBeNull();
  });
});
