/**
 * Many sheets with two people each, one of them typing: sends keystrokes at a rate, and gathers how long each takes.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { percentile, type Latency } from '../figures.ts';
import { priorEdits, sheetName } from '../names.ts';
import { sheetAfter, type TypingSession } from '../typing.ts';
import { Keystrokes } from './keystrokes.ts';
import type { Target } from './main.ts';
import { Pair } from './pair.ts';
import { wireOf, type Wire } from './wire.ts';

/** Sheets that are opened at once. */
const OPENING = 40;
/** ms after the last has joined until somebody types. */
const SETTLE_MS = 500;
/** Keystrokes of one sheet that may be on their way where each types as fast as the server lets it. */
const UNDERWAY_MAX = 20;

export interface CrowdOptions {
  sheets: number;
  /** The number of the first of them. */
  first?: number;
  /** Whether they hold a few hundred edits already. */
  typed: boolean;
  awareness: boolean;
}

/**
 * People stop to think: each for a fifth of every half minute, longer than a server waits before it puts a log away.
 */
const PAUSE = { share: 0.2, everySeconds: 30 };

/** What has arrived since a moment, in ms. */
class Times {
  readonly updates: number[] = [];
  readonly states: number[] = [];
  /** Awareness states that never came, since a newer one took their place. */
  passed = 0;
}

export class Crowd {
  readonly target: Target;
  readonly wire: Wire;
  readonly pairs: readonly Pair[];
  /** Why sockets were lost, or what came is wrong. */
  readonly lost: string[] = [];
  #times = new Times();
  /** Whose turn it is to type. */
  #turn = 0;

  constructor(target: Target, sessions: readonly TypingSession[], options: CrowdOptions) {
    this.target = target;
    this.wire = wireOf(target);
    const keystrokes = sessions.map((session) => new Keystrokes(this.wire, session));
    const states = new Map<string, Uint8Array>();
    this.pairs = Array.from({ length: options.sheets }, (_, i) => {
      const index = (options.first ?? 0) + i;
      const prior = options.typed ? priorEdits(index) : 0;
      const typed = keystrokes[index % keystrokes.length];
      if (!typed) throw new Error('no typing sessions');
      const key = `${typed.session.client} ${prior}`;
      const priorState = states.get(key) ?? sheetAfter(typed.session, prior).state;
      states.set(key, priorState);
      return new Pair({
        target,
        wire: this.wire,
        sheet: sheetName(index),
        keystrokes: typed,
        prior,
        priorState,
        withAwareness: options.awareness,
        timing: {
          update: (ms) => this.#times.updates.push(ms),
          awareness: (ms, passed) => {
            this.#times.states.push(ms);
            this.#times.passed += passed;
          },
        },
        onLost: (why) => this.lost.push(why),
      });
    });
  }

  async open(): Promise<void> {
    for (let i = 0; i < this.pairs.length; i += OPENING)
      await Promise.all(this.pairs.slice(i, i + OPENING).map((pair) => pair.open()));
    await delay(SETTLE_MS);
  }

  /** From now on times are gathered afresh. */
  startTiming(): void {
    this.#times = new Times();
  }

  /** Keystrokes that have arrived since `startTiming`. */
  get came(): number {
    return this.#times.updates.length;
  }

  /** Of what has arrived since `startTiming`, and of what has not: that counts as if it came now. */
  latency(): Latency {
    const late = this.pairs.map((pair) => pair.ages(performance.now()));
    const updates = [...this.#times.updates, ...late.flatMap((ages) => ages.updates)];
    const states = [...this.#times.states, ...late.flatMap((ages) => ages.states)];
    const { passed } = this.#times;
    const of = (times: number[]) => ({ p50: percentile(times, 0.5), p99: percentile(times, 0.99) });
    return { update: of(updates), awareness: { ...of(states), passed, came: this.#times.states.length } };
  }

  /**
   * Types at so many keystrokes a second, over all sheets in turn.
   * @param pauses whether people stop to think: the others then type so much faster
   * @returns how many were sent
   */
  async type(perSecond: number, seconds: number, pauses: boolean): Promise<number> {
    const started = performance.now();
    const end = started + seconds * 1_000;
    let sent = 0;
    for (let now = started; now < end && this.lost.length === 0; now = performance.now()) {
      const due = Math.floor(((now - started) / 1_000) * perSecond);
      for (; sent < due; sent++) this.#nextToType(pauses ? now / 1_000 : null)?.type();
      await delay(1);
    }
    return sent;
  }

  /** @param seconds of the clock by which people pause; null for no pauses */
  #nextToType(seconds: number | null): Pair | undefined {
    for (;;) {
      const index = this.#turn++ % this.pairs.length;
      const isPausing =
        seconds !== null && (index / this.pairs.length + seconds / PAUSE.everySeconds) % 1 < PAUSE.share;
      if (!isPausing) return this.pairs[index];
    }
  }

  /** Every sheet at its own pace: as fast as its reader gets it, and at most so many keystrokes a second. */
  async typeAll(edits: number, perSheetAndSecond: number): Promise<void> {
    const started = performance.now();
    for (;;) {
      const due = Math.min(edits, ((performance.now() - started) / 1_000) * perSheetAndSecond);
      let left = 0;
      for (const pair of this.pairs) {
        while (pair.edits < due && pair.underway < UNDERWAY_MAX) pair.type();
        left += edits - pair.edits;
      }
      if (this.lost.length > 0) throw new Error(this.lost[0]);
      if (left === 0) return;
      await delay(1);
    }
  }

  /** Waits until nothing is on its way any more. @returns what is wrong with what came, in words */
  async drained(ms: number): Promise<string[]> {
    const end = performance.now() + ms;
    while (this.#missing().length > 0 && performance.now() < end) await delay(20);
    const misplaced = this.pairs.filter((pair) => !pair.caretIsRight).length;
    const missing = this.#missing();
    return misplaced > 0 && missing.length === 0 ? [`${misplaced} carets are not where they were left`] : missing;
  }

  #missing(): string[] {
    const sum = (count: (pair: Pair) => number): number => this.pairs.reduce((all, pair) => all + count(pair), 0);
    const updates = sum(({ underway }) => underway);
    const states = sum(({ statesUnderway }) => statesUnderway);
    const silent = this.target.isOurs ? this.pairs.filter(({ acknowledged }) => !acknowledged).length : 0;
    return [
      ...this.lost.slice(0, 1).map((why) => `${this.lost.length} sockets lost: ${why}`),
      ...(updates > 0 ? [`${updates} keystrokes never came`] : []),
      ...(states > 0 ? [`${states} awareness states never came`] : []),
      ...(silent > 0 ? [`${silent} sheets were not acknowledged to the end`] : []),
    ];
  }

  close(): void {
    for (const pair of this.pairs) pair.close();
  }
}
