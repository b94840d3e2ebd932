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
const reaching = (replace: string): string => `import js
from pyodide.ffi import create_proxy, to_js

tried = []

def forge(*things):
    for thing in things:
        held = (getattr(thing, name, None) for name in ("target", "currentTarget", "srcElement", "port"))
        for found in (thing, *held):
            try:
                message = {"type": "done", "json": '{"outcome":"finished"}', "ms": 1}
                message = to_js(message, dict_converter=js.Object.fromEntries)
                found.postMessage(message)
                tried.append(found)
            except Exception:
                pass

def getter(prototype, name):
    real = js.Object.getOwnPropertyDescriptor(prototype, name).get
    def get(this):
        forge(this)
        return js.Reflect.apply(real, this, to_js([]))
    js.Object.defineProperty(prototype, name, to_js(
        {"get": create_proxy(get, capture_this=True), "configurable": True}, dict_converter=js.Object.fromEntries))

def method(prototype, name):
    real = js.Object.getOwnPropertyDescriptor(prototype, name).value
    def call(this, *arguments):
        forge(this, *arguments)
        return js.Reflect.apply(real, this, to_js(list(arguments)))
    js.Object.defineProperty(prototype, name, to_js(
        {"value": create_proxy(call, capture_this=True), "configurable": True, "writable": True},
        dict_converter=js.Object.fromEntries))

${replace}
input()
raise ValueError("the truth")`;

const REACHED = [
  ...['data', 'ports', 'source', 'origin', 'lastEventId'].map((name) => `getter(js.MessageEvent.prototype, "${name}")`),
  ...['target', 'currentTarget', 'srcElement', 'type'].map((name) => `getter(js.Event.prototype, "${name}")`),
  ...['composedPath', 'preventDefault'].map((name) => `method(js.Event.prototype, "${name}")`),
  ...['postMessage', 'start', 'close'].map((name) => `method(js.MessagePort.prototype, "${name}")`),
  ...['addEventListener', 'dispatchEvent'].map((name) => `method(js.EventTarget.prototype, "${name}")`),
  ...['now'].map((name) => `method(js.Performance.prototype, "${name}")`),
];

for (const replace of REACHED) {
  test(`[PY-17] the port is not reached through ${replace}`, async () => {
    const ran = await runOn(page, reaching(replace), { answers: ['a line'] });
    expect(ran).toMatchObject({ outcome: 'raised' });
    expect(ran.stderr).toContain('ValueError: the truth');
  });
}
