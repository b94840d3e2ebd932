/** From whatever a socket sent to a command, or to the refusal that says what is wrong with it. */

import { LIMITS } from '../../shared/limits.ts';
import type { ClientCommand, Refused } from '../../shared/wire.ts';
import { COMMAND_BYTES, commandSchema } from '../../shared/schemas.ts';
import { whatIsWrong } from '../shapes.ts';

/** @param raw anything at all */
export function readCommand(raw: unknown): { ok: true; command: ClientCommand } | ({ ok: false } & Refused) {
  if (typeof raw !== 'object' || raw === null) return malformed('A command is an object with an id and a type.');
  const size = sizeOf(raw);
  if (size === null) return malformed('A command must be plain JSON.');
  const type = 'type' in raw ? raw.type : undefined;
  const known = typeof type === 'string' ? COMMAND_BYTES.get(type) : undefined;
  const most = known ?? LIMITS.command;
  if (size > most) {
    return {
      ok: false,
      refusal: 'too-large',
      message: `This command is too long: ${size} bytes. Its limit is ${most}.`,
    };
  }
  if (typeof type !== 'string') return malformed('type: a command names its type.');
  if (known === undefined) {
    return { ok: false, refusal: 'unknown-command', message: `There is no command "${type.slice(0, 40)}".` };
  }
  const parsed = commandSchema.safeParse(raw);
  return parsed.success ? { ok: true, command: parsed.data } : malformed(whatIsWrong(parsed.error));
}

const malformed = (message: string) => ({ ok: false, refusal: 'malformed', message }) as const;

/** Bytes as JSON; null for what JSON cannot hold (binary attachments among it). */
function sizeOf(raw: object): number | null {
  if (Object.values(raw).some((value) => value instanceof Uint8Array || value instanceof ArrayBuffer)) return null;
  return Buffer.byteLength(JSON.stringify(raw));
}
