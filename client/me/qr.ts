/** A QR code as the path of its dark squares, each one unit wide. */

import { encode } from 'uqr';

export interface QrPath {
  /** Squares of one side, the quiet zone included. */
  size: number;
  d: string;
}

/** Squares around the code that must stay empty. */
const QUIET_ZONE = 3;

export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const rows = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''));
  return { size, d: rows.join('') };
}
