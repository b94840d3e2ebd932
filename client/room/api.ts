/** The HTTP API, typed: one function a request, refusals thrown as `ApiError`. */

import {
  SHARE_HEADER,
  type ClaimCode,
  type CreateRoom,
  type DeckCard,
  type DeckList,
  type Devices,
  type Earlier,
  type Erasure,
  type GuidedCard,
  type Invited,
  type Joined,
  type Me,
  type Offer,
  type Reach,
  type ReportLinked,
  type Returned,
  type RoomSummary,
  type TransferCode,
} from '../../shared/api.ts';
import type { Progress } from '../../shared/progress/progress.ts';
import type { RefusalCode, Refused } from '../../shared/wire.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import type { MomentText } from '../../shared/room/code.ts';
import type { Report } from '../../shared/report/report.ts';
import type { AskChecks } from '../../shared/room/view-code.ts';

/** What the server refused, or that it could not be reached (then `status` is 0). */
export class ApiError extends Error {
  readonly refusal: RefusalCode;
  readonly status: number;

  constructor({ refusal, message }: Refused, status: number) {
    super(message);
    this.name = 'ApiError';
    this.refusal = refusal;
    this.status = status;
  }
}

/** The server does not know this browser: nobody has said a name here yet. */
export const isNobody = (error: unknown): boolean => error instanceof ApiError && error.refusal === 'no-identity';

const UNREACHABLE: Refused = {
  refusal: 'unavailable',
  message: 'The server cannot be reached. Check that it is running and that you are on its network, then try again.',
};

function refused(body: unknown, status: number): ApiError {
  if (body && typeof body === 'object' && 'refusal' in body && 'message' in body) {
    return new ApiError({ refusal: body.refusal as RefusalCode, message: String(body.message) }, status);
  }
  return new ApiError(
    { refusal: 'unavailable', message: `The server answered with an error (${status}). Try again in a moment.` },
    status,
  );
}

const NO_CONTENT = 204;

const send = (path: string, init: RequestInit): Promise<Response> =>
  fetch(path, { credentials: 'same-origin', ...init }).catch(() => {
    throw new ApiError(UNREACHABLE, 0);
  });

function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const sent = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return json<T>(path, { method, ...(body !== undefined && sent) });
}

async function json<T>(path: string, init: RequestInit): Promise<T> {
  const response = await send(path, init);
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok || (answer === null && response.status !== NO_CONTENT)) throw refused(answer, response.status);
  return answer as T;
}

/** What is too large to be read as JSON on the page's own thread. */
async function bytes(path: string, init: RequestInit = {}): Promise<ArrayBuffer> {
  const response = await send(path, init);
  if (!response.ok) throw refused(await response.json().catch(() => null), response.status);
  return response.arrayBuffer().catch(() => {
    throw new ApiError(UNREACHABLE, 0);
  });
}

const room = (id: string) => `/api/rooms/${encodeURIComponent(id)}`;

export const api = {
  /** Who I am; null for somebody the server does not know yet. */
  me: () => request<Me | null>('GET', '/api/me'),
  introduce: (name: string) => request<Me>('POST', '/api/me', { name }),
  rename: (name: string) => request<Me>('PATCH', '/api/me', { name }),
  makeCode: () => request<TransferCode>('POST', '/api/me/transfer', {}),
  claimCode: (claim: ClaimCode) => request<Me>('POST', '/api/me/claim', claim),
  devices: async () => (await request<Devices>('GET', '/api/me/devices')).devices,
  signOutOthers: async () => (await request<Devices>('POST', '/api/me/devices/sign-out-others', {})).devices,
  /** @param name your own, typed to confirm */
  eraseMe: (name: string) => request<Erasure>('DELETE', '/api/me', { name }),

  rooms: async () => (await request<{ rooms: RoomSummary[] }>('GET', '/api/rooms')).rooms,
  createRoom: (body: CreateRoom = {}) => request<Invited>('POST', '/api/rooms', body),
  /** @param ask false: only looks whether the other peer has answered */
  comeBack: (id: string, secret: string, ask: boolean) =>
    request<Returned>('POST', `${room(id)}/return`, { secret, ask }),
  join: (id: string, secret?: string) => request<Joined>('POST', `${room(id)}/join`, secret ? { secret } : {}),
  renewInvite: (id: string) => request<Invited>('POST', `${room(id)}/invite`, {}),
  shareReport: (id: string) => request<ReportLinked>('POST', `${room(id)}/share`, {}),
  reach: () => request<Reach>('GET', '/api/reach'),

  deck: () => request<DeckList>('GET', '/api/deck'),
  card: (card: string) => request<DeckCard>('GET', `/api/deck/${encodeURIComponent(card)}`),
  offer: (id: string) => request<Offer>('GET', `${room(id)}/cards`),
  guide: (id: string, card: string) => request<GuidedCard>('POST', `${room(id)}/cards/${encodeURIComponent(card)}`),
  checks: (id: string, ask: string) => request<AskChecks>('GET', `${room(id)}/asks/${encodeURIComponent(ask)}/checks`),
  moment: (id: string, moment: string) =>
    request<MomentText>('GET', `${room(id)}/moments/${encodeURIComponent(moment)}`),
  earlier: async (id: string, sheet: string) =>
    (await request<Earlier>('GET', `${room(id)}/earlier/${encodeURIComponent(sheet)}`)).texts,

  progress: () => request<Progress>('GET', '/api/progress'),

  report: (id: string) => request<Report>('GET', `${room(id)}/report`),
  timeline: (id: string, round: number) => request<Timeline>('GET', `${room(id)}/timeline/${round}`),
  recording: (id: string, sheet: string) => bytes(`${room(id)}/recordings/${encodeURIComponent(sheet)}`),
};

/** The parts of a shared report, for anybody with its secret, which travels in a header and is in no address. */
export function sharedApi(id: string, secret: string) {
  const base = `/api/shared/${encodeURIComponent(id)}`;
  const init: RequestInit = { headers: { [SHARE_HEADER]: secret }, credentials: 'omit', referrerPolicy: 'no-referrer' };
  return {
    report: () => json<Report>(`${base}/report`, init),
    timeline: (round: number) => json<Timeline>(`${base}/timeline/${round}`, init),
    recording: (sheet: string) => bytes(`${base}/recordings/${encodeURIComponent(sheet)}`, init),
    moment: (moment: string) => json<MomentText>(`${base}/moments/${encodeURIComponent(moment)}`, init),
  };
}

/** What to tell a person about something that failed. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'Something went wrong on this page. Reload it; what was sent is kept.';
