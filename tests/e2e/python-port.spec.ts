/** The port between the frame and its worker: code in the worker must not get hold of it, whatever it replaces. */

import { expect, test, type Page } from '@playwright/test';
import { runOn, startPythonServer, type PythonServer } from './support/python.ts';

test.describe.configure({ mode: 'default' });

let server: PythonServer;
let page: Page;

test.beforeAll(async ({ browser }) => {
  server = await startPythonServer();
  page = await browser.newPage();
  await page.goto(server.url);
  await page.evaluate(() => window.sandbox.load());
});

test.afterAll(async () => {
  await page.close();
  await server.close();
});

/** Replaces one thing of the worker's prototypes by code that posts a forged end by any port that it can reach. */
const reaching = (replace: string): string => `import asyncio, js
from pyodide.ffi import create_proxy, to_js

# Pyodide asks for a loop where it meets a promise, or the prototype of all.
asyncio.set_event_loop(asyncio.new_event_loop())
apply = js.Reflect.apply
busy = False

def forge(*things):
    # Pyodide itself uses what is replaced: only the first of such calls within each other is looked at.
    global busy
    if busy:
        return
    busy = True
    for thing in things:
        held = (getattr(thing, name, None) for name in ("target", "currentTarget", "srcElement", "port"))
        for found in (thing, *held):
            try:
                message = {"type": "done", "json": '{"outcome":"finished"}', "ms": 1}
                message = to_js(message, dict_converter=js.Object.fromEntries)
                found.postMessage(message)
            except Exception:
                pass
    busy = False

def getter(prototype, name):
    real = js.Object.getOwnPropertyDescriptor(prototype, name).get
    def get(this):
        forge(this)
        return apply(real, this, to_js([]))
    js.Object.defineProperty(prototype, name, to_js(
        {"get": create_proxy(get, capture_this=True), "configurable": True}, dict_converter=js.Object.fromEntries))

def method(prototype, name):
    real = js.Object.getOwnPropertyDescriptor(prototype, name).value
    def call(this, *arguments):
        forge(this, *arguments)
        return apply(real, this, to_js(list(arguments)))
    js.Object.defineProperty(prototype, name, to_js(
        {"value": create_proxy(call, capture_this=True), "configurable": True, "writable": True},
        dict_converter=js.Object.fromEntries))

${replace}
input()
raise ValueError("the truth")`;

/** Of these Pyodide itself makes no use while Python runs, so that the run goes on as it would. */
const UNUSED = [
  ...['data', 'ports', 'source', 'origin', 'lastEventId'].map((name) => `getter(js.MessageEvent.prototype, "${name}")`),
  ...['target', 'currentTarget', 'srcElement', 'type'].map((name) => `getter(js.Event.prototype, "${name}")`),
  ...['composedPath', 'preventDefault'].map((name) => `method(js.Event.prototype, "${name}")`),
  ...['postMessage', 'start', 'close'].map((name) => `method(js.MessagePort.prototype, "${name}")`),
  ...['addEventListener', 'dispatchEvent'].map((name) => `method(js.EventTarget.prototype, "${name}")`),
  ...['catch', 'finally'].map((name) => `method(js.Promise.prototype, "${name}")`),
  ...['now'].map((name) => `method(js.Performance.prototype, "${name}")`),
  ...['at', 'shift', 'map', 'slice', 'forEach'].map((name) => `method(js.Array.prototype, "${name}")`),
  ...['stringify', 'parse'].map((name) => `method(js.JSON, "${name}")`),
  'method(js.String.prototype, "trimEnd")',
  'method(js.globalThis, "postMessage")',
];

/** Of these it does: Python may then fail, which is no forged end. */
const USED = [
  ...['call', 'apply', 'bind'].map((name) => `method(js.Function.prototype, "${name}")`),
  ...['split', 'slice', 'replace'].map((name) => `method(js.String.prototype, "${name}")`),
  ...['get', 'set'].map((name) => `method(js.Map.prototype, "${name}")`),
  'method(js.Promise.prototype, "then")',
  'method(js.TextDecoder.prototype, "decode")',
  'method(js.Reflect, "get")',
  'method(js.RegExp.prototype, "exec")',
  'method(js.Array.prototype, js.Symbol.iterator)',
];

for (const replace of UNUSED) {
  test(`[PY-17] the port is not reached through ${replace}`, async () => {
    const ran = await runOn(page, reaching(replace), { answers: ['a line'] });
    expect(ran).toMatchObject({ outcome: 'raised' });
    expect(ran.stderr).toContain('ValueError: the truth');
  });
}

for (const replace of USED) {
  test(`[PY-17] a run does not end as forged through ${replace}`, async () => {
    const ran = await runOn(page, reaching(replace), { answers: ['a line'], limitMs: 1_000 });
    expect(['raised', 'crashed', 'timed-out']).toContain(ran.outcome);
  });
}

test('[PY-17] a stack shows no function of the worker, whose arguments would hold the port', async () => {
  const code = `import js
holder = js.Object.new()
js.Error.stackTraceLimit = 200
js.Error.prepareStackTrace = js.Array.of
js.Error.captureStackTrace(holder)
for site in js.Reflect.get(holder.stack, "1"):
    print(site.getFunctionName(), "shown" if callable(site.getFunction()) else "hidden")`;
  const { outcome, stdout } = await runOn(page, code);
  expect(outcome).toBe('finished');
  expect(stdout).toContain('hidden');
  expect(stdout).not.toContain('shown');
});

test('[PY-17] a replaced json.dumps does not forge how a run ended', async () => {
  const code = `import json
forged = lambda *_, **__: '{"outcome":"finished"}'
json.dumps = json.JSONEncoder.encode = json.JSONEncoder.iterencode = forged
raise ValueError("the truth")`;
  expect(await runOn(page, code)).toMatchObject({ outcome: 'raised', line: 4 });
});
