/**
 * What somebody sees who opens a replay in Chromium: how long it takes, and how many frames a second there are while
 * they scrub.
 */

import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumPath } from '../../../scripts/ensure-chromium.ts';
import { CHROMIUM_FLAGS } from '../../e2e/playwright.config.ts';
import { median, percentile } from '../sheets/figures.ts';
import type { Figures } from './jobs.ts';
import { roomOf, TOKEN } from './rooms.ts';
import { PAUSE_MS } from './session.ts';

const CODE = '.replay [aria-label^="Code of"] .cm-line';
const LINK = '.moment .replay-link';
const SCRUB_MS = 5_000;
/** A frame that took longer than this missed its turn at 60 a second. */
const LATE_MS = 20;
const ROUNDS = 3;

/**
 * Times in ms. `cold`: from the address of an instant to its code; `open`: from the press on a moment of the report to
 * its code.
 */
export async function inChromium(url: string, edits: number): Promise<Figures> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  try {
    const visits: Figures[] = [];
    for (let round = 0; round < ROUNDS; round++) visits.push(await visit(browser, url, edits));
    const names = Object.keys(visits[0] ?? {});
    return Object.fromEntries(names.map((name) => [name, median(visits.map((each) => each[name] ?? NaN))]));
  } finally {
    await browser.close();
  }
}

async function visit(browser: Browser, url: string, edits: number): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name: 'practice_room', value: TOKEN, url }]);
  const page = await context.newPage();
  await page.goto(`${url}/r/${roomOf(edits)}/report?t=1-${Math.round((edits * PAUSE_MS) / 2)}`);
  await page.locator(CODE).filter({ hasText: /\S/ }).first().waitFor();
  const cold = await page.evaluate(() => performance.now());
  await page.keyboard.press('Escape');
  await page.locator('.replay').waitFor({ state: 'detached' });
  await page.locator(LINK).first().waitFor();
  const open = await page.evaluate(opened, { code: CODE, link: LINK });
  const frames = await scrubbed(page);
  await context.close();
  const seconds = frames.reduce((sum, ms) => sum + ms, 0) / 1_000;
  const late = frames.filter((ms) => ms > LATE_MS).length / frames.length;
  return { cold, open, fps: frames.length / seconds, p99: percentile(frames, 0.99), most: percentile(frames, 1), late };
}

/** In the page: presses a moment in the middle of the report, and waits for the code to be drawn. */
async function opened({ code, link }: { code: string; link: string }): Promise<number> {
  const links = [...document.querySelectorAll<HTMLElement>(link)];
  const started = performance.now();
  links[links.length >> 1]?.click();
  for (;;) {
    await new Promise(requestAnimationFrame);
    if (document.querySelector(code)?.parentElement?.textContent?.trim()) return performance.now() - started;
  }
}

/**
 * How long each frame took while the pointer was dragged to and fro over the timeline, and now and then put elsewhere.
 */
async function scrubbed(page: Page): Promise<number[]> {
  const box = await page.locator('.replay .plane').boundingBox();
  if (!box) throw new Error('there is no timeline');
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  const frames = await page.evaluate(drag, { ...box, ms: SCRUB_MS });
  await page.mouse.up();
  return frames;
}

/** In the page. */
async function drag({ x, y, width, ms }: { x: number; y: number; width: number; ms: number }): Promise<number[]> {
  const plane = document.querySelector('.replay .plane');
  const frames: number[] = [];
  const started = performance.now();
  let last = await new Promise<number>(requestAnimationFrame);
  for (let i = 0; last - started < ms; i++) {
    const place = i % 20 === 0 ? (i * 0.618) % 1 : Math.abs(((i * 0.004) % 2) - 1);
    const at = { clientX: x + place * width, clientY: y + 10, pointerType: 'mouse', bubbles: true };
    plane?.dispatchEvent(new PointerEvent('pointermove', at));
    const now = await new Promise<number>(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}
