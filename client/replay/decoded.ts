/** A recording as it came over the wire, read while the page goes on drawing. */

import { decoding } from '../../shared/replay/encode.ts';
import type { Recording } from '../../shared/replay/recording.ts';
import { inSlices } from './slices.ts';

export const decoded = (bytes: ArrayBuffer): Promise<Recording> => inSlices(decoding(new Uint8Array(bytes)));
