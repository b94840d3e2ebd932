/** What a run may leave behind (nothing), and what the page believes of a frame that lies (nothing). */

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

/** Python that waits until a worker of its own was heard so often: another that speaks as often was heard too. */
const HEARING_A_WORKER = `
from pyodide.ffi import to_js
def twenty(done, _):
    worker = js.Worker.new(js.URL.createObjectURL(js.Blob.new(to_js(["setInterval(() => postMessage(0), 5)"]))))
    ticks = []
    worker.onmessage = create_proxy(lambda _: (ticks.append(1), len(ticks) == 20 and done()))
run_sync(js.Promise.new(create_proxy(twenty)))`;

/** What one run does, and what shows it to the next, which must print `clean`. */
const LEFT: Record<string, [does: string, looks: string]> = {
  files: [
    'import os\nfor d in ("/home/pyodide", "/tmp", "/lib/room/harness"): open(d + "/left.py", "w").write("x = 1")\n' +
      'print("done")',
    'import os\n' +
      'found = [d for d in ("/home/pyodide", "/tmp", "/lib/room/harness") if os.path.exists(d + "/left.py")]\n' +
      'print(found or "clean")',
  ],
  globals: [
    'left = 1\nimport __main__, sys\nsys.modules["left"] = 1\nprint("done")',
    'import sys\nprint("left" if "left" in globals() or "left" in sys.modules else "clean")',
  ],
  'patched builtins': [
    'import builtins\nbuiltins.left = 1\nbuiltins.len = lambda _: 7\nprint("done")',
    'import builtins\nprint("left" if hasattr(builtins, "left") or len([]) else "clean")',
  ],
  'a patched harness': [
    'import harness.runner, json\nharness.runner.run_main = lambda code: print("left")\n' +
      'json.dumps = lambda _: "left"\nprint("done")',
    'print("clean")',
  ],
  'patched JavaScript': [
    'import js\njs.left = 1\njs.Object.prototype.left = 1\njs.MessagePort.prototype.postMessage = None\nprint("done")',
    'import js\nprint("left" if hasattr(js, "left") else "clean")',
  ],
  'timers and workers': [
    `import js
from pyodide.ffi import to_js
text = "const c = new BroadcastChannel('left'); setInterval(() => c.postMessage('left'), 5)"
js.Worker.new(js.URL.createObjectURL(js.Blob.new(to_js([text]))))
print("done")`,
    `import js
from asyncio import events
from pyodide.ffi import create_proxy, run_sync
from pyodide.webloop import WebLoop
events._set_running_loop(WebLoop())
heard = []
channel = js.BroadcastChannel.new("left")
channel.onmessage = create_proxy(lambda event: heard.append(event.data))
${HEARING_A_WORKER}
print("left" if heard else "clean")`,
  ],
  'a lower limit of memory': [
    'left = bytearray(400 * 2**20)\nprint("done")',
    'x = bytearray(400 * 2**20)\nprint("clean")',
  ],
};

for (const [what, [does, looks]] of Object.entries(LEFT)) {
  test(`a run leaves behind no ${what}`, async () => {
    expect((await runOn(page, does)).stdout).toContain('done');
    expect(await runOn(page, looks)).toMatchObject({ outcome: 'finished', stdout: 'clean\n' });
  });
}

test('two runs at once are in different frames, and do not hear each other', async () => {
  const shout = `import js, time
channel = js.BroadcastChannel.new("two")
print("on")
while True:
    channel.postMessage("heard")
    time.sleep(0.005)`;
  const listen = `import js
from asyncio import events
from pyodide.ffi import create_proxy, run_sync
from pyodide.webloop import WebLoop
events._set_running_loop(WebLoop())
heard = []
channel = js.BroadcastChannel.new("two")
channel.onmessage = create_proxy(lambda event: heard.append(event.data))
${HEARING_A_WORKER}
print("heard" if heard else "clean")`;
  const ran = await page.evaluate(
    async ([first, second]) => {
      const printed = { first: '', second: '' };
      const start = (code: string, name: 'first' | 'second', onOutput = (): void => {}) =>
        window.sandbox.run(
          { code, limitMs: 30_000 },
          {
            output: ({ text }) => {
              printed[name] += text;
              onOutput();
            },
          },
        );
      let shouting!: ReturnType<typeof start>;
      await new Promise<void>((on) => (shouting = start(first, 'first', on)));
      await start(second, 'second').result;
      shouting.stop();
      return { outcome: (await shouting.result).outcome, ...printed };
    },
    [shout, listen] as const,
  );
  expect(ran).toMatchObject({ outcome: 'stopped', second: 'clean\n' });
  expect(ran.first).toContain('on\n');
});

/** Code that edits the harness, so that its answer is the value of this expression. */
const forgingAs = (expression: string): string =>
  `import sys\nfor each in list(sys.modules.values()):\n  if hasattr(each, 'as_json'): each.as_json = lambda _: ${expression}`;

const forging = (json: string): string => forgingAs(JSON.stringify(json));

test('a forged answer of the wrong shape is no answer', async () => {
  for (const json of ['{"outcome":"won"}', '[]', 'null', '{', '{"outcome":"finished","line":"<b>"}']) {
    expect((await runOn(page, forging(json))).outcome).toBe('crashed');
  }
});

test('of a forged answer nothing is kept that was not asked for', async () => {
  const json =
    '{"outcome":"finished","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"by":"Kim"}';
  const ran = await runOn(page, forging(json));
  expect(Object.keys(ran).sort()).toEqual(['ms', 'outcome', 'stderr', 'stdout', 'times', 'truncated']);
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
});

