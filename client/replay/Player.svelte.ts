/** Plays a round back: the current time, what it shows, and how it moves on. It has no clock and draws nothing. */

import { idleStretches, type Stretch } from '../../shared/replay/activity.ts';
import { clockAt } from '../../shared/replay/replay-clock.ts';
import type { SheetFrame } from '../../shared/replay/playhead.ts';
import type { Recording } from '../../shared/replay/recording.ts';
import { editAt } from '../../shared/replay/texts.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import type { AskId, MomentId, SheetId } from '../../shared/room/ids.ts';
import type { MomentView } from '../../shared/room/roomview.ts';
import { askAt, editsOf, type TimelineAsk } from './follow.ts';
import { NO_PLAYHEADS, NO_RECORDINGS, recordingsOf, withRecording, type Recordings } from './playheads.ts';

export const SPEEDS = [1, 2, 4, 8, 16, 32] as const;
export type Speed = (typeof SPEEDS)[number];

/** The longest step of one frame, in ms: a page that was in the background goes on from where it was. */
const MOST_MS = 250;
/** How long an idle stretch takes when it is skipped, in ms: quick, and yet seen. */
const SKIP_MS = 700;
/** While it plays, going back within this of a moment goes to the one before, in ms. */
const BACK_MS = 1_000;

/**
 * All times are ms on the axis of the replay: since the round started, with pauses. `clock` is the round's clock then.
 *
 * Everything that changes is reactive. Recordings may come after the timeline, in any order (`add`). While it plays,
 * its view drives it:
 *
 *     $effect(() => {
 *       if (!player.playing) return;
 *       let next = requestAnimationFrame(function draw(now) {
 *         player.tick(now);
 *         next = requestAnimationFrame(draw);
 *       });
 *       return () => cancelAnimationFrame(next);
 *     });
 */
export class Player {
  readonly timeline: Timeline;
  readonly duration: number;
  /** In order, by the axis of the replay. */
  readonly moments: readonly { at: number; moment: MomentView }[];

  /** Whether the `idle` stretches are passed in less than a second each. */
  skipIdle = $state(false);
  speed = $state.raw<Speed>(1);
  /** The card to show, whatever happens; null: the one that the candidate was at. */
  chosen = $state.raw<AskId | null>(null);

  /** One for each sheet whose recording has come. */
  #playheads = $state.raw(NO_PLAYHEADS);
  #time = $state.raw(0);
  /** After a step by edit: which edit of which card, since several may share a millisecond. */
  #stepped = $state.raw<{ ask: AskId; edit: number } | null>(null);
  #playing = $state.raw(false);
  /** Where playing stops by itself. */
  #until = Infinity;
  /** When the last frame was drawn. */
  #drawn: number | null = null;

