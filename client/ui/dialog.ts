/** What a dialog is made of. */

import type { Snippet } from 'svelte';

export interface DialogProps {
  open: boolean;
  title: string;
  /** One line below the title. */
  description?: string;
  wide?: boolean;
  /** It takes the whole page, and what is in it takes the whole dialog. */
  whole?: boolean;
  children: Snippet;
  footer?: Snippet;
  onclose?: () => void;
}
