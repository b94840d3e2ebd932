/** Gathers what one commit has to say to each connection, so that it goes out in one write. */

import type { Connection } from './connection.ts';

export class Outbox {
  readonly #waiting: Connection[] = [];

  add(connection: Connection): void {
    this.#waiting.push(connection);
  }

  flush(): void {
    for (const connection of this.#waiting) connection.flush();
    this.#waiting.length = 0;
  }
}
