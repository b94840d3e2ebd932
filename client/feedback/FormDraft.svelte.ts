/** A form as a reactive draft: saved shortly after the last edit, one save at a time, never over newer words. */

import type { Refused } from '../../shared/wire.ts';
import type { MyForm } from '../../shared/room/roomview.ts';
import type { Form } from '../../shared/rubric/form.ts';
import type { CommandBody } from '../room/RoomClient.svelte.ts';
import { acknowledged, draftFrom, isSaved, rebased, sealable, type Draft } from './draft.ts';
import type { Keeper } from './unsaved.ts';

export type FormCommand = Extract<CommandBody, { type: 'save-draft' | 'submit-form' }>;
/** What the draft needs of the room: sends a command and tells how it went. */
export type Send = (command: FormCommand) => Promise<{ ok: true } | ({ ok: false } & Refused)>;

/** How long after the last edit a draft is saved, and how long after a failure it is tried again, in ms. */
const SAVE_AFTER = 800;
const RETRY_AFTER = 3_000;

export class FormDraft {
  #draft: Draft;
  readonly #send: Send;
  readonly #keeper: Keeper | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #inFlight: Promise<void> | undefined;
  #closed = false;
  #shown = $state.raw<Form>({ round: 1, scores: [] });
  #status = $state<'saved' | 'saving' | 'waiting'>('saved');
  #trouble = $state<string | null>(null);

  constructor(mine: MyForm, send: Send, keeper?: Keeper) {
    this.#send = send;
    this.#keeper = keeper;
    const left = keeper?.load();
    this.#draft = left ? rebased(left, mine) : draftFrom(mine);
    this.#shown = this.#draft.form;
    if (!isSaved(this.#draft)) this.#schedule(SAVE_AFTER);
  }

  get form(): Form {
    return this.#shown;
  }

  /** `waiting`: the last save was not taken and is tried again. */
  get status(): 'saved' | 'saving' | 'waiting' {
    return this.#status;
  }

  /** Why sealing was refused, for people. */
  get trouble(): string | null {
    return this.#trouble;
  }

  edit(change: (form: Form) => Form): void {
    this.#take({ ...this.#draft, form: change(this.#draft.form) });
    this.#trouble = null;
    if (!isSaved(this.#draft)) this.#schedule(SAVE_AFTER);
  }

  /** What the latest view says of this form. */
  receive(mine: MyForm): void {
    const before = this.#draft;
    this.#take(rebased(before, mine));
    if (this.#draft !== before && !isSaved(this.#draft)) this.#schedule(SAVE_AFTER);
  }

  /** Saves what is not saved yet, at once. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#inFlight;
    if (!isSaved(this.#draft) && !this.#closed) await this.#save();
  }

  /** @returns whether the form is sealed now */
  async seal(): Promise<boolean> {
    clearTimeout(this.#timer);
    await this.#inFlight;
    this.#trouble = null;
    const answer = await this.#send({ type: 'submit-form', form: sealable(this.#draft.form) });
    if (answer.ok) {
      this.#end();
      return true;
    }
    this.#trouble = answer.message;
    if (!isSaved(this.#draft)) this.#schedule(SAVE_AFTER);
    return false;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** The form is due no more. */
  #end(): void {
    this.close();
    this.#keeper?.store(null);
  }

  #take(draft: Draft): void {
    this.#draft = draft;
    this.#shown = draft.form;
    if (isSaved(draft)) this.#status = 'saved';
    if (!this.#closed) this.#keeper?.store(isSaved(draft) ? null : draft);
  }

  #schedule(ms: number): void {
    if (this.#closed) return;
    if (this.#status === 'saved') this.#status = 'saving';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #save(): Promise<void> {
    const saving = this.#attempt();
    this.#inFlight = saving;
    return saving.finally(() => {
      if (this.#inFlight === saving) this.#inFlight = undefined;
    });
  }

  async #attempt(): Promise<void> {
    const { form, rev } = this.#draft;
    const answer = await this.#send({ type: 'save-draft', form, rev });
    if (answer.ok) {
      this.#take(acknowledged(this.#draft, form, rev));
      if (!isSaved(this.#draft)) this.#schedule(SAVE_AFTER);
    } else if (answer.refusal === 'wrong-phase') {
      this.#end();
    } else if (answer.refusal === 'stale' && this.#draft.rev > rev) {
      this.#schedule(0);
    } else {
      this.#status = 'waiting';
      this.#schedule(RETRY_AFTER);
    }
  }
}
