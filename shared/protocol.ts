/** The wire, for both ends: messages and their checks, refusals, limits, close codes, version. */

import * as z from 'zod/mini';
import { LEVELS } from './deck/card.ts';
import { SEATS } from './room/ids.ts';
import { PRESETS } from './room/plan.ts';
import type { RoomView } from './room/roomview.ts';
import { LESSONS } from './rubric/lessons.ts';

/** Raised whenever an old client could misread a new server; a mismatch is refused in the handshake. */
export const PROTOCOL = 1;

export const LIMITS = {
  /** Characters (UTF-16 units). */
  name: 40,
  note: 2_000,
  quote: 2_000,
  /** Characters of one field of a form. */
  formField: 2_000,
  /** Characters of an encoded Yjs relative position. */
  position: 400,
  /** Bytes of one command, as JSON. */
  command: 64_000,
  /** Bytes of one frame on the sheet channel. */
  frame: 256_000,
  /** Bytes of one sheet's state; past it the sheet is full. */
  sheet: 2_000_000,
  /** Bytes of one awareness state, as JSON. */
  awareness: 2_000,
  /** Yjs client ids of one sheet. */
  clients: 64,
  /** Commands of one socket: at once, and per second after that. */
  commandBurst: 60,
  commandsPerSecond: 20,
  /** Sockets of one peer on one room or sheet. */
  socketsPerPeer: 8,
  topics: 20,
  asksPerRound: 12,
  momentsPerRound: 1_000,
  observers: 30,
} as const;

/** Why a command or request was not carried out: a closed set. */
export const REFUSALS = [
  'malformed',
  'unknown-command',
  'not-a-member',
  'wrong-seat',
  'wrong-phase',
  'stale',
  'room-full',
  'not-found',
  'too-large',
  'too-fast',
  'read-only',
  'unavailable',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** HTTP and handshakes know two more. */
export type HttpRefusal = Refusal | 'no-identity' | 'foreign-origin';

export interface Refused {
  refusal: HttpRefusal;
  /** For people: what was wrong and what to do. */
  message: string;
}

/** Close codes of the sheet channel. y-websocket gives up on 4400 to 4499 and backs off on the rest. */
export const CLOSE = {
  malformed: 4400,
  noIdentity: 4401,
  notYours: 4403,
  noSuchSheet: 4404,
  full: 4413,
  frameTooLarge: 1009,
  unavailable: 4503,
  tooMany: 4509,
  tooFast: 4529,
} as const;

/** Message types of the sheet channel: the first four are y-websocket's own. */
export const SHEET_MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /**
   * Server to client, only with `?acks=1`: for each of the sender's client ids, the clock up to which its edits are stored.
   * Encoded as varUint(count), then count times varUint(client), varUint(clock).
   */
  stored: 100,
} as const;

const id = z.string().check(z.minLength(1), z.maxLength(64));
const index = z.int().check(z.minimum(0), z.maximum(500));
const clockMs = z.number().check(z.minimum(0), z.maximum(48 * 3_600_000));
const text = (max: number) => z.string().check(z.maxLength(max));
const oneToFour = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const lesson = z.enum(LESSONS);

export const nameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(LIMITS.name));

export const planSchema = z.strictObject({
  preset: z.enum(PRESETS),
  level: z.enum(LEVELS),
  topics: z.array(text(60)).check(z.maxLength(LIMITS.topics)),
  minutes: z.int().check(z.minimum(5), z.maximum(120)),
  rounds: z.union([z.literal(1), z.literal(2)]),
});

export const formSchema = z.strictObject({
  round: z.int().check(z.minimum(1), z.maximum(2)),
  scores: z
    .array(
      z.strictObject({
        lesson,
        level: z.nullable(oneToFour),
        moments: z.array(id).check(z.maxLength(20)),
        where: text(LIMITS.formField),
        happened: text(LIMITS.formField),
        instead: text(LIMITS.formField),
      }),
    )
    .check(
      z.maxLength(LESSONS.length),
      z.refine((scores) => new Set(scores.map((s) => s.lesson)).size === scores.length, 'a lesson is scored once'),
    ),
  answers: z.optional(
    z.strictObject({
      understood: z.optional(oneToFour),
      helped: z.optional(oneToFour),
      room: z.optional(oneToFour),
      specific: z.optional(oneToFour),
    }),
  ),
});

const agreed = z.boolean();
const command = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ id, type: z.literal(type), ...shape });

/** Every command a client can send. */
export const commandSchema = z.discriminatedUnion('type', [
  command('set-plan', { plan: planSchema }),
  command('sit', { seat: z.enum(SEATS) }),
  command('exchange-seats', { agreed }),
  command('remove-peer', { peer: id }),
  command('begin', {}),
  command('ask', { card: id }),
  command('unask', { ask: id }),
  command('beat', { ask: id, beat: index, heard: z.boolean() }),
  command('hint', { ask: id, rung: index, how: z.enum(['spoken', 'sent']) }),
  command('fact', { ask: id, fact: index }),
  command('note', {
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(LIMITS.note)),
    at: z.optional(clockMs),
  }),
  command('pin', {
    ask: id,
    from: text(LIMITS.position),
    to: text(LIMITS.position),
    quote: text(LIMITS.quote),
    lesson: z.optional(lesson),
    text: z.optional(text(LIMITS.note)),
    at: z.optional(clockMs),
  }),
  command('pause', {}),
  command('resume', {}),
  command('end-round', { agreed: z.optional(agreed) }),
  command('save-draft', { form: formSchema, rev: z.int().check(z.minimum(0)) }),
  command('submit-form', { form: formSchema }),
  command('swap', { agreed }),
  command('finish', { agreed }),
  command('promise', { lesson, text: z.string().check(z.trim(), z.minLength(1), z.maxLength(LIMITS.note)) }),
  command('allow-observers', { agreed }),
  command('remove-observer', { peer: id }),
]);

export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command['type'];
export const COMMAND_TYPES: readonly string[] = commandSchema.def.options.flatMap(
  (option) => option.def.shape.type.def.values,
);

export type Ack = { ok: true; seq: number } | ({ ok: false } & Refused);

/** Socket.IO event maps. */
export interface ServerToClient {
  view: (view: RoomView) => void;
  /** The server goes down on purpose: reconnect by yourself in a moment. */
  draining: () => void;
}
export interface ClientToServer {
  command: (command: Command, ack: (answer: Ack) => void) => void;
}
export interface Handshake {
  room: string;
  protocol: number;
}