test('an oversized answer is no answer', async () => {
  const huge = forgingAs('\'{"outcome":"finished","x":"\' + "x" * 5_000_000 + \'"}\'');
  expect((await runOn(page, huge)).outcome).toBe('crashed');
  expect((await runOn(page, 'print("next")')).stdout).toBe('next\n');
});

test('a message past the harness ends the run', async () => {
  const code = 'import js, time\nfrom pyodide.ffi import to_js\njs.postMessage("x")\nwhile True: time.sleep(0.1)';
  const ran = await runOn(page, code);
  expect(ran.outcome).toBe('crashed');
  expect(ran.stderr).toContain('sent a message');
});

test('a flood of messages ends the run, and the page stays quick', async () => {
  const ran = await runOn(page, 'import js\nwhile True: js.postMessage("x" * 1000)');
  expect(ran.outcome).toBe('crashed');
  expect((await runOn(page, 'print("next")')).stdout).toBe('next\n');
});

test('who replaces what sends messages does not get hold of the port', async () => {
  const ran = await runOn(
    page,
    `import js
from pyodide.ffi import create_proxy
caught = []
js.MessagePort.prototype.postMessage = create_proxy(lambda *args: caught.append(args))
print("still here", len(caught))`,
  );
  expect(ran.stdout).toBe('still here 0\n');
});

test('what looks like HTML comes as the text it is', async () => {
  const html = '<img src=x onerror="window.parent.hacked = 1"><script>hacked = 1</script>';
  expect((await runOn(page, `print(${JSON.stringify(html)})`)).stdout).toBe(`${html}\n`);
});

/** A frame whose page is ours to write: what it does with the port, once it has it. */
async function withFrame(does: string): Promise<Page> {
  const lying = await page.context().browser()?.newPage();
  if (!lying) throw new Error('there is no browser');
  await lying.route('**/frame.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': "default-src 'unsafe-inline'" },
      body: `<script>addEventListener('message', ({ ports: [port] }) => {
        const say = (message) => port.postMessage(message);
        const ready = () => say({ type: 'ready', asksForInput: true });
        let run = 0;
        port.onmessage = ({ data }) => {
          if (data.type === 'make-snapshot') return say({ type: 'snapshot', snapshot: null });
          if (data.type === 'stop') return say({ type: 'ended', run: data.run });
          run = data.run;
          say({ type: 'started', run });
          (${does})(say, run);
        };
        ready();
      });</script>`,
    }),
  );
  await lying.goto(server.url);
  return lying;
}

/** What a lying frame does when it is to run code, and how the run ends. */
const LIES: Record<string, [does: string, outcome: string]> = {
  'a message of no known kind': [`(say) => say({ type: 'hello' })`, 'crashed'],
  'a message that is no object': [`(say) => say('done')`, 'crashed'],
  'too much in one message': [
    `(say, run) => say({
      type: 'output', run, truncated: false, chunks: [{ stream: 'stdout', text: 'x'.repeat(70_000) }],
    })`,
    'crashed',
  ],
  'too many pieces in one message': [
    `(say, run) => say({
      type: 'output', run, truncated: false, chunks: Array(3_000).fill({ stream: 'stdout', text: '' }),
    })`,
    'crashed',
  ],
  'a stream that is none': [
    `(say, run) => say({ type: 'output', run, truncated: false, chunks: [{ stream: 'innerHTML', text: '' }] })`,
    'crashed',
  ],
  'messages without end': [
    `(say, run) => { for (let n = 0; n < 1_000; n++) say({ type: 'started', run }); }`,
    'crashed',
  ],
  'another page': [`() => { location.href = '/sandbox'; }`, 'crashed'],
  "another run's end": [
    `(say, run) => say({ type: 'done', run: run + 1, json: '{"outcome":"finished"}', ms: 1 })`,
    'timed-out',
  ],
};

for (const [what, [does, outcome]] of Object.entries(LIES)) {
  test(`a frame that sends ${what} is not believed`, async () => {
    const lying = await withFrame(does);
    const ran = await runOn(lying, 'print(1)', { limitMs: 1_000 });
    expect(ran).toMatchObject({ outcome, stdout: '' });
    await lying.close();
  });
}

test('a snapshot that nobody asked for is not kept', async () => {
  const lying = await withFrame(`(say, run) => {
    say({ type: 'snapshot', snapshot: new Blob(['forged']) });
    say({ type: 'done', run, json: '{"outcome":"finished"}', ms: 1 });
    say({ type: 'ended', run });
  }`);
  expect((await runOn(lying, 'print(1)')).outcome).toBe('finished');
  const kept = await lying.evaluate(async () => {
    const caught = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return caught.flat().length;
  });
  expect(kept).toBe(0);
  await lying.close();
});

test('the frame says that nobody else may embed it, and that it may fetch nothing', async () => {
  const { version } = (await (await fetch(new URL('/python/runtime.json', server.url))).json()) as { version: string };
  const { headers } = await fetch(new URL(`/python/${version}/frame.html`, server.url));
  const policy = headers
    .get('content-security-policy')
    ?.replace(/'sha256-[\w+/=]+'/, 'a hash')
    .split('; ');
  expect(policy).toEqual([
    "default-src 'none'",
    "script-src a hash 'wasm-unsafe-eval'",
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-scripts',
  ]);
  const pages = await fetch(server.url);
  expect(pages.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});
