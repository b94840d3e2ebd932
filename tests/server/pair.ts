/** Two peers in a room, and the way through a session, as scripts. */

import { expect } from 'vitest';
import type { Lesson } from '../../shared/rubric/lessons.ts';
import type { Plan } from '../../shared/room/plan.ts';
import { peer, type Addressed, type Peer, type Tab } from '../support/peer.ts';
import { PLAN, wholeForm } from '../support/session.ts';

export interface Pair {
  room: string;
  secret: string;
  /** Sits as interviewer first. */
  first: Peer;
  second: Peer;
  one: Tab;
  two: Tab;
}

/** Both seated and connected, in the lobby. */
export async function pairIn(server: Addressed, plan: Plan = PLAN): Promise<Pair> {
  const [first, second] = [await peer(server, 'First'), await peer(server, 'Second')];
  const { room, secret } = await first.open(plan);
  expect((await second.join(room, secret)).json).toEqual({ seat: 'candidate' });
  const [one, two] = [await first.connect(room), await second.connect(room)];
  await one.sees((view) => view.peers.length === 2 && view.peers.every(({ connected }) => connected));
  return { room, secret, first, second, one, two };
}

export async function pairAsked(server: Addressed, plan: Plan = PLAN): Promise<Pair & { ask: string; sheet: string }> {
  const pair = await pairIn(server, plan);
  await pair.one.does({ type: 'begin' });
  const asked = await ask(pair.one, 'one');
  await pair.two.sees((view) => view.ask?.ask === asked.ask);
  return { ...pair, ...asked };
}

export async function ask(interviewer: Tab, card: string): Promise<{ ask: string; sheet: string }> {
  const view = await interviewer.does({ type: 'ask', card });
  expect(view.ask?.card).toBe(card);
  return { ask: view.ask?.ask ?? '', sheet: view.ask?.sheet ?? '' };
}

/** The whole form that is due to anybody who holds this tab. */
export function formOf(tab: Tab, text = 'x') {
  const { myForm, round, asks, me } = tab.view;
  const current = round?.round ?? 0;
  const moment = asks.find((each) => each.round === current)?.ask ?? '';
  const asCandidate = round?.candidate === me.peer;
  const kept = round?.promise && !asCandidate ? 'partly' : undefined;
  return wholeForm(current, myForm?.lessons ?? ([] satisfies Lesson[]), moment, asCandidate, text, kept);
}

export async function sealForm(tab: Tab, text = 'x'): Promise<void> {
  await tab.sees((view) => view.myForm?.sealed === false);
  await tab.does({ type: 'submit-form', form: formOf(tab, text) });
}

/** Ends the round of this interviewer, and fills and seals both forms. */
export async function endAndSeal(interviewer: Tab, candidate: Tab): Promise<void> {
  await interviewer.does({ type: 'end-round' });
  await sealForm(interviewer);
  await sealForm(candidate);
}

export async function both(type: 'swap' | 'finish', one: Tab, two: Tab): Promise<void> {
  await one.does({ type, agreed: true });
  await two.does({ type, agreed: true });
}

/** From the first asked card to the debrief, with every form in. */
export async function playOn({ one, two }: Pair): Promise<void> {
  await endAndSeal(one, two);
  await both('swap', one, two);
  await ask(two, 'two');
  await endAndSeal(two, one);
  await both('finish', two, one);
  await one.sees((view) => view.phase === 'debrief' && view.debrief?.revealedAt !== null);
  await two.sees((view) => view.phase === 'debrief' && view.debrief?.revealedAt !== null);
}
