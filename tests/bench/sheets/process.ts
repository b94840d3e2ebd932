/** One server in a process of its own, and what the operating system says that it costs. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const COLLECT = fileURLToPath(new URL('servers/collect.mjs', import.meta.url));

/** ms that a server gets to start. */
const START_MS = 30_000;
/** Clock ticks per second of /proc; fixed on Linux. */
const TICKS = 100;
const PAGE = 4_096;

export interface Running {
  pid: number;
  port: number;
  stop(): Promise<void>;
}

/** Cores that a process may use: one of them by its number, or all. */
export type Cores = number | 'all';

/** A command that starts Node on these cores. */
export const nodeOn = (cores: Cores): [string, ...string[]] =>
  cores === 'all' ? [process.execPath] : ['taskset', '--cpu-list', String(cores), process.execPath];

export async function start(command: string[], env: Record<string, string>, cores: Cores = 'all'): Promise<Running> {
  const port = await freePort();
  const [program, ...before] = nodeOn(cores);
  const child = spawn(program, [...before, '--import', COLLECT, ...command], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await listening(child, port);
  return { pid: child.pid ?? 0, port, stop: () => stop(child, command.includes('--cpu-prof') ? 'SIGTERM' : 'SIGKILL') };
}

/** A server that writes a profile does so at an orderly end. */
async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  const end = Date.now() + START_MS;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`did not start: ${child.spawnargs.join(' ')}`);
    await delay(50);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** CPU of a process and all of its threads since it began, user and system, in ms; a tick is 10 ms. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS;
}

/** The same by thread, to the ns, of those threads that live now: tells which part of a server costs what. */
export function cpuByThread(pid: number): Map<string, number> {
  const threads = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const ns = Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    threads.set(thread, ns / 1e6);
  }
  return threads;
}

/** Resident bytes. */
export const residentOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE;

/** Resident bytes after the garbage has been collected and the process has had time to give it back. */
export async function settledResident(pid: number): Promise<number> {
  for (let i = 0; i < 3; i++) {
    process.kill(pid, 'SIGUSR2');
    await delay(700);
  }
  return residentOf(pid);
}
