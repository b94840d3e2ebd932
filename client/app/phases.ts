/** What each phase of a room shows, fetched by phase: nobody waits for code of a phase that has not come. */

import type { Component } from 'svelte';
import type { RoomView } from '../../shared/room/roomview.ts';
import type { RoomClient } from '../room/RoomClient.svelte.ts';

export type PhaseComponent = Component<{ client: RoomClient; view: RoomView }>;

export const PHASES: Record<RoomView['phase'], () => Promise<{ default: PhaseComponent }>> = {
  lobby: () => import('../lobby/LobbyPhase.svelte'),
  round: () => import('../round/RoundPhase.svelte'),
  feedback: () => import('../feedback/FeedbackPhase.svelte'),
  debrief: () => import('../debrief/DebriefPhase.svelte'),
};
