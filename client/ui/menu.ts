/** What a menu is made of. */

import type { Snippet } from 'svelte';

export interface MenuItem {
  label: string;
  onselect: () => void;
  danger?: boolean;
  disabled?: boolean;
}

export interface MenuProps {
  /** What the button is called; also its words, unless `children` says otherwise. */
  label: string;
  items: readonly MenuItem[];
  children?: Snippet;
}

export interface MenuListProps extends MenuProps {
  /** Opened with a key, which leads to the first of the items. */
  byKey: boolean;
}
