/** How running is set in this browser, remembered. */

import { PYTHON_LIMITS } from '../../../shared/python/limits.ts';
import { keep, kept } from '../../ui/kept.ts';

/** Seconds that code may run. */
export const SECONDS = { least: 10, most: PYTHON_LIMITS.runMs.most / 1_000, usual: PYTHON_LIMITS.runMs.usual / 1_000 };

/** Height of the pane below the editor, in px. */
export const HEIGHT = { least: 96, most: 640, usual: 220 } as const;

const SECONDS_KEY = 'practice-room/run-seconds';
const INPUTS_KEY = 'practice-room/run-inputs';
const HEIGHT_KEY = 'practice-room/run-height';

const within = (value: number, { least, most, usual }: { least: number; most: number; usual: number }): number =>
  Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : usual;

export const withinHeight = (height: number): number => within(height, HEIGHT);

export const readSeconds = (): number => within(Number(kept(SECONDS_KEY) ?? SECONDS.usual), SECONDS);
export const keepSeconds = (seconds: number): void => keep(SECONDS_KEY, String(seconds));

export const readInputs = (): string => kept(INPUTS_KEY) ?? '';
export const keepInputs = (inputs: string): void => keep(INPUTS_KEY, inputs);

export const readHeight = (): number => within(Number(kept(HEIGHT_KEY) ?? HEIGHT.usual), HEIGHT);
export const keepHeight = (height: number): void => keep(HEIGHT_KEY, String(height));
