/** Laws that hold after any interleaving of requests: seats, histories, views and secrets. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../shared/room/evolve.ts';
import { longWordsOf } from '../../shared/room/moments.ts';
import { isOpenTo, roundsOf } from '../../shared/room/queries.ts';
import { checksFor } from '../../shared/room/view-code.ts';
import { GUIDE_CANARY, factCanary, hiddenCanary, hintCanary } from '../support/cards.ts';
import { Session } from '../support/session.ts';
import { afterAny, afterAnyCode, afterAnyDebrief, step } from '../support/walk.ts';

test('[ROOM-2] never more than two peers, never two in one seat', () => {
  afterAny(({ state }) => {
    expect(state.peers.length).toBeLessThanOrEqual(2);
    expect(new Set(state.peers.map(({ seat }) => seat)).size).toBe(state.peers.length);
  });
});

test('[CMD-5] folding the events gives the state, and both survive JSON', () => {
  for (const after of [afterAny, afterAnyCode, afterAnyDebrief]) {
    after((session) => expect(fold(JSON.parse(JSON.stringify(session.events)))).toEqual(session.state), 60);
  }
});

test('[CMD-5] the beats that are heard are those among the moments', () => {
  afterAny(({ state }) => {
    for (const { moments, heard } of roundsOf(state)) {
      const beats = moments.flatMap((each) =>
        each.kind === 'beat' ? [{ by: each.by, ask: each.ask, beat: each.beat }] : [],
      );
      expect(heard).toEqual(beats);
    }
  }, 100);
});

test('[PY-2] no view carries the long part of a moment, or the source of a check', () => {
  let longs = 0;
  afterAnyCode((session) => {
    longs += [...session.words.values()].filter((text) => text.includes('CANARY-LONG')).length;
    for (const peer of session.timelessViews().keys()) {
      const { guide: _guide, ...view } = session.view(peer);
      expect(JSON.stringify(view)).not.toMatch(/CANARY-(LONG|HIDDEN)/);
    }
  });
  expect(longs, 'the walk writes them').toBeGreaterThan(0);
});

test('[PY-2] [PY-4] [VIEW-1] who fetches a moment or hidden checks sees them, shows them, or may', () => {
  let [hidden, shown] = [0, 0];
  afterAnyCode((session) => {
    const { state } = session;
    for (const round of roundsOf(state)) {
      for (const reader of ['a', 'b', 'c', 'd', 'nobody']) {
        const view = session.timelessViews().has(reader) ? session.view(reader) : undefined;
        for (const { moment } of round.moments) {
          const listed = view?.moments?.some((each) => each.moment === moment) ?? false;
          if (longWordsOf(state, moment, reader) !== undefined)
            expect({ reader, listed }).toEqual({ reader, listed: true });
        }
        for (const ask of round.asks) {
          if (checksFor(state, ask.ask, reader, session)?.hidden === undefined) continue;
          const asks = state.phase === 'round' && state.round === round && round.seats.interviewer === reader;
          hidden++;
          if (ask.shown) shown++;
          expect(view !== undefined && (asks || ask.shown || isOpenTo(state, round, reader))).toBe(true);
        }
      }
      for (const moment of round.moments.filter((each) => each.kind === 'check' && each.hidden)) {
        const isShown = round.asks.some(({ ask, shown: is }) => is && 'ask' in moment && ask === moment.ask);
        for (const reader of ['a', 'b', 'c', 'd'].filter((each) => each !== moment.by)) {
          const fetched = longWordsOf(state, moment.moment, reader) !== undefined;
          if (fetched) expect(isShown || isOpenTo(state, round, reader)).toBe(true);
        }
      }
    }
  });
  expect([hidden > 0, shown > 0], 'the walk reaches both').toEqual([true, true]);
});

test.each([
  ['anything', afterAny],
  ['code', afterAnyCode],
  ['the debrief', afterAnyDebrief],
])('[VIEW-3] a recipient’s seq grows exactly when their own view differs, after %s', (_, after) => {
  after((session, before) => {
    for (const [peer, { seq, rest }] of session.timelessViews()) {
      const old = before.get(peer);
      if (!old) continue;
      expect({ peer, grew: seq > old.seq }).toEqual({ peer, grew: rest !== old.rest });
    }
  });
});

test('[VIEW-1] no view of a candidate or observer holds a secret', () => {
  let reveals = 0;
  const check = (session: Session) => {
    const { state } = session;
    const rounds = roundsOf(state);
    for (const peer of session.timelessViews().keys()) {
      const view = JSON.stringify(session.view(peer));
      const all = rounds.length > 0 && rounds.every((round) => isOpenTo(state, round, peer));
      if (all) reveals++;
      const asker =
        state.phase === 'round' && state.peers.some((each) => each.peer === peer && each.seat === 'interviewer');
      const moments = rounds.flatMap((round) => (isOpenTo(state, round, peer) ? [] : round.moments));
      const own = moments.some((moment) => moment.by === peer);
      if (!asker && !own && !all && !rounds.some((round) => isOpenTo(state, round, peer))) {
        expect(view).not.toContain(GUIDE_CANARY);
        for (const { card } of rounds.flatMap(({ asks }) => asks)) expect(view).not.toContain(hiddenCanary(card));
      }
      for (const other of ['a', 'b', 'c', 'd'].filter((each) => each !== peer)) {
        if (rounds.some((round) => isOpenTo(state, round, peer))) continue;
        expect(view).not.toContain(`CANARY-NOTE-${other}.`);
        expect(view).not.toContain(`CANARY-FORM-${other}.`);
      }
      if (asker || own || rounds.some((round) => isOpenTo(state, round, peer))) continue;
      for (const ask of rounds.flatMap(({ asks }) => asks)) {
        const given = moments.filter((moment) => 'ask' in moment && moment.ask === ask.ask);
        for (const rung of [0, 1, 2]) {
          if (given.some((moment) => moment.kind === 'hint' && moment.rung === rung && moment.how === 'sent')) continue;
          if (sentElsewhere(session, ask.card, rung)) continue;
          expect(view).not.toContain(hintCanary(ask.card, rung));
        }
        for (const fact of [0, 1]) {
          if (moments.some((moment) => moment.kind === 'fact' && moment.fact === fact)) continue;
          expect(view).not.toContain(factCanary(ask.card, fact));
        }
      }
    }
  };
  for (const after of [afterAny, afterAnyDebrief]) after(check);
  expect(reveals, 'the walk reaches the reveal').toBeGreaterThan(0);
});

test.each([
  ['anything', afterAny],
  ['the debrief', afterAnyDebrief],
])('[MARK-2] [PROM-2] [SHARE-2] marks, promises and sharing are between peers, after %s', (what, after) => {
  let [marked, shared, brought] = [0, 0, 0];
  after((session) => {
    const { state } = session;
    const rounds = roundsOf(state);
    for (const peer of session.timelessViews().keys()) {
      const view = session.view(peer);
      const isPeer = view.me.seat !== 'observer';
      const open = rounds.filter((round) => isOpenTo(state, round, peer)).map(({ round }) => round);
      for (const { round } of view.debrief?.marks ?? []) expect(open).toContain(round);
      marked += view.debrief?.marks.length ?? 0;
      if (view.debrief?.shared) shared++;
      if (view.round?.promise) brought++;
      if (!isPeer) expect(JSON.stringify(view)).not.toContain('CANARY-PROMISE');
      expect({ isPeer, shared: view.debrief?.shared ?? false }).not.toEqual({ isPeer: false, shared: true });
    }
  });
  expect(brought).toBeGreaterThan(0);
  if (what === 'the debrief') expect([marked > 0, shared > 0], 'the walk reaches both').toEqual([true, true]);
});

/** The same card can be asked in both rounds. */
const sentElsewhere = ({ state }: Session, card: string, rung: number): boolean =>
  roundsOf(state).some((round) =>
    round.moments.some(
      (moment) =>
        moment.kind === 'hint' &&
        moment.rung === rung &&
        moment.how === 'sent' &&
        round.asks.some((ask) => ask.ask === moment.ask && ask.card === card),
    ),
  );

test('[CMD-2] a refused request changes nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const session = Session.seated();
      for (const each of steps) {
        session.pass(each.pass);
        const said = each.said(session, each.actor);
        if (said === 'arrive' || said === 'leave') continue;
        if (['rename', 'renew-invite', 'read-card'].includes(said.type)) continue;
        const before = session.state;
        const decision = session.asks(each.actor, said);
        if (!decision.ok) expect(session.state).toBe(before);
      }
    }),
  );
});
