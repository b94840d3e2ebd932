/** What each phase of a room shows, fetched by phase: nobody waits for code of a phase that has not come. */

import type { Component } from 'svelte';
import type { RoomView } from '../../../shared/room/roomview.ts';
import type { RoomClient } from '../../room/RoomClient.svelte.ts';

export type PhaseComponent = Component<{ client: RoomClient; view: RoomView }>;

export const PHASES: Record<RoomView['phase'], () => Promise<{ default: PhaseComponent }>> = {
  lobby: () => import('./LobbyPhase.svelte'),
  round: () => import('./RoundPhase.svelte'),
  feedback: () => import('./FeedbackPhase.svelte'),
  debrief: () => import('./DebriefPhase.svelte'),
};
