/** What the round page asks of the parts that other features lend it: the sheet, the guide, the card picker. */

import type { Component, Snippet } from 'svelte';
import type { Frame, Guide } from '../../shared/deck/card.ts';
import type { OwnQuestion } from '../../shared/deck/own.ts';
import type { Ack } from '../../shared/wire.ts';
import type { CardId, PeerId, Seat, SheetId } from '../../shared/room/ids.ts';
import type { AskView, MomentView, RoomView } from '../../shared/room/roomview.ts';
import type { RoomClient } from '../room/RoomClient.svelte.ts';
import type { Given } from './given.ts';

/** A selection of the sheet's code: encoded relative positions, and the text as it stood. */
export interface PinnedRange {
  from: string;
  to: string;
  quote: string;
}

export interface SheetProps {
  sheet: SheetId;
  frame: Frame;
  readonly: boolean;
  me: { peer: PeerId; name: string; seat: Seat | 'observer' };
  /** What the code is, for screen readers. */
  label: string;
  /** Absent for whoever keeps no moments. */
  onpin?: (pin: PinnedRange) => void;
}

/** The sheet of a round, with what is done to its code. */
export interface RoundSheetProps extends SheetProps {
  client: RoomClient;
  view: RoomView;
  ask: AskView;
  /** Opens what a run, check or trace left behind. */
  ondetail: (moment: MomentView) => void;
  /** It needs the height that panels take on a narrow page. */
  onneedsroom: () => void;
}

export interface SheetMethods {
  /** Answers through `onpin`, with what is selected; says whether there was something to pin. */
  requestPin(): boolean;
  /** Shows the place a pin was set at; says whether it is still there. */
  reveal(pin: Pick<PinnedRange, 'from' | 'to'>): Promise<boolean>;
  focus(): void;
}

/** What the interviewer can do with a guide. */
export interface GuideActions {
  beat(beat: number, heard: boolean): void;
  hint(rung: number, how: 'spoken' | 'sent'): void;
  fact(fact: number): void;
}

export interface GuideProps {
  prompt: string;
  guide: Guide;
  given: Given;
  /** Absent where the guide is only read: the ask belongs to a round that is over. */
  actions?: GuideActions;
}

export interface PickerProps {
  onask: (card: CardId) => Promise<unknown>;
  /** A question of one's own; the picker says itself why it was refused. */
  onaskown: (own: OwnQuestion) => Promise<Ack>;
  /** Absent while there is nothing to go back to. */
  onclose?: () => void;
}

export interface RoundParts {
  Sheet: Component<RoundSheetProps, SheetMethods>;
  Guide: Component<GuideProps>;
  picker: Snippet<[PickerProps]>;
  /** What a run, check or trace left behind, in full; the second is called when it is closed. */
  detail: Snippet<[MomentView, () => void]>;
}

/** The two panels beside the sheet: guide or card, and moments. */
export type Panel = 'left' | 'right';

/** The dialogs that the room's menu opens. */
export type RoomDialog = 'finish' | 'invite' | 'keys' | 'observers' | 'remove' | 'rename';
