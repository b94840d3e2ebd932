/** What this code needs of the prototypes, taken before any code of a sheet runs, which may replace all of them. */

const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data') ?? {};
const { call } = Function.prototype;

/** An event's data, whatever its prototype has become: its getter would be handed the event, and with it the port. */
export const dataOf = call.bind(get as () => unknown) as <T>(event: MessageEvent<T>) => T;

/** Calls back with a promise's outcome. `await` and `.catch` would ask the promise's prototype for it. */
export const whenSettled = call.bind(Promise.prototype.then as () => unknown) as <T>(
  promise: Promise<T>,
  done: (value: T) => void,
  failed: (error: unknown) => void,
) => void;

/** ms */
export const now = performance.now.bind(performance);
