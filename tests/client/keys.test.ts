/** Which presses are keys of the app, on the layouts of Windows, Linux and Macs. */

import { describe, expect, it, test } from 'vitest';
import { actOf } from '../../client/replay/replay-keys.ts';
import { composing, pressName, spelledKeys } from '../../client/ui/keys.ts';
import { reportsUnsaved, savedWords } from '../../client/ui/saving.ts';

type Press = Parameters<typeof pressName>[0];
type Held = Partial<Pick<Press, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing' | 'keyCode'>>;

const NONE = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false, keyCode: 0 };
const press = (key: string, code: string, held: Held = {}): Press => ({ ...NONE, key, code, ...held });
const ALT = { altKey: true };
/** As Windows reports AltGr. */
const CTRL_ALT = { altKey: true, ctrlKey: true };
const CTRL_SHIFT = { ctrlKey: true, shiftKey: true };

/** What Option types, by layout: the character and its place. */
const OPTION: Record<string, readonly (readonly [string, string])[]> = {
  US: [
    ['¡', 'Digit1'],
    ['∞', 'Digit5'],
    ['Dead', 'KeyN'],
    ['π', 'KeyP'],
    ['®', 'KeyR'],
    ['˙', 'KeyH'],
    ['∆', 'KeyJ'],
    ['˚', 'KeyK'],
  ],
  German: [
    ['[', 'Digit5'],
    [']', 'Digit6'],
    ['|', 'Digit7'],
    ['{', 'Digit8'],
    ['}', 'Digit9'],
    ['~', 'KeyN'],
    ['@', 'KeyL'],
    ['º', 'KeyJ'],
  ],
  French: [
    ['{', 'Digit5'],
    ['¶', 'Digit6'],
    ['«', 'Digit7'],
    ['¡', 'Digit8'],
    ['Ç', 'Digit9'],
    ['ë', 'Digit1'],
    ['~', 'KeyN'],
    ['Ì', 'KeyH'],
  ],
  Swedish: [
    ['€', 'Digit4'],
    ['|', 'Digit7'],
    ['[', 'Digit8'],
    [']', 'Digit9'],
    ['©', 'Digit1'],
    ['π', 'KeyP'],
    ['˛', 'KeyH'],
  ],
  Polish: [
    ['ń', 'KeyN'],
    ['ó', 'KeyO'],
    ['£', 'Digit3'],
    ['ż', 'KeyZ'],
    ['ķ', 'KeyK'],
    ['ķ', 'KeyJ'],
  ],
};
const OPTIONS = Object.entries(OPTION).flatMap(([layout, keys]) =>
  keys.map(([key, code]) => [layout, key, code] as const),
);

describe('[KEY-1] a press that types a character is no key of the app', () => {
  test.each(OPTIONS)('%s: Option types %s (%s)', (_layout, key, code) => {
    // Also for a browser that does not say it is on a Mac.
    for (const mac of [true, false]) {
      expect(pressName(press(key, code, ALT), mac)).toBeNull();
      expect(pressName(press(key, code, { ...ALT, shiftKey: true }), mac)).toBeNull();
    }
  });

  it('Option with a digit or letter is none on a Mac even where the character is the plain one', () => {
    for (const [key, code] of [
      ['5', 'Digit5'],
      ['n', 'KeyN'],
      ['P', 'KeyP'],
    ] as const)
      expect(pressName(press(key, code, ALT), true)).toBeNull();
  });

  test.each([
    ['[', 'Digit8'],
    ['{', 'Digit7'],
    ['@', 'KeyQ'],
    ['~', 'BracketRight'],
    ['ń', 'KeyN'],
    ['1', 'Digit1'],
    ['n', 'KeyN'],
  ])('AltGr types %s, as Windows reports it and as Linux does', (key, code) => {
    expect(pressName(press(key, code, CTRL_ALT), false)).toBeNull();
    const altGraph = { ...press(key, code), getModifierState: (name: string) => name === 'AltGraph' };
    expect(pressName(altGraph, false)).toBeNull();
    expect(pressName({ ...altGraph, ...CTRL_ALT }, false)).toBeNull();
  });

  it('Alt and a number on the keypad types the character of that number', () => {
    for (const digit of '0123456789') expect(pressName(press(digit, `Numpad${digit}`, ALT), false)).toBeNull();
  });

  it('a dead key, and a press that an input method takes, are none', () => {
    expect(pressName(press('Dead', 'KeyN', ALT), false)).toBeNull();
    expect(pressName(press('Dead', 'Equal'), false)).toBeNull();
    expect(pressName(press('Process', 'Digit1', ALT), false)).toBeNull();
    expect(pressName(press('1', 'Digit1', { ...ALT, isComposing: true }), false)).toBeNull();
    expect(pressName(press('Enter', 'Enter', { ctrlKey: true, keyCode: 229 }), false)).toBeNull();
  });

  it('a character of a digit row is none on another key than its own, nor with AltGr', () => {
    for (const [key, code, held] of [
      ['&', 'Digit2', ALT],
      ['é', 'KeyE', ALT],
      ['(', 'Digit8', ALT],
      ['ř', 'Digit5', CTRL_ALT],
    ] as const)
      expect(pressName(press(key, code, held), false)).toBeNull();
  });
});

