/** Code in a room: run, checked, predicted and traced, and read aloud, as each seat sees it. */

import { expect, test, twoInALobby, twoInARound } from './support/peers.ts';
import {
  askFound,
  atTheBench,
  checkButton,
  CHECKED,
  COLD,
  outputOf,
  runButton,
  runByKey,
  stopButton,
  tabOf,
  write,
} from './support/bench.ts';

test.describe.configure({ timeout: 180_000 });

test('[PY-1] [PY-11] what one runs both see at once, and after a reload', async ({ server, person }) => {
  const { asker, answerer, invite } = await twoInALobby(person, server.url);
  await asker.press('Propose to allow observers');
  await answerer.press('Allow');
  await asker.press('Begin the round');
  await askFound(asker, answerer, CHECKED, 'normalise_status');
  const [hers, his] = [outputOf(asker), outputOf(answerer)];

  await write(
    answerer,
    'import sys\nprint("out")\nprint("aside", file=sys.stderr)\nname = input("who? ")\nprint(f"hello {name}")\n' +
      'raise ValueError(name)\n',
  );
  await answerer.page.keyboard.press('Control+Enter');
  const asked = answerer.page.getByRole('textbox', { name: 'Input for the running code' });
  await expect(asked).toBeFocused(COLD);
  await expect(hers).toContainText('The run by Sam is waiting for input: either of you can answer.');
  await expect(hers.locator('.stderr')).toHaveText('aside\n');
  await asker.page.keyboard.press('Control+Enter');
  await expect(asker.page.getByText('A run by Sam is still going: stop it first.')).toBeVisible();
  await asked.fill('Ada');
  await answerer.page.keyboard.press('Enter');
  for (const seen of [hers, his]) {
    await expect(seen.getByRole('status')).toContainText('Raised an error on line 6');
    await expect(seen).toContainText('who? Ada');
    await expect(seen).toContainText('hello Ada');
    await expect(seen.getByText('stderr')).toHaveCount(2);
  }
  await expect(hers.getByRole('status')).toContainText('run by Sam');
  await expect(asker.page.getByRole('region', { name: 'Your moments' })).toContainText('run, raised on line 6');
  await asker.page.getByRole('button', { name: /^run, raised/ }).click();
  await expect(asker.page.getByRole('dialog')).toContainText('hello Ada');
  await expect(asker.page.getByRole('region', { name: 'The code that ran' })).toContainText('raise ValueError');
  await asker.page.keyboard.press('Escape');

  await hers.getByRole('button', { name: 'File "sheet.py", line 6' }).click();
  await expect(asker.code).toBeFocused();
  await asker.page.keyboard.type('# ');
  await expect.poll(() => answerer.text()).toContain('# raise ValueError');
  await asker.isAccessible();

  await asker.page.reload();
  await expect(outputOf(asker)).toContainText('hello Ada');
  await atTheBench(asker);

  await write(answerer, 'import time\nname = input("who? ")\nprint(f"hello {name}\\rHELLO")\n');
  await answerer.page.keyboard.press('Control+Enter');
  const asks = asker.page.getByRole('textbox', { name: 'Input for the running code' });
  await asks.fill('Kim');
  await asks.press('Enter');
  for (const seen of [hers, his]) {
    await expect(seen.getByRole('status')).toContainText('Finished');
    await expect(seen).toContainText('who? Kim');
    await expect(seen).toContainText('HELLO Kim');
  }

  await write(asker, 'while True:\n    pass\n');
  await asker.page.keyboard.press('Control+Enter');
  await expect(his.getByRole('status')).toContainText('Running, by Kim', COLD);
  await stopButton(answerer).click();
  for (const seen of [hers, his]) await expect(seen.getByRole('status')).toContainText('Stopped');

  await write(asker, 'kept = []\nwhile True:\n    kept.append(bytearray(64 * 2**20))\n');
  await runByKey(asker, /Raised an error on line 3|Out of memory/);
  await expect(his).toContainText('MemoryError');
  await write(asker, 'print("x" * 70_000)\n');
  await runByKey(asker, 'Finished');
  await expect(his).toContainText('14,001 characters of output are left out here.');
  await expect(his.getByText('Earlier runs')).toBeVisible();

  await tabOf(asker, 'Settings').click();
  await asker.press('Lock running for the candidate');
  await expect(runButton(answerer)).toBeDisabled();
  await expect(his).toContainText('The interviewer has locked running for now.');
  await expect(runButton(asker)).toBeEnabled();
  await asker.press('Let the candidate run');
  await expect(runButton(answerer)).toBeEnabled();

  const watcher = await person('Toni');
  await watcher.page.goto(invite);
  await watcher.press('Watch');
  await watcher.sayName();
  await atTheBench(watcher);
  await expect(outputOf(watcher)).toContainText('14,001 characters of output are left out here.');
  await expect(runButton(watcher)).toHaveCount(0);
  await expect(tabOf(watcher, 'Settings')).toHaveCount(0);
  await watcher.page.keyboard.press('Control+Enter');
  await write(answerer, 'print("for all")\n');
  await runByKey(answerer, 'Finished');
  await expect(outputOf(watcher)).toContainText('for all');
  await watcher.isAccessible();
});

