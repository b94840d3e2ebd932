/** Presses as layouts and input methods send them, and pastes: by Chromium's own protocol. */

import type { CDPSession, Locator, Page } from '@playwright/test';

/** Bits of the protocol. */
export const HELD = { alt: 1, ctrl: 2, meta: 4, shift: 8 } as const;

const MAC = {
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  platform: 'MacIntel',
};

export class Keyboard {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<Keyboard> {
    return new Keyboard(await page.context().newCDPSession(page));
  }

  /** From the next page on. */
  async isOnAMac(): Promise<void> {
    await this.#session.send('Emulation.setUserAgentOverride', MAC);
  }

  /** @param modifiers bits of `HELD`; @param text what the layout types with them */
  async press(key: string, code: string, modifiers = 0, text?: string): Promise<void> {
    const event = { key, code, modifiers };
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...(text && { text }) });
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  /** What the input method shows before anything is chosen. */
  async compose(text: string): Promise<void> {
    await this.#session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  async choose(text: string): Promise<void> {
    await this.#session.send('Input.insertText', { text });
  }
}

export const paste = (target: Locator, text: string): Promise<void> =>
  target.evaluate((node, words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', words);
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

interface Sent {
  key: string;
  code: string;
  altKey?: boolean;
  ctrlKey?: boolean;
  metaKey?: boolean;
  keyCode?: number;
}

/** Whether the press was left to the browser, which does with it what it always does. */
export const reachesTheBrowser = (target: Locator, press: Sent): Promise<boolean> =>
  target.evaluate(
    (node, init: Sent) =>
      node.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })),
    press,
  );
