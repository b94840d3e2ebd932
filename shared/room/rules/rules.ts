/** Every command of a room: in which phase it is allowed, who may give it, and which function decides. */

import { accept, type Command } from '../commands.ts';
import { counted, onAsk } from './asks.ts';
import * as code from './code.ts';
import * as debrief from './debrief.ts';
import * as feedback from './feedback.ts';
import * as lobby from './lobby.ts';
import * as membership from './membership.ts';
import { editNote, note, pin, removeNote } from './moments.ts';
import * as returning from './returning.ts';
import * as round from './round.ts';
import type { Rule } from './rule.ts';

export const RULES: { readonly [T in Command['type']]: Rule<T> } = {
  join: { phase: 'any', seat: 'anybody', decide: membership.join },
  leave: { phase: 'any', seat: 'anybody', decide: membership.presence(false) },
  'come-back': { phase: 'any', seat: 'anybody', decide: membership.presence(true) },
  rename: { phase: 'any', seat: 'anybody', decide: ({ actor }) => accept([{ type: 'peer-renamed', peer: actor }]) },
  'ask-return': { phase: 'any', seat: 'anybody', decide: returning.ask },
  'let-back': { phase: 'any', seat: 'peer', decide: returning.letBack },
  'renew-invite': { phase: 'any', seat: 'peer', decide: () => accept([{ type: 'invite-renewed' }]) },
  'remove-peer': { phase: 'any', seat: 'peer', decide: membership.removePeer },
  'allow-observers': { phase: 'any', seat: 'peer', decide: membership.allowObservers },
  'remove-observer': { phase: 'any', seat: 'peer', decide: membership.removeObserver },
  erase: { phase: 'any', seat: 'anybody', decide: membership.erase },
  deadline: { phase: 'any', seat: 'anybody', decide: membership.deadline },
  'server-gone': { phase: 'any', seat: 'anybody', decide: round.serverGone },
  'server-back': { phase: 'any', seat: 'anybody', decide: round.serverBack },

  'set-plan': { phase: 'lobby', seat: 'peer', decide: lobby.setPlan },
  sit: { phase: 'lobby', seat: 'peer', decide: lobby.sit },
  'exchange-seats': { phase: 'lobby', seat: 'peer', decide: lobby.exchangeSeats },
  steer: { phase: 'lobby', seat: 'peer', decide: lobby.steer },
  begin: { phase: 'lobby', seat: 'peer', begins: true, decide: lobby.begin },

  'read-card': {
    phase: 'any',
    seat: 'peer',
    decide: ({ actor, command: { card } }) => accept([{ type: 'card-read', peer: actor, card }]),
  },
  ask: { phase: 'round', seat: 'interviewer', decide: round.ask },
  'ask-own': { phase: 'round', seat: 'interviewer', decide: round.ask },
  unask: { phase: 'round', seat: 'interviewer', decide: onAsk(round.unask) },
  beat: { phase: 'round', seat: 'interviewer', decide: onAsk(counted(round.beat)) },
  hint: { phase: 'round', seat: 'interviewer', decide: onAsk(counted(round.hint)) },
  fact: { phase: 'round', seat: 'interviewer', decide: onAsk(counted(round.fact)) },
  'take-back': { phase: 'round', seat: 'interviewer', decide: round.takeBack },
  tick: { phase: 'round', seat: 'interviewer', decide: onAsk(counted(round.tick)) },
  judge: { phase: 'round', seat: 'interviewer', decide: onAsk(counted(round.judge)) },
  question: { phase: 'round', seat: 'interviewer', decide: onAsk(counted(round.question)) },
  note: { phase: 'any', seat: 'peer', decide: note },
  pin: { phase: 'any', seat: 'peer', decide: pin },
  'edit-note': { phase: 'any', seat: 'peer', decide: editNote },
  'remove-note': { phase: 'any', seat: 'peer', decide: removeNote },
  pause: { phase: 'round', seat: 'peer', decide: round.pause },
  resume: { phase: 'round', seat: 'peer', decide: round.resume },
  'end-round': { phase: 'round', seat: 'peer', decide: round.endRound },

  'lock-runs': { phase: 'round', seat: 'interviewer', decide: code.lockRuns },
  ran: { phase: 'round', seat: 'peer', decide: onAsk(code.ran) },
  checked: { phase: 'round', seat: 'peer', decide: onAsk(code.checked) },
  'reveal-checks': { phase: 'round', seat: 'interviewer', decide: onAsk(code.revealChecks) },
  'add-check': { phase: 'round', seat: 'interviewer', decide: onAsk(code.addCheck) },
  'set-trace': { phase: 'round', seat: 'interviewer', decide: onAsk(code.setTrace) },
  'commit-trace': { phase: 'round', seat: 'candidate', decide: onAsk(code.commitTrace) },
  traced: { phase: 'round', seat: 'peer', decide: onAsk(code.traced) },
  mark: { phase: 'round', seat: 'interviewer', decide: onAsk(counted(code.mark)) },

  'save-draft': { phase: 'any', seat: 'peer', decide: feedback.saveDraft },
  'submit-form': { phase: 'any', seat: 'peer', decide: feedback.submitForm },
  swap: { phase: 'feedback', seat: 'peer', begins: true, decide: feedback.swap },
  finish: { phase: 'round or feedback', seat: 'peer', decide: feedback.finish },

  promise: { phase: 'revealed', seat: 'peer', decide: debrief.promise },
  'mark-comment': { phase: 'revealed', seat: 'peer', decide: debrief.markComment },
  'share-report': { phase: 'revealed', seat: 'peer', decide: debrief.shareReport },
  'link-report': { phase: 'debrief', seat: 'peer', decide: debrief.linkReport },
  continue: { phase: 'debrief', seat: 'peer', decide: debrief.goOn },
};