test('[PY-3] [PY-4] checks are for both, hidden ones for the interviewer until shown', async ({ server, person }) => {
  const { asker, answerer } = await twoInALobby(person, server.url);
  await asker.press('Begin the round');
  await askFound(asker, answerer, CHECKED, 'normalise_status');
  const hidden = ({ page }: typeof asker) => page.getByRole('region', { name: 'Hidden cases' });

  await checkButton(asker).click();
  await expect(tabOf(answerer, 'Checks, 1 of 3 pass')).toBeVisible(COLD);
  await expect(hidden(asker)).toContainText('5 of 5 pass', COLD);
  await expect(answerer.page.getByRole('list', { name: 'Cases', exact: true })).toContainText(
    "UnknownStatus: harbour: '10'",
  );
  await expect(hidden(answerer)).toHaveCount(0);
  await expect(answerer.page.getByText('test_northgate')).toHaveCount(0);

  await asker.press('Add a case…');
  await asker.page
    .getByRole('textbox', { name: 'One more case' })
    .fill('assert normalise_status("paid", "csv") == "new"');
  await asker.press('Add the case');
  await answerer.page.getByText('What the cases say').click();
  await expect(answerer.page.getByRole('region', { name: 'Added case 1' })).toContainText('== "new"');
  await checkButton(answerer).click();
  await expect(tabOf(asker, 'Checks, 1 of 4 pass')).toBeVisible(COLD);
  await expect(asker.page.getByRole('list', { name: 'Cases', exact: true })).toContainText('added case 1');
  await asker.isAccessible();

  await asker.press('Show the hidden cases');
  await asker.press('Show them');
  await expect(hidden(answerer)).toContainText('5 of 5 pass');
  await expect(answerer.page.getByRole('region', { name: 'hidden.py' })).toContainText('test_northgate');
  await write(answerer, 'def normalise_status(:\n');
  await checkButton(answerer).click();
  await expect(tabOf(asker, 'Checks, could not run')).toBeVisible(COLD);
  await expect(hidden(asker)).toContainText('could not run');
  await answerer.isAccessible();
});

test('[PY-5] [PY-6] [PY-7] a prediction is committed before anything runs, and laid beside the trace', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await atTheBench(asker, answerer);
  const { keyboard } = answerer.page;
  await expect(runButton(answerer)).toBeDisabled();
  await expect(checkButton(asker)).toBeDisabled();
  await expect(outputOf(answerer)).toContainText('Predict first');
  await answerer.page.keyboard.press('Control+Enter');
  await expect(outputOf(asker)).toContainText('The prediction comes first');

  await tabOf(asker, 'Trace').click();
  await tabOf(answerer, 'Trace').click();
  await answerer.press('Add a row');
  for (const text of ['10', 'Tab', 'accepted = 0', 'Enter', '11', 'Tab', 'rejections = [1]', 'Enter', 'Enter']) {
    if (/^[A-Z]/.test(text)) await keyboard.press(text);
    else await keyboard.type(text);
  }
  await expect(asker.page.getByRole('textbox', { name: 'Values that change, row 2' })).toHaveValue('rejections = [1]');
  await expect(asker.page.getByRole('textbox', { name: 'Line, row 4' })).toBeVisible();
  await keyboard.press('Control+Backspace');
  await keyboard.press('Control+Backspace');
  await expect(asker.page.getByRole('textbox', { name: 'Line, row 3' })).toHaveCount(0);
  await keyboard.press('ArrowUp');
  await expect(answerer.page.getByRole('textbox', { name: 'Line, row 1' })).toBeFocused();
  await expect(asker.page.getByRole('textbox', { name: 'Line, row 1' })).toHaveAttribute('readonly');
  await answerer.isAccessible();

  await answerer.press('Commit the prediction');
  await answerer.press('Commit it');
  for (const { page } of [answerer, asker]) {
    await expect(page.getByRole('tabpanel', { name: 'Trace' }).getByText('3 agreed, 1 wrong')).toBeVisible(COLD);
    const compared = page.getByRole('list', { name: 'The trace beside the prediction' });
    await expect(compared.getByText('wrong, predicted [1]')).toBeVisible();
    await expect(compared.getByText('first divergence')).toHaveCount(1);
    await expect(page.locator('.cm-at-parting').last()).toContainText('rejections = []');
  }
  const slider = answerer.page.getByRole('slider', { name: /^Step/ });
  await slider.focus();
  await keyboard.press('ArrowRight');
  await expect(answerer.page.locator('.cm-at-step').last()).toContainText('rejections = []');
  await expect(answerer.page.getByText('rejections = [], set here')).toBeVisible();
  await answerer.isAccessible();
  await expect(runButton(answerer)).toBeEnabled();

  await asker.press('Trace another call…');
  await asker.page.getByRole('textbox', { name: 'The call to trace' }).fill('1 + 1');
  await asker.press('Ask for the prediction');
  await expect(answerer.page.getByText('You are asked to predict a call')).toBeVisible();
  await expect(runButton(answerer)).toBeDisabled();
  await asker.press('Do without the prediction');
  await expect(runButton(answerer)).toBeEnabled();
});

