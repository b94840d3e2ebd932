/** Sheets of two peers against a real server: merging, what is saved, and what was refused. */

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Sheet } from '../../client/sheet/sync/sheet.ts';
import { CLOSE, SHEET_MESSAGE } from '../../shared/wire.ts';
import { MemoryKeep, SheetServer } from './sheet-server.ts';

let server: SheetServer;
afterEach(() => server.dispose());

const soon = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 10_000, interval: 20 });
const synced = (...sheets: Sheet[]) => soon(() => sheets.forEach((sheet) => expect(sheet.state.status).toBe('synced')));
const saved = (...sheets: Sheet[]) => soon(() => sheets.forEach((sheet) => expect(sheet.state.unsaved).toBe(false)));
const textOf = (sheet: Sheet) => sheet.code.toString();

/** Types as an editor does: under an origin of its own, which the undo manager tracks. */
function type(sheet: Sheet, at: number, text: string): void {
  const undo = sheet.undo(sheet.code);
  undo.addTrackedOrigin('editor');
  sheet.doc.transact(() => sheet.code.insert(at, text), 'editor');
}

describe('a sheet', () => {
  it('merges what two peers type at once, and says when it is saved', async () => {
    server = await SheetServer.started('x = 1\n');
    const [ada, grace] = [server.open('ada'), server.open('grace')];
    await synced(ada, grace);
    type(ada, 0, '# ada\n');
    type(grace, 6, '# grace\n');
    expect(ada.state.unsaved).toBe(true);
    await soon(() => expect(textOf(ada)).toBe(textOf(grace)));
    await saved(ada, grace);
    expect(await server.code()).toBe('# ada\nx = 1\n# grace\n');
  });

  it("[SHEET-7] sends its own awareness and never the other peer's back", async () => {
    server = await SheetServer.started('x = 1\n');
    const [ada, grace] = [server.open('ada'), server.open('grace')];
    await synced(ada, grace);
    for (let place = 0; place < 5; place++) {
      ada.awareness.setLocalStateField('cursor', { place });
      await soon(() => expect(grace.awareness.getStates().get(ada.doc.clientID)).toMatchObject({ cursor: { place } }));
    }
    const shown = (peer: string) => server.sent.get(peer)?.filter(([type]) => type === SHEET_MESSAGE.awareness);
    expect(shown('ada')?.length).toBeGreaterThanOrEqual(5);
    // What it says of itself on connecting.
    expect(shown('grace')?.length).toBeLessThanOrEqual(2);
  });

  it('says of a deletion too when it is saved', async () => {
    server = await SheetServer.started('x = 1\n');
    const ada = server.open('ada');
    await synced(ada);
    ada.code.delete(0, 6);
    expect(ada.state.unsaved).toBe(true);
    await saved(ada);
    expect(await server.code()).toBe('');
  });

  it('[SHEET-8] undoes only what its own person did', async () => {
    server = await SheetServer.started('');
    const [ada, grace] = [server.open('ada'), server.open('grace')];
    await synced(ada, grace);
    type(ada, 0, 'ada ');
    await soon(() => expect(textOf(grace)).toBe('ada '));
    type(grace, 2, '[grace]');
    await soon(() => expect(textOf(ada)).toBe('ad[grace]a '));
    ada.undo(ada.code).undo();
    await soon(() => expect(textOf(grace)).toBe('[grace]'));
    grace.undo(grace.code).undo();
    await soon(() => expect(textOf(ada)).toBe(''));
    ada.undo(ada.code).redo();
    await soon(() => expect(textOf(grace)).toBe('ada '));
  });

  it('[SHEET-9] keeps what is typed while offline over a reload and merges it when the server is back', async () => {
    server = await SheetServer.started('x = 1\n');
    const keep = new MemoryKeep();
    const before = server.open('ada', { keep });
    await synced(before);
    await server.stop();
    await soon(() => expect(before.state.status).toBe('offline'));
    type(before, 6, 'typed offline\n');
    before.close();
    const after = server.open('ada', { keep });
    await soon(() => expect(after.state.loaded).toBe(true));
    expect(textOf(after)).toBe('x = 1\ntyped offline\n');
    type(after, 0, 'and after the reload\n');
    await server.start();
    await synced(after);
    await saved(after);
    expect(await server.code()).toBe('and after the reload\nx = 1\ntyped offline\n');
  });

  it('is one person in two tabs', async () => {
    server = await SheetServer.started('');
    const keep = new MemoryKeep();
    const tabs = [server.open('ada', { keep }), server.open('ada', { keep })] as const;
    await synced(...tabs);
    type(tabs[0], 0, 'one ');
    type(tabs[1], 0, 'two ');
    await soon(() => expect(textOf(tabs[0])).toBe(textOf(tabs[1])));
    await saved(...tabs);
    expect([...(await server.code()).matchAll(/one|two/g)]).toHaveLength(2);
  });
});

