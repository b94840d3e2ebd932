/** How a store fails, as far as callers need to know. */

/** A call that the store did not carry out; its `cause` is what the driver said. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/** The store cannot be used at the moment (full, read-only, locked, gone); the same call may work later. */
export class StoreUnavailable extends StoreError {
  override name = 'StoreUnavailable';
}
