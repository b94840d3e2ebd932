/** A recording as it came over the wire, read. */

import { decodeRecording } from '../../shared/replay/encode.ts';
import type { Recording } from '../../shared/replay/recording.ts';

export const decoded = (bytes: ArrayBuffer): Recording => decodeRecording(new Uint8Array(bytes));
