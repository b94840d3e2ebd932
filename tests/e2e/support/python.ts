/** A page that holds nothing but the sandbox, on a server of the product: its API, its policies, its Python. */

import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { Router } from 'express';
import { pino } from 'pino';
import { build } from 'vite';
import { createApp } from '../../../server/app.ts';
import { pythonRouter } from '../../../server/http/python.ts';
import { memoryStore } from '../../support/stores.ts';

const path = (from: string): string => fileURLToPath(new URL(from, import.meta.url));

/** The page's script, which offers what python-page.ts declares. */
async function pageScript(): Promise<string> {
  const [result] = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: path('python-page.ts'), formats: ['es'], fileName: 'page' } },
  })) as { output: { code?: string }[] }[];
  return result?.output[0]?.code ?? '';
}

export interface PythonServer {
  /** Of the page with the sandbox. */
  url: string;
  /** Everything asked of the server since, as `GET /path`. */
  requests: string[];
  close(): Promise<void>;
}

/** Listens on localhost, where a browser sees a secure context; with the build of dist/python. */
export async function startPythonServer(): Promise<PythonServer> {
  const script = await pageScript();
  const requests: string[] = [];
  const pages = Router();
  pages.use(pythonRouter(path('../../../dist/python')));
  pages.get('/sandbox', (_request, response) => {
    response
      .type('html')
      .send('<!doctype html><title>Sandbox</title><script type="module" src="/sandbox.js"></script>');
  });
  pages.get('/sandbox.js', (_request, response) => void response.type('js').send(script));
  const app = await createApp({
    now: Date.now,
    config: { port: 0, publicUrl: null },
    store: memoryStore(),
    deck: () => ({ cards: new Map(), areas: [], version: () => '' }),
    log: pino({ level: 'silent' }),
    client: (http) => {
      http.prependListener('request', ({ method, url }) => requests.push(`${method} ${url}`));
      http.prependListener('upgrade', ({ url }) => requests.push(`UPGRADE ${url}`));
      return Promise.resolve({ handler: pages });
    },
  });
  await new Promise<void>((listening) => app.http.listen(0, '127.0.0.1', listening));
  const { port } = app.http.address() as AddressInfo;
  return { url: `http://localhost:${port}/sandbox`, requests, close: () => app.close() };
}

/** What a run gave: its result, and all that it printed. */
export interface Ran {
  outcome: string;
  line?: number;
  ms: number;
  truncated: boolean;
  stdout: string;
  stderr: string;
  /** When each message with output came, in ms since the start: for benchmarks. */
  times: number[];
}

export interface RunOptions {
  limitMs?: number;
  inputs?: string[];
  /** Answers to what is asked, in order; then there is no more. */
  answers?: string[];
  /** Stopped by the button right after the start. */
  stopAtOnce?: boolean;
  /** Stopped by the button when this was printed. */
  stopAt?: string;
}

/** Runs code on the page. */
export const runOn = (page: Page, code: string, options: RunOptions = {}): Promise<Ran> =>
  page.evaluate(([text, how]) => window.runPython(text, how), [code, options] as const);
