/**
 * How a draft saves itself: not at every key, one save at a time, again after a failure, and never after it is sealed.
 */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sameForm, withLevel, withScore, type Draft } from '../../client/feedback/draft.ts';
import { FormDraft, type FormCommand } from '../../client/feedback/FormDraft.svelte.ts';
import { draftIn } from '../../client/feedback/unsaved.ts';
import type { MyForm } from '../../shared/room/roomview.ts';
import type { Form } from '../../shared/rubric/form.ts';

const EMPTY: MyForm = { lessons: ['thinking-aloud'], form: { round: 1, scores: [] }, rev: 0, sealed: false };
const say = (where: string) => (form: Form) => withScore(form, 'thinking-aloud', { level: 3, where });

/** A server that keeps one draft, and can be made to refuse or to answer late. */
function serverWith(mine: MyForm) {
  const server = {
    stored: mine,
    got: [] as FormCommand[],
    refusal: null as 'unavailable' | 'wrong-phase' | null,
    hold: null as Promise<void> | null,
    view: (): MyForm => server.stored,
    async send(command: FormCommand) {
      server.got.push(command);
      await server.hold;
      if (server.refusal) return { ok: false as const, refusal: server.refusal, message: 'not now' };
      if (command.type === 'submit-form') server.stored = { ...server.stored, form: command.form, sealed: true };
      else if (command.rev !== server.stored.rev)
        return { ok: false as const, refusal: 'stale' as const, message: 'old' };
      else server.stored = { ...server.stored, form: command.form, rev: command.rev + 1 };
      return { ok: true as const };
    },
  };
  return server;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a draft that saves itself', () => {
  it('saves once, a moment after the last key', async () => {
    const server = serverWith(EMPTY);
    const draft = new FormDraft(EMPTY, server.send);
    for (const text of ['l', 'li', 'line']) draft.edit(say(text));
    expect(draft.status).toBe('saving');
    await vi.advanceTimersByTimeAsync(799);
    expect(server.got).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.got).toMatchObject([{ type: 'save-draft', rev: 0, form: { scores: [{ where: 'line' }] } }]);
    expect(draft.status).toBe('saved');
  });

  it('saves what was typed while a save was under way, with the new revision', async () => {
    const server = serverWith(EMPTY);
    let release = () => {};
    server.hold = new Promise((resolve) => (release = resolve));
    const draft = new FormDraft(EMPTY, server.send);
    draft.edit(say('first'));
    await vi.advanceTimersByTimeAsync(800);
    draft.edit(say('first and second'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.got).toHaveLength(1);
    release();
    await vi.advanceTimersByTimeAsync(800);
    expect(server.got.map((command) => 'rev' in command && command.rev)).toEqual([0, 1]);
    expect(draft.status).toBe('saved');
  });

  it('[FORM-6] keeps what is typed over a newer draft of another tab, and saves both', async () => {
    const server = serverWith(EMPTY);
    const draft = new FormDraft(EMPTY, server.send);
    server.stored = { ...EMPTY, rev: 4, form: withLevel(EMPTY.form, 'answer-structure', 2) };
    draft.edit(say('mine'));
    await vi.advanceTimersByTimeAsync(800);
    expect(draft.status).toBe('waiting');
    draft.receive(server.view());
    await vi.advanceTimersByTimeAsync(800);
    expect(draft.status).toBe('saved');
    expect(server.stored.form.scores.map((score) => score.lesson)).toEqual(['answer-structure', 'thinking-aloud']);
    expect(sameForm(server.stored.form, draft.form)).toBe(true);
  });

  it('follows another tab while this one is idle', () => {
    const server = serverWith(EMPTY);
    const draft = new FormDraft(EMPTY, server.send);
    draft.receive({ ...EMPTY, rev: 1, form: say('elsewhere')(EMPTY.form) });
    expect(draft.form.scores[0]?.where).toBe('elsewhere');
    expect(draft.status).toBe('saved');
  });

  it('tries again when the store is down', async () => {
    const server = serverWith(EMPTY);
    server.refusal = 'unavailable';
    const draft = new FormDraft(EMPTY, server.send);
    draft.edit(say('kept'));
    await vi.advanceTimersByTimeAsync(800);
    expect(draft.status).toBe('waiting');
    server.refusal = null;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(draft.status).toBe('saved');
    expect(server.stored.form.scores[0]?.where).toBe('kept');
  });

  it('[FORM-5] seals with the last words, and saves nothing after that', async () => {
    const server = serverWith(EMPTY);
    const draft = new FormDraft(EMPTY, server.send);
    draft.edit(say('last words'));
    expect(await draft.seal()).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.got.map((command) => command.type)).toEqual(['submit-form']);
    expect(server.stored.form.scores[0]?.where).toBe('last words');
  });

  it('goes on saving when sealing was refused', async () => {
    const server = serverWith(EMPTY);
    server.refusal = 'unavailable';
    const draft = new FormDraft(EMPTY, server.send);
    draft.edit(say('kept'));
    expect(await draft.seal()).toBe(false);
    expect(draft.trouble).toBe('not now');
    server.refusal = null;
    await vi.advanceTimersByTimeAsync(800);
    expect(server.stored.form.scores[0]?.where).toBe('kept');
  });
});

describe('what was typed and not saved', () => {
  /** A browser's storage: what it holds is text. */
  function browser() {
    let text: string | null = null;
    const store = (draft: Draft | null) => void (text = draft && JSON.stringify(draft));
    return { load: () => draftIn(text), store, text: () => text };
  }

  it('survives a reload while the server is away, and is merged with what another tab saved meanwhile', async () => {
    const server = serverWith(EMPTY);
    const keeper = browser();
    server.refusal = 'unavailable';
    const first = new FormDraft(EMPTY, server.send, keeper);
    first.edit(say('typed in the dark'));
    await vi.advanceTimersByTimeAsync(800);
    first.close();
    server.refusal = null;
    server.stored = { ...EMPTY, rev: 2, form: withLevel(EMPTY.form, 'answer-structure', 2) };
    const second = new FormDraft(server.view(), server.send, keeper);
    expect(second.form.scores.map((score) => score.where)).toEqual(['', 'typed in the dark']);
    await vi.advanceTimersByTimeAsync(800);
    expect(sameForm(server.stored.form, second.form)).toBe(true);
    expect(keeper.text()).toBeNull();
  });

  it('is forgotten when the form is sealed', async () => {
    const server = serverWith(EMPTY);
    const keeper = browser();
    const draft = new FormDraft(EMPTY, server.send, keeper);
    draft.edit(say('last words'));
    expect(keeper.text()).toContain('last words');
    await draft.seal();
    draft.receive(server.view());
    expect(keeper.text()).toBeNull();
  });

  it.each([null, '', '{}', '[]', '{"rev":1,"form":{"round":9},"base":{}}'])('reads %j as nothing', (text) => {
    expect(draftIn(text)).toBeNull();
  });
});
