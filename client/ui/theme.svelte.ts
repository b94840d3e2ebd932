/** Light or dark: as the system says, unless set here. */

import { forget, keep, kept } from './kept.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'theme';

let theme = $state<Theme>(THEMES.find((known) => known === kept(KEY)) ?? 'system');

export const currentTheme = (): Theme => theme;

export function setTheme(next: Theme): void {
  theme = next;
  if (next === 'system') forget(KEY);
  else keep(KEY, next);
  applyTheme();
}

export function applyTheme(): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
}
