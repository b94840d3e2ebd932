/** One frame on this page: made, handed the runtime, listened to with suspicion, and taken away. */

import { WIRE, type FrameStart, type FromFrame, type ToFrame } from './messages.ts';
import { readFromFrame } from './read.ts';

/** Within so many ms a frame must be there and ready. */
const OPEN_MS = 60_000;

export interface LinkDeps {
  /** Address of the frame's page. */
  frame: string;
  start: FrameStart;
  on: (message: FromFrame) => void;
  /** It broke a rule, or is no more; it was taken away. */
  onGone: (why: string) => void;
}

export class Link {
  readonly #element: HTMLIFrameElement;
  readonly #channel = new MessageChannel();
  readonly #on: LinkDeps['on'];
  readonly #onGone: LinkDeps['onGone'];
  /** When the last messages came, in ms of `performance.now()`. */
  #times: number[] = [];
  #gone = false;

  /** @throws Error where the frame does not come up */
  static async open(deps: LinkDeps): Promise<{ link: Link; asksForInput: boolean }> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => link.remove('It did not start in time.'), OPEN_MS);
      const link = new Link({
        ...deps,
        on(message) {
          if (message.type === 'ready') resolve({ link, asksForInput: message.asksForInput });
          else if (message.type === 'broken') link.remove(message.message);
          else return deps.on(message);
          clearTimeout(late);
        },
        onGone(why) {
          clearTimeout(late);
          reject(new Error(why));
          deps.onGone(why);
        },
      });
    });
  }

  private constructor({ frame, start, on, onGone }: LinkDeps) {
    this.#on = on;
    this.#onGone = onGone;
    this.#channel.port1.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(data);
    this.#element = document.createElement('iframe');
    this.#element.setAttribute('sandbox', 'allow-scripts');
    this.#element.src = frame;
    this.#element.title = 'Python';
    this.#element.hidden = true;
    this.#element.onload = () => this.#greet(start);
    document.body.append(this.#element);
  }

  /** Once; a frame that loads a second page gets nothing. An opaque origin can be addressed as `*` only. */
  #greet(start: FrameStart): void {
    this.#element.onload = () => this.remove('It loaded another page.');
    this.#element.contentWindow?.postMessage(start, '*', [this.#channel.port2]);
  }

  #hear(data: unknown): void {
    if (this.#gone) return;
    const now = performance.now();
    this.#times = [...this.#times.filter((time) => time > now - 1_000), now];
    if (this.#times.length > WIRE.fromFrameASecond) return this.remove('It sent more messages than it may.');
    const message = readFromFrame(data);
    if (!message) return this.remove('It sent a message that the page does not understand.');
    this.#on(message);
  }

  send(message: ToFrame): void {
    if (!this.#gone) this.#channel.port1.postMessage(message);
  }

  /** With the frame go its workers, whatever they do. */
  remove(why: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#channel.port1.close();
    this.#element.remove();
    this.#onGone(why);
  }
}