  /** Those that have come. */
  readonly recordings: Recordings = $derived.by(() => recordingsOf(this.#playheads));
  /** The stretches in which nothing happened. */
  readonly idle: readonly Stretch[] = $derived.by(() => idleStretches(this.timeline, this.recordings.values()));
  readonly #typed = $derived.by(() => editsOf(this.timeline.seats.candidate, this.recordings));
  /** The card whose sheet is shown; null before the first one. */
  readonly ask: TimelineAsk | null = $derived.by(() => {
    const chosen = this.#stepped?.ask ?? this.chosen;
    const { asks } = this.timeline;
    return asks.find(({ ask }) => ask === chosen) ?? askAt(asks, this.#typed, this.#instant);
  });
  readonly #playhead = $derived.by(() => this.ask && this.#playheads.get(this.ask.sheet));
  /** The sheet of `ask` as it was; null before the first card, and until its recording has come. */
  readonly frame: SheetFrame | null = $derived.by(() => {
    const playhead = this.#playhead;
    return playhead?.at(this.#instant, this.#stepped?.edit ?? editAt(playhead.recording, this.#instant)) ?? null;
  });

  /** It starts where the first card was asked: before that there is nothing to see. */
  constructor(timeline: Timeline, recordings: Recordings = NO_RECORDINGS) {
    this.timeline = timeline;
    this.duration = Math.max(0, timeline.endedAt - timeline.startedAt);
    this.moments = timeline.moments.map(({ at, moment }) => ({ at: this.#onAxis(at), moment }));
    this.#time = this.#onAxis(timeline.asks[0]?.at ?? timeline.startedAt);
    for (const [sheet, recording] of recordings) this.add(sheet, recording);
  }

  /** The recording of a sheet has come. */
  add(sheet: SheetId, recording: Recording): void {
    this.#playheads = withRecording(this.#playheads, sheet, recording);
  }

  get time(): number {
    return this.#time;
  }

  /** What the round's clock showed, in ms. */
  get clock(): number {
    return clockAt(this.timeline, this.#instant);
  }

  /** Whether the round's clock ran. */
  get clockRan(): boolean {
    const instant = this.#instant;
    return this.timeline.running.some(({ from, to }) => from <= instant && instant < to);
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** It is passing an idle stretch right now. */
  get skipping(): boolean {
    return this.#playing && this.skipIdle && stretchAt(this.idle, this.#time) !== undefined;
  }

  /** How many edits the shown sheet has in all; `frame.edit` of them have happened. */
  get edits(): number {
    return this.#playhead?.recording.edits.length ?? 0;
  }

  /** At the end it starts over. @param until where it pauses by itself */
  play(until = Infinity): void {
    if (this.#time >= this.duration) this.seek(0);
    this.#until = until;
    this.#drawn = null;
    this.#playing = true;
  }

  pause(): void {
    this.#playing = false;
  }

  toggle(): void {
    if (this.#playing) this.pause();
    else this.play();
  }

  /** While it plays it goes on from there, to the end. */
  seek(time: number): void {
    this.#time = Math.min(Math.max(0, time), this.duration);
    this.#stepped = null;
    this.#until = Infinity;
  }

  /** Pauses, and goes one edit of the shown sheet on, or back. @returns whether there was one */
  step(by: 1 | -1): boolean {
    const [ask, playhead, frame] = [this.ask, this.#playhead, this.frame];
    if (!ask || !playhead || !frame) return false;
    const edit = frame.edit + by;
    const time = edit === 0 ? ask.at : playhead.recording.edits[edit - 1]?.time;
    if (time === undefined) return false;
    this.pause();
    this.seek(this.#onAxis(time));
    this.#stepped = { ask: ask.ask, edit };
    return true;
  }

  /** @returns the moment it went to, or null where none follows */
  nextMoment(): MomentView | null {
    return this.#goTo(this.moments.find(({ at }) => at > this.#time));
  }

  /** @returns the moment it went to, or null where none comes before */
  previousMoment(): MomentView | null {
    const before = this.#time - (this.#playing ? BACK_MS : 0);
    return this.#goTo(this.moments.findLast(({ at }) => at < before));
  }

  #goTo(moment: { at: number; moment: MomentView } | undefined): MomentView | null {
    if (moment) this.seek(moment.at);
    return moment?.moment ?? null;
  }

  /** Where a moment happened; null for one that is not of this round, or not for this reader. */
  timeOf(moment: MomentId): number | null {
    return this.moments.find((each) => each.moment.moment === moment)?.at ?? null;
  }

  /** Moves on while it plays. @param now ms, by a clock that goes evenly, such as that of animation frames */
  tick(now: number): void {
    const passed = Math.min(Math.max(0, now - (this.#drawn ?? now)), MOST_MS);
    this.#drawn = now;
    if (!this.#playing || passed === 0) return;
    const end = Math.min(this.#until, this.duration);
    this.#time = Math.min(end, advanced(this.#time, passed, this.speed, this.skipIdle ? this.idle : []));
    this.#stepped = null;
    if (this.#time >= end) this.pause();
  }

  /** By the server's clock. At the end everything has happened, also what was on its way when the round ended. */
  get #instant(): number {
    return this.#time >= this.duration ? Infinity : this.timeline.startedAt + this.#time;
  }

  #onAxis(instant: number): number {
    return Math.min(Math.max(0, instant - this.timeline.startedAt), this.duration);
  }
}

/** Where a player is after `left` ms. @param skipped the idle stretches that are passed quickly, in order */
function advanced(time: number, left: number, speed: number, skipped: readonly Stretch[]): number {
  for (let at = time; ;) {
    const within = stretchAt(skipped, at);
    const rate = within ? Math.max(speed, (within.to - within.from) / SKIP_MS) : speed;
    const edge = within?.to ?? skipped.find(({ from }) => from > at)?.from ?? Infinity;
    if (at + left * rate <= edge) return at + left * rate;
    left -= (edge - at) / rate;
    at = edge;
  }
}

const stretchAt = (stretches: readonly Stretch[], time: number): Stretch | undefined =>
  stretches.find(({ from, to }) => from <= time && time < to);
