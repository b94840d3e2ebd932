/** What changed between two views that a person should be told in words, whether or not they are looking. */

import type { AskView, RoomView } from '../../shared/room/roomview.ts';

export interface Arrival {
  /** For screen readers; absent where it is only felt: a peer's presence shows in their chip. */
  text?: string;
  /** For the title of a tab in the background. */
  title: string;
  /** Sent beside the card: shown next to the sheet for a while, and counted where the card is folded. */
  sent?: true;
}

/** In the order in which they happened to the reader: people, then cards, then what was given. */
export function arrivals(before: RoomView, now: RoomView): Arrival[] {
  return [...people(before, now), ...asked(before, now), ...given(before, now)];
}

function people(before: RoomView, now: RoomView): Arrival[] {
  return now.peers.flatMap((peer) => {
    const was = before.peers.find((other) => other.peer === peer.peer);
    const back = was?.connected === false && peer.connected && peer.peer !== now.me.peer;
    return back ? [{ title: `${peer.name} is back` }] : [];
  });
}

function asked(before: RoomView, now: RoomView): Arrival[] {
  if (now.me.seat === 'interviewer' || !now.ask || now.ask.ask === before.ask?.ask) return [];
  // Taking the latest card back makes an older one current again: nothing arrived.
  if (before.asks.some((ask) => ask.ask === now.ask?.ask)) return [];
  return [{ text: `A card for you: ${now.ask.title}.`, title: 'Your turn' }];
}

function given(before: RoomView, now: RoomView): Arrival[] {
  if (now.me.seat === 'interviewer') return [];
  return now.asks.flatMap((ask) => {
    const was = before.asks.find((other) => other.ask === ask.ask);
    return was ? givenFor(was, ask) : [];
  });
}

function givenFor(was: AskView, ask: AskView): Arrival[] {
  const hints = ask.hintsGiven.filter((hint) => !was.hintsGiven.some((old) => old.rung === hint.rung));
  const facts = ask.facts.filter((fact) => !was.facts.some((old) => old.fact === fact.fact));
  const current = ask.questions?.now?.index;
  const question = ask.questions?.asked.find(({ index }) => index === current && index !== was.questions?.now?.index);
  return [
    ...(question ? [{ text: `Question ${question.index + 1}: ${question.text}`, title: 'A question for you' }] : []),
    ...hints.map((hint) => ({ text: `A hint: ${hint.text}`, title: 'A hint for you', sent: true as const })),
    ...facts.map((fact) => ({ text: `You asked: ${fact.text}`, title: 'A fact for you', sent: true as const })),
  ];
}