test('[PY-8] reading aloud: one line for both, marks for the interviewer alone, and a sentence at the end', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await atTheBench(asker, answerer);
  const reading = ({ page }: typeof asker) => page.getByRole('slider', { name: 'Line being read' });
  await answerer.code.click();
  await answerer.page.keyboard.press('Control+Home');
  await answerer.page.keyboard.press('Alt+KeyR');
  await expect(reading(answerer)).toBeFocused();
  for (let line = 1; line < 4; line++) await answerer.page.keyboard.press('ArrowDown');
  await expect(asker.code.locator('.cm-at-reading')).toContainText('def note_rejection');

  await reading(asker).focus();
  await asker.page.keyboard.press('v');
  await expect(asker.page.getByText('marked vague')).toBeVisible();
  await asker.page.keyboard.press('ArrowDown');
  await asker.page.keyboard.press('c');
  await expect(asker.page.locator('.cm-verdict')).toHaveText(['~', '✓']);
  await expect(answerer.code.locator('.cm-at-reading')).toContainText('rejections.append');
  await answerer.page.keyboard.press('w');
  await asker.page.locator('.cm-lineNumbers .cm-gutterElement', { hasText: /^9$/ }).first().click();
  await expect(answerer.code.locator('.cm-at-reading')).toContainText('def import_rows');
  await asker.isAccessible();
  await answerer.page.reload();
  await atTheBench(answerer);
  await expect(answerer.code.locator('.cm-at-reading')).toContainText('def import_rows');
  await expect(answerer.page.locator('.cm-verdict')).toHaveCount(0);
  await expect(answerer.page.getByText(/marked|Vague/)).toHaveCount(0);

  await asker.press('End reading');
  await expect(answerer.code.locator('.cm-at-reading')).toHaveCount(0);
  await answerer.press('Write it in the outline');
  await answerer.page.keyboard.type('It collects rejected rows.');
  await tabOf(asker, 'Outline').click();
  await expect(asker.page.getByRole('textbox', { name: 'Does' })).toContainText('It collects rejected rows.');
  await asker.button('More about this room').click();
  await asker.page.getByRole('menuitem', { name: 'List all keys' }).click();
  for (const what of ['Run the code', 'Check the code', 'Begin or end reading', 'mark the line clear, vague or wrong'])
    await expect(asker.page.getByRole('dialog')).toContainText(what);
});

test('[PY-13] a run whose page is gone is said to be lost, and another can begin', async ({ server, person }) => {
  const { asker, answerer } = await twoInALobby(person, server.url);
  await asker.press('Begin the round');
  await askFound(asker, answerer, CHECKED, 'normalise_status');
  let letPass = () => {};
  const passes = new Promise<void>((resolve) => (letPass = resolve));
  await asker.page.route('**/python.wasm', (route) => passes.then(() => route.continue()));
  await write(asker, 'while True:\n    pass\n');
  await asker.page.keyboard.press('Control+Enter');
  await expect(asker.page.getByRole('progressbar', { name: /^Loading Python \(first time only\)/ })).toBeVisible();
  letPass();
  await expect(outputOf(answerer).getByRole('status')).toContainText('Running, by Kim', COLD);
  await asker.page.close();
  await expect(outputOf(answerer).getByRole('status')).toContainText('The run was lost');
  await write(answerer, 'print("again")\n');
  await runByKey(answerer, 'Finished');
  await expect(outputOf(answerer)).toContainText('again');
});