describe('[KEY-2] the keys of the room', () => {
  it('are Alt with a letter or digit, on Windows and Linux', () => {
    expect(pressName(press('n', 'KeyN', ALT), false)).toBe('Room+N');
    expect(pressName(press('5', 'Digit5', ALT), false)).toBe('Room+5');
    expect(pressName(press('n', 'KeyL', ALT), false), 'Dvorak').toBe('Room+N');
    expect(pressName(press('5', 'Digit5', { ...ALT, shiftKey: true }), false), 'French').toBe('Room+5');
    expect(pressName(press('т', 'KeyN', ALT), false), 'Russian').toBe('Room+N');
    expect(pressName(press('מ', 'KeyN', ALT), false), 'Hebrew').toBe('Room+N');
    expect(pressName(press('ν', 'KeyN', ALT), false), 'Greek').toBe('Room+N');
    expect(pressName(press('Η', 'KeyH', ALT), false), 'Greek, Caps Lock').toBe('Room+H');
    expect(pressName(press('n', 'KeyN', CTRL_SHIFT), false)).toBe('Mod+Shift+N');
  });

  test.each([
    ['French', `&é"'(-è_çà`],
    ['Czech', '+ěščřžýáíé'],
    ['Slovak', '+ľščťžýáíé'],
    ['Lithuanian', 'ąčęėįšųū'],
  ])('are the digits of a row that needs Shift for them: %s', (_layout, row) => {
    const digits = [...row].map((_, i) => String((i + 1) % 10));
    const names = [...row].map((key, i) => pressName(press(key, `Digit${digits[i]}`, ALT), false));
    expect(names).toEqual(digits.map((digit) => `Room+${digit}`));
  });

  it('are Ctrl and Shift with a letter or digit, on a Mac', () => {
    expect(pressName(press('N', 'KeyN', CTRL_SHIFT), true)).toBe('Room+N');
    expect(pressName(press('%', 'Digit5', CTRL_SHIFT), true)).toBe('Room+5');
    expect(pressName(press('5', 'Digit5', CTRL_SHIFT), true), 'French').toBe('Room+5');
    expect(pressName(press('5', 'Numpad5', CTRL_SHIFT), true)).toBeNull();
    expect(pressName(press('n', 'KeyN', { ctrlKey: true }), true)).toBe('Mod+N');
  });

  it('are spelled for the machine', () => {
    expect(spelledKeys('Room+1 … 9', false)).toBe('Alt+1 … 9');
    expect(spelledKeys('Room+N', true)).toBe('⌃+⇧+N');
    expect(spelledKeys('Mod+Shift+Enter', false)).toBe('Ctrl+Shift+Enter');
    expect(spelledKeys('Mod+Shift+Enter', true)).toBe('⌘+⇧+Enter');
  });

  it('leave Ctrl and Cmd to what they do everywhere', () => {
    expect(pressName(press('Enter', 'Enter', { metaKey: true }), true)).toBe('Mod+Enter');
    expect(pressName(press('Enter', 'Enter', CTRL_SHIFT), true)).toBe('Mod+Shift+Enter');
    expect(pressName(press('s', 'KeyS', { ctrlKey: true }), false)).toBe('Mod+S');
    expect(pressName(press('S', 'KeyS', { ctrlKey: true }), false), 'Caps Lock').toBe('Mod+S');
    expect(pressName(press('s', 'Semicolon', { metaKey: true }), true), 'Dvorak').toBe('Mod+S');
    expect(pressName(press('ы', 'KeyS', { ctrlKey: true }), false), 'Russian').toBe('Mod+S');
    expect(pressName(press('?', 'Slash', { shiftKey: true }), false)).toBe('?');
  });
});

test('[KEY-3] a composition is known, also to Safari, where the press that ends it comes after it', () => {
  expect(composing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(composing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(composing({ isComposing: false, keyCode: 13 })).toBe(false);
});

test('[KEY-3] the replay takes no press of an input method', () => {
  const held = { ...NONE, defaultPrevented: false };
  expect(actOf({ ...held, key: 'n' }, null)).toBe('next');
  expect(actOf({ ...held, key: 'n', keyCode: 229 }, null)).toBeNull();
  expect(actOf({ ...held, key: 'n', isComposing: true }, null)).toBeNull();
});

test('[KEY-4] what is not saved yet is named, once each', () => {
  expect(savedWords()).toBe('There is nothing to save on this page.');
  let unsaved: string | null = 'the sheet';
  const releases = [reportsUnsaved(() => unsaved), reportsUnsaved(() => 'your form'), reportsUnsaved(() => unsaved)];
  expect(savedWords()).toContain('Not saved yet: the sheet, your form.');
  unsaved = null;
  expect(savedWords()).toContain('Not saved yet: your form.');
  for (const release of releases.splice(1)) release();
  expect(savedWords()).toContain('Everything is saved');
  for (const release of releases) release();
});
