/** Ways out of the sandbox that code could try, in Python as a peer would type it. */

export interface Attempt {
  name: string;
  /** Prints `GOT` where it succeeded, or asks the server for something with `mark` in its address. */
  code: (app: string, mark: string) => string;
  /**
   * Succeeds in a frame without walls: shows that the attempt is one. False where no browser lets a worker do it at
   * all.
   */
  opens: boolean;
}

/** Lets the code wait for promises and for the events by which a browser tells that it did what was asked, or not. */
const PRELUDE = `
import js, pyodide_js
from asyncio import events
from pyodide.ffi import create_proxy, run_sync, to_js
from pyodide.webloop import WebLoop
events._set_running_loop(WebLoop())
def wait(target, *events):
    def listen(done, _):
        for event in events: target.addEventListener(event, done)
    run_sync(js.Promise.new(create_proxy(listen)))
def obj(**fields): return to_js(fields, dict_converter=js.Object.fromEntries)
def blob(text): return js.URL.createObjectURL(js.Blob.new(to_js([text]), obj(type="text/javascript")))
`;

const attempt = (name: string, code: (app: string, mark: string) => string, opens = true): Attempt => ({
  name,
  code: (app, mark) => PRELUDE + code(app, mark),
  opens,
});

/** Prints GOT where the name leads to something. */
const exists = (path: string): string => `
value = js
for name in "${path}".split("."): value = getattr(value, name)
print("GOT", value)`;

/** @param script says by a message that it is done; an error that nobody catches says so too */
const nested = (script: string): string => `wait(js.Worker.new(blob("${script}")), "message", "error")`;

const toTheServer: Attempt[] = [
  attempt(
    'fetch the API as the visitor',
    (app) => `print("GOT", run_sync(run_sync(js.fetch("${app}/api/me")).text()))`,
  ),
  attempt('fetch without reading', (app, mark) => `run_sync(js.fetch("${app}/?${mark}", obj(mode="no-cors")))`),
  attempt(
    'XMLHttpRequest',
    (app, mark) => `x = js.XMLHttpRequest.new()\nx.open("GET", "${app}/api/me?${mark}", False)\nx.send()`,
  ),
  attempt(
    'WebSocket',
    // One that the policy forbids is closed at once; one that it does not forbid begins to connect.
    (app, mark) => `
s = js.WebSocket.new("${app.replace('http', 'ws')}/yjs/${mark}")
if s.readyState != js.WebSocket.CLOSED: print("GOT", s.readyState)`,
  ),
  attempt('EventSource', (app, mark) => `wait(js.EventSource.new("${app}/?${mark}"), "open", "error")`),
  attempt('importScripts', (app, mark) => `js.importScripts("${app}/sandbox.js?${mark}")`),
  attempt('a nested worker of its own text', (app, mark) =>
    nested(`fetch('${app}/?${mark}', {mode: 'no-cors'}).finally(() => postMessage(0))`),
  ),
  attempt('a nested worker that imports', (app, mark) =>
    nested(`importScripts('${app}/sandbox.js?${mark}'); postMessage(0)`),
  ),
  attempt(
    'a nested worker from an address',
    (app, mark) => `wait(js.Worker.new("${app}/sandbox.js?${mark}"), "message", "error")`,
  ),
  attempt('dynamic import in a nested worker', (app, mark) =>
    nested(`import('${app}/sandbox.js?${mark}').finally(() => postMessage(0))`),
  ),
  attempt('loadPackage', (app, mark) => `run_sync(pyodide_js.loadPackage("${app}/${mark}/a-1-py3-none-any.whl"))`),
  attempt('pyfetch', (app, mark) => `from pyodide.http import pyfetch\nrun_sync(pyfetch("${app}/?${mark}"))`),
  attempt('open_url', (app, mark) => `from pyodide.http import open_url\nopen_url("${app}/?${mark}")`),
  attempt(
    'a socket of Python, which Emscripten makes a WebSocket',
    (app, mark) => `
import socket
s = socket.socket()
try: s.connect(("${new URL(app).hostname}", ${new URL(app).port}))
except OSError as error: print(error)
try: s.sendall(b"GET /?${mark} HTTP/1.0\\r\\n\\r\\n")
except OSError as error: print(error)`,
    false,
  ),
  attempt('urllib', (app, mark) => `import urllib.request\nurllib.request.urlopen("${app}/?${mark}")`, false),
  attempt('micropip', () => `import micropip\nprint("GOT")`, false),
];

const byText: Attempt[] = [
  attempt('js.eval', () => `print("GOT", js.eval("1 + 1"))`),
  attempt('the Function constructor', () => `print("GOT", js.Function("return 1")())`),
  attempt('Function by way of .constructor', () => `print("GOT", js.setTimeout.constructor("return 1")())`),
  attempt('run_js', () => `from pyodide.code import run_js\nprint("GOT", run_js("1 + 1"))`),
  attempt(
    'a timer of text',
    () => `
js.setTimeout("globalThis.got = 1", 0)
run_sync(js.Promise.new(create_proxy(lambda done, _: js.setTimeout(done, 1))))
print("GOT", js.got)`,
  ),
];

const storage: Attempt[] = [
  attempt(
    'IndexedDB',
    () => `
request = js.indexedDB.open("wall")
wait(request, "success", "error")
if request.result: print("GOT", request.result)`,
  ),
  attempt('Cache Storage', () => `print("GOT", run_sync(js.caches.open("wall")))`),
  attempt('the private file system', () => `print("GOT", run_sync(js.navigator.storage.getDirectory()))`),
  attempt('locks of the origin', () => `print("GOT", run_sync(js.navigator.locks.query()))`),
];

const thePage: Attempt[] = [
  attempt(
    'a BroadcastChannel to the page',
    // What the browser has brought to the other end of the channel here, it has brought to everybody.
    () => `
here, there = js.BroadcastChannel.new("wall"), js.BroadcastChannel.new("wall")
here.postMessage("GOT")
wait(there, "message")`,
  ),
  ...[
    'document.cookie',
    'localStorage',
    'sessionStorage',
    'parent.document',
    'top.location',
    'alert',
    'open',
    'cookieStore',
    'Image',
    'Audio',
    'RTCPeerConnection',
    'SharedWorker',
    'navigator.serviceWorker.register',
    'navigator.sendBeacon',
  ].map((path) => attempt(`${path}, which workers have not`, () => exists(path), false)),
];

export const ATTEMPTS: readonly Attempt[] = [...toTheServer, ...byText, ...storage, ...thePage];
