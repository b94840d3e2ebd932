/** What a dialog is made of. */

import type { Snippet } from 'svelte';

export interface DialogProps {
  open: boolean;
  title: string;
  /** One line below the title. */
  description?: string;
  wide?: boolean;
  children: Snippet;
  footer?: Snippet;
  onclose?: () => void;
}
