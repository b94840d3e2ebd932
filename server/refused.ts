/** The one error that means "no, and here is why": everything else that is thrown is a fault of ours. */

import type { RefusalCode, Refused } from '../shared/wire.ts';

export class RefusedError extends Error {
  readonly refusal: RefusalCode;

  constructor(refusal: RefusalCode, message: string) {
    super(message);
    this.refusal = refusal;
  }

  toJSON(): Refused {
    return { refusal: this.refusal, message: this.message };
  }
}

export const UNAVAILABLE: Refused = {
  refusal: 'unavailable',
  message: 'The server cannot store anything right now, so nothing was changed. Try again in a moment.',
};
