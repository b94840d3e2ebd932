/** The two frames of each keystroke, masked once and written to every sheet that takes the same session. */

import type { TypingSession } from '../typing.ts';
import { FIRST_CLOCK, typing } from './awareness.ts';
import { frameOf } from './socket.ts';
import type { Wire } from './wire.ts';

export interface Keystroke {
  update: Buffer;
  awareness: Buffer;
}

export class Keystrokes {
  readonly session: TypingSession;
  readonly #wire: Wire;
  readonly #made: Keystroke[] = [];

  constructor(wire: Wire, session: TypingSession) {
    this.#wire = wire;
    this.session = session;
  }

  /** @param index of the edit in the session */
  at(index: number, sheet: string): Keystroke {
    const made = this.#made[index];
    if (made) return made;
    const keystroke = this.#make(index, sheet);
    if (!this.#wire.named) this.#made[index] = keystroke;
    return keystroke;
  }

  #make(index: number, sheet: string): Keystroke {
    const update = this.session.updates[index];
    if (!update) throw new Error('the typing session is over');
    return {
      update: frameOf(this.#wire.sync(sheet, 'update', update)),
      awareness: frameOf(this.#wire.awareness(sheet, this.stateAfter(index + 1))),
    };
  }

  /** The typist's awareness after so many edits of the session. */
  stateAfter(edits: number): Uint8Array {
    const { client, carets } = this.session;
    return typing(client, FIRST_CLOCK + edits, edits === 0 ? -1 : (carets[edits - 1] ?? -1));
  }
}
