/** How this browser's editor is set: size of type and key bindings, remembered. */

import { keep, kept } from '../../ui/kept.ts';
import { isKeys, type Keys } from './keybindings.ts';

/** Type size in px. */
export const FONT = { least: 12, most: 24, usual: 14 } as const;

const FONT_KEY = 'practice-room/editor-font';
const KEYS_KEY = 'practice-room/editor-keys';

export function readFont(): number {
  const font = Number(kept(FONT_KEY) ?? FONT.usual);
  return Number.isFinite(font) ? withinFont(font) : FONT.usual;
}

export const withinFont = (font: number): number => Math.min(FONT.most, Math.max(FONT.least, Math.round(font)));

export const keepFont = (font: number): void => keep(FONT_KEY, String(font));

export function readKeys(): Keys {
  const keys = kept(KEYS_KEY);
  return isKeys(keys) ? keys : 'standard';
}

export const keepKeys = (keys: Keys): void => keep(KEYS_KEY, keys);
