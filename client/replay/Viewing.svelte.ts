/** A replay as a person looks at it: the moment in view, what the sheet held then, the stretch that is repeated. */

import { FRAMES } from '../../shared/deck/card.ts';
import { clockAt, instantAt } from '../../shared/replay/replay-clock.ts';
import type { MomentId, PeerId, Seat } from '../../shared/room/ids.ts';
import type { MomentView } from '../../shared/room/roomview.ts';
import type { CaretAt, CodeAt, CodeMark, OutlinePart, TextAt } from '../sheet/replay/index.ts';
import { nameOf } from '../../shared/report/forms.ts';
import type { ReplayTarget } from '../room/replays.ts';
import { placeOfLine, placeOfQuote } from './places.ts';
import type { Player } from './Player.svelte.ts';
import { momentName, standingWords } from './said.ts';

/** How far around a moment is played, to either side, in ms. */
const AROUND_MS = 15_000;
/** How long the line where a run broke off stays marked, in ms. */
const BROKE_MS = 10_000;

/** A moment, and when it was on the axis of the replay. */
export interface TimedMoment {
  at: number;
  moment: MomentView;
}

type OfKind<K extends MomentView['kind']> = Extract<MomentView, { kind: K }>;

export class Viewing {
  readonly player: Player;
  readonly peers: readonly { peer: PeerId; name: string }[];
  /** What the clock showed at the end. */
  readonly total: number;
  #looked = $state.raw<TimedMoment | null>(null);
  #loop = $state.raw<{ from: number; to: number } | null>(null);

  /** The moment in view: the one that was gone to, while it is near, else the last one before. */
  readonly told: TimedMoment | null = $derived.by(() => {
    const { moments, time } = this.player;
    const looked = this.#looked;
    if (looked && Math.abs(time - looked.at) <= AROUND_MS) return looked;
    return moments.findLast(({ at }) => at <= time) ?? null;
  });

