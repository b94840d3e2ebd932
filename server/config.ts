/** The environment as a typed configuration; a wrong value is named, with what is allowed. */

import { delimiter, resolve } from 'node:path';

export interface Config {
  port: number;
  host: string;
  /** Where `/metrics` listens, on the loopback only; null: nowhere. */
  metricsPort: number | null;
  dataDir: string;
  /** The folders of cards, which are joined to one deck. */
  deckDirs: string[];
  /** Where people reach the server, when that is not where it listens: no path, no trailing slash. */
  publicUrl: URL | null;
}

export class ConfigError extends Error {}

const DEFAULTS = { PORT: '3000', HOST: '127.0.0.1', DATA_DIR: './data', DECK_DIR: './questions' };

/** Settings of features that this version does not have: set, they would be ignored in silence. */
const NOT_YET: Record<string, string> = {
  DATABASE_URL: 'rooms are stored in SQLite under DATA_DIR',
  REDIS_URL: 'one process serves all rooms',
  ICE_SERVERS: 'there are no calls',
};

/** @throws ConfigError with one line that names the setting and says what is allowed */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  for (const [name, instead] of Object.entries(NOT_YET)) {
    if (env[name]) throw new ConfigError(`${name} is not supported yet: ${instead}. Leave it unset.`);
  }
  const value = (name: keyof typeof DEFAULTS): string => settingOf(env, name);
  return {
    port: port('PORT', value('PORT')),
    host: host(value('HOST')),
    metricsPort: metricsPort(env['METRICS_PORT']?.trim()),
    dataDir: resolve(value('DATA_DIR')),
    deckDirs: deckDirs(env).map((dir) => resolve(dir)),
    publicUrl: publicUrl(env['PUBLIC_URL']?.trim()),
  };
}

const settingOf = (env: NodeJS.ProcessEnv, name: keyof typeof DEFAULTS): string => env[name]?.trim() || DEFAULTS[name];

/**
 * DECK_DIR as it was written: one folder, or several with what separates paths on this system (`:`, on Windows `;`)
 * between them.
 */
export function deckDirs(env: NodeJS.ProcessEnv): string[] {
  const dirs = settingOf(env, 'DECK_DIR').split(delimiter);
  return [...new Set(dirs.map((dir) => dir.trim()).filter((dir) => dir !== ''))];
}

function port(name: string, text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new ConfigError(`${name} is "${text}": it must be a whole number from 0 to 65535 (0 picks a free one).`);
}

const metricsPort = (text: string | undefined): number | null => (text ? port('METRICS_PORT', text) : null);

function host(text: string): string {
  if (/^[a-zA-Z0-9.:-]+$/.test(text)) return text;
  throw new ConfigError(`HOST is "${text}": it must be an address or a host name, such as 127.0.0.1 or 0.0.0.0.`);
}

function publicUrl(text: string | undefined): URL | null {
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username;
  if (plain) return url;
  throw new ConfigError(
    `PUBLIC_URL is "${text}": it must be an http or https address without a path, such as ` +
      'https://practice.example.org.',
  );
}
