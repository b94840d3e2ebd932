/** The address of the page, as pages read and change it. The app gives it: only the app knows its router. */

import { createContext } from 'svelte';

export interface Address {
  /** The room or the card that it names; undefined for the moment in which its page is being left. */
  readonly room: string | undefined;
  readonly card: string | undefined;
  /** Opens a room; an invite's secret travels in the fragment, which no server is sent. */
  openRoom(room: string, secret?: string): Promise<unknown>;
}

export const [address, provideAddress] = createContext<Address>();