  readonly #here = $derived.by(() => {
    const { ask, moments, time } = this.player;
    return moments.filter(({ at, moment }) => at <= time && 'ask' in moment && moment.ask === ask?.ask);
  });
  /** How many moments the shown card has had: what follows from them is computed only when this changes. */
  readonly #count = $derived.by(() => `${this.player.ask?.ask} ${this.#here.length}`);
  readonly #happened = $derived.by(() => {
    void this.#count;
    return this.#here.map(({ moment }) => moment);
  });

  readonly hints = $derived.by(() => this.#ofKind('hint'));
  readonly facts = $derived.by(() => this.#ofKind('fact'));
  readonly #lineMarks = $derived.by(() => this.#ofKind('mark'));
  /** The last run or check until then. */
  readonly ran = $derived.by(
    () => this.#happened.findLast((moment) => moment.kind === 'run' || moment.kind === 'check') ?? null,
  );

  /** Which text the moment in view quotes, and about where: its author had the caret there. */
  readonly #spot = $derived.by(() => {
    const told = this.told;
    return told && quotes(told.moment) ? this.#spotOf(told, told.moment) : null;
  });

  readonly #text = $derived.by(() => this.player.frame?.texts.code ?? '');
  readonly #marks: readonly CodeMark[] = $derived.by(() =>
    this.#lineMarks.flatMap(({ quote, line, verdict }) => {
      const at = placeOfLine(this.#text, quote, line);
      return at === null ? [] : [{ at, verdict }];
    }),
  );
  readonly code: CodeAt = $derived.by(() => ({ ...this.#textAt('code'), marks: this.#marks, broke: this.#broke() }));
  readonly parts: readonly { part: OutlinePart; at: TextAt }[] = $derived.by(() => {
    const frame = this.player.ask?.frame;
    return frame ? FRAMES[frame].map((part) => ({ part, at: this.#textAt(`frame/${part}`) })) : [];
  });

  constructor(player: Player, peers: readonly { peer: PeerId; name: string }[]) {
    this.player = player;
    this.peers = peers;
    this.total = clockAt(player.timeline, player.timeline.endedAt);
  }

  get loop(): { from: number; to: number } | null {
    return this.#loop;
  }

  /** `12:04 of 31:10, hint 1 given` */
  get standing(): string {
    return standingWords(this.player.clock, this.total, this.hints, this.paused);
  }

  /** The round's clock was paused. */
  get paused(): boolean {
    const { clockRan, time, duration } = this.player;
    return !clockRan && time < duration;
  }

  /** The text in which the moment in view is quoted. */
  get spotIn(): string | null {
    return this.#spot?.text ?? null;
  }

  seatOf(peer: PeerId): Seat {
    return this.player.timeline.seats.interviewer === peer ? 'interviewer' : 'candidate';
  }

  nameOf(peer: PeerId | null): string {
    return nameOf(this.peers, peer);
  }

  nameOfMoment(moment: MomentView): string {
    return momentName(moment, this.nameOf(moment.by));
  }

  /** Where it is opened: at the moment, or where a moment was made when the clock showed this, or just there. */
  openAt({ clock, moment }: Pick<ReplayTarget, 'clock' | 'moment'>): void {
    if (moment !== undefined && this.look(moment)) return;
    const near = this.player.moments.find((each) => each.moment.at === clock);
    if (near) this.#lookAt(near);
    else this.goTo(instantAt(this.player.timeline, clock) - this.player.timeline.startedAt);
  }

  /** Goes to a moment and shows what it is about. @returns whether the round has it */
  look(id: MomentId): boolean {
    const found = this.player.moments.find(({ moment }) => moment.moment === id);
    if (found) this.#lookAt(found);
    return found !== undefined;
  }

  /** Goes to a time of the replay. */
  goTo(time: number): void {
    this.#looked = null;
    this.#loop = null;
    this.player.chosen = null;
    this.player.seek(time);
  }

  by(ms: number): void {
    this.goTo(this.player.time + ms);
  }

  next(): MomentView | null {
    return this.#gone(this.player.nextMoment());
  }

  previous(): MomentView | null {
    return this.#gone(this.player.previousMoment());
  }

  step(by: 1 | -1): boolean {
    this.#loop = null;
    return this.player.step(by);
  }

  toggle(): void {
    const { player } = this;
    if (player.playing) return player.pause();
    const loop = this.#loop;
    const inside = loop !== null && player.time >= loop.from && player.time < loop.to;
    if (!inside) {
      this.#loop = null;
      player.chosen = null;
    }
    player.play(inside ? loop.to : undefined);
  }

  /** Plays what was around the moment in view, or around here, again and again; once more ends that. */
  around(): void {
    if (this.#loop) {
      this.#loop = null;
      this.player.pause();
      return;
    }
    const { duration, time } = this.player;
    const at = this.#looked?.at ?? time;
    const loop = { from: Math.max(0, at - AROUND_MS), to: Math.min(duration, at + AROUND_MS) };
    this.player.seek(loop.from);
    this.player.play(loop.to);
    this.#loop = loop;
  }

  tick(now: number): void {
    const { player } = this;
    player.tick(now);
    const loop = this.#loop;
    if (!loop || player.playing || player.time < loop.to) return;
    player.seek(loop.from);
    player.play(loop.to);
  }

  #lookAt(found: TimedMoment): void {
    this.goTo(found.at);
    if ('ask' in found.moment) this.player.chosen = found.moment.ask;
    this.#looked = found;
  }

  #gone(moment: MomentView | null): MomentView | null {
    if (moment) this.look(moment.moment);
    return moment;
  }

  #ofKind<K extends MomentView['kind']>(kind: K): OfKind<K>[] {
    return this.#happened.filter((moment): moment is OfKind<K> => moment.kind === kind);
  }

  #textAt(name: string): TextAt {
    const { frame } = this.player;
    const text = frame?.texts[name] ?? '';
    const carets = (frame?.carets ?? []).filter((caret) => caret.text === name);
    return { text, carets: carets.map((caret) => this.#caretAt(caret)), place: this.#placeIn(name, text) };
  }

  #caretAt({ peer, anchor, head }: { peer: PeerId; anchor: number; head: number }): CaretAt {
    return { peer, name: this.nameOf(peer), seat: this.seatOf(peer), anchor, head };
  }

  #spotOf({ at }: TimedMoment, { by, ask, kind }: Quoting): { text: string; near: number } {
    if (kind === 'mark') return { text: 'code', near: 0 };
    const { timeline, recordings } = this.player;
    const recording = recordings.get(timeline.asks.find((one) => one.ask === ask)?.sheet ?? '');
    const peer = recording?.peers.indexOf(by);
    const time = timeline.startedAt + at;
    const seen = recording?.carets.findLast((caret) => caret.by === peer && caret.time <= time && caret.text >= 0);
    return { text: recording?.texts[seen?.text ?? -1] ?? 'code', near: seen ? Math.min(seen.anchor, seen.head) : 0 };
  }

  #placeIn(name: string, text: string): TextAt['place'] {
    const moment = this.told?.moment;
    const spot = this.#spot;
    if (!moment || !spot || !quotes(moment)) return null;
    if (moment.ask !== this.player.ask?.ask || spot.text !== name) return null;
    const { quote } = moment;
    const from = moment.kind === 'mark' ? placeOfLine(text, quote, moment.line) : placeOfQuote(text, quote, spot.near);
    return from === null ? null : { of: moment.moment, from, to: from + quote.length };
  }

  #broke(): number | null {
    const { told } = this;
    if (told?.moment.kind !== 'run' || told.moment.line === undefined) return null;
    const { time } = this.player;
    return time >= told.at && time - told.at <= BROKE_MS ? told.moment.line : null;
  }
}

type Quoting = OfKind<'pin' | 'mark'>;
const quotes = (moment: MomentView): moment is Quoting => moment.kind === 'pin' || moment.kind === 'mark';