describe('what the server does not take', () => {
  it('[SHEET-9] is shown to its author when the sheet froze while they were offline; it is read again', async () => {
    server = await SheetServer.started('x = 1\ny = 2\n');
    const keep = new MemoryKeep();
    const ada = server.open('ada', { keep });
    await synced(ada);
    await server.stop();
    type(ada, 5, ' # mine');
    ada.outline('context').insert(0, 'a word');
    await server.start();
    await server.allow('ada', 'read');
    ada.setReadonly(true);
    await soon(() => expect(ada.state.rejected).not.toBeNull());
    const frame = [{ part: 'context', text: 'a word' }];
    expect(ada.state.rejected).toEqual({ code: 'x = 1 # mine', frame, deletions: false });
    await synced(ada);
    expect(textOf(ada)).toBe('x = 1\ny = 2\n');
    await soon(() => expect(keep.copies.size).toBe(0));
    expect([...keep.refused.values()]).toEqual([ada.state.rejected]);
    ada.dismissRejected();
    expect(ada.state.rejected).toBeNull();
  });

  it('[SHEET-9] is still there after a reload, until it is dismissed', async () => {
    server = await SheetServer.started('');
    const keep = new MemoryKeep();
    const before = server.open('ada', { keep });
    await synced(before);
    await server.stop();
    type(before, 0, 'late');
    before.close();
    await server.start();
    await server.allow('ada', 'read');
    const after = server.open('ada', { keep, readonly: true });
    await soon(() => expect(after.state.rejected?.code).toBe('late'));
    after.close();
    expect(server.open('ada', { keep, readonly: true }).state.rejected?.code).toBe('late');
  });

  it('drops nothing that was stored before the freeze', async () => {
    server = await SheetServer.started('');
    const keep = new MemoryKeep();
    const ada = server.open('ada', { keep });
    await synced(ada);
    type(ada, 0, 'in time');
    ada.code.delete(0, 3);
    await soon(async () => expect(await server.code()).toBe('time'));
    await server.allow('ada', 'read');
    ada.setReadonly(true);
    await soon(() => expect(keep.copies.size).toBe(0));
    expect(ada.state.rejected).toBeNull();
    expect(textOf(ada)).toBe('time');
  });

  it('is said of a deletion, whose text is there again', async () => {
    server = await SheetServer.started('x = 1\n');
    const ada = server.open('ada');
    await synced(ada);
    await server.allow('ada', 'read');
    ada.code.delete(0, 1);
    ada.setReadonly(true);
    await soon(() => expect(ada.state.rejected).toEqual({ code: '', frame: [], deletions: true }));
    await synced(ada);
    expect(textOf(ada)).toBe('x = 1\n');
  });

  it('is given back for more than the sheet holds, and the rest goes on', async () => {
    server = await SheetServer.started('x = 1\n', { sheetBytes: 2_000 });
    const ada = server.open('ada');
    await synced(ada);
    const pasted = 'z'.repeat(3_000);
    type(ada, 0, pasted);
    await soon(() => expect(ada.state.rejected?.code).toBe(`${pasted}x = 1`));
    expect(ada.state.code).toBe(CLOSE.full);
    await synced(ada);
    expect(textOf(ada)).toBe('x = 1\n');
    type(ada, 6, 'y');
    await saved(ada);
    expect(await server.code()).toBe('x = 1\ny');
  });

  it('is not what was only too much for one frame', async () => {
    server = await SheetServer.started('x = 1\n');
    const [ada, grace] = [server.open('ada'), server.open('grace')];
    await synced(ada, grace);
    const restored = 'z🙂'.repeat(100_000);
    type(ada, 0, restored);
    await soon(() => expect(textOf(grace) === `${restored}x = 1\n`).toBe(true));
    await saved(ada);
    expect(ada.state).toMatchObject({ code: null, rejected: null });
  });

  it('is given back to somebody who was removed, and nothing is tried again', async () => {
    server = await SheetServer.started('x = 1\n');
    const ada = server.open('ada');
    await synced(ada);
    await server.stop();
    type(ada, 0, 'lost?');
    server.rights.set('ada', { ok: false, close: CLOSE.notYours });
    await server.start();
    await soon(() => expect(ada.state.status).toBe('refused'));
    expect(ada.state.rejected?.code).toBe('lost?x = 1');
    expect(ada.state.code).toBe(CLOSE.notYours);
  });

  it('ends at once for a sheet that is not there', async () => {
    server = await SheetServer.started();
    server.rights.set('ada', { ok: false, close: CLOSE.noSuchSheet });
    const ada = server.open('ada');
    await soon(() => expect(ada.state).toMatchObject({ status: 'refused', code: CLOSE.noSuchSheet, rejected: null }));
  });
});
