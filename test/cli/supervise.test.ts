import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { CliError } from '../../src/cli/cliError.js';
import { isRunning, waitUntilGone } from '../../src/cli/processes.js';
import { supervise, type Supervised, type SuperviseEvent } from '../../src/cli/supervise.js';

const MAIN = path.resolve(import.meta.dirname, '../support/fixtures/main.mjs');

let folder: string;
let journal: string;
const started: Supervised[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agrobot-supervise-'));
  journal = path.join(folder, 'journal');
});

afterEach(async () => {
  for (const member of started.splice(0)) {
    member.kill();
    await member.stop();
  }
  rmSync(folder, { recursive: true });
});

/** A supervised stand-in and its events, of which the next one of a type can be awaited. */
function start(options: { mode?: string; stopDeadlineMs?: number; modes?: string[] } = {}) {
  const events: SuperviseEvent[] = [];
  const lines: string[] = [];
  let wake = () => {};
  let starts = 0;
  const member = supervise({
    name: 'worker 1',
    main: MAIN,
    environment: () => {
      const mode = options.modes?.[starts] ?? options.mode ?? '';
      starts += 1;
      return { env: { ...process.env, FIXTURE_JOURNAL: journal, FIXTURE_MODE: mode } };
    },
    onLine: (line) => lines.push(line),
    onEvent: (event) => {
      events.push(event);
      wake();
    },
    firstRetryMs: 20,
    ...(options.stopDeadlineMs === undefined ? {} : { stopDeadlineMs: options.stopDeadlineMs }),
  });
  started.push(member);
  const seen = (type: SuperviseEvent['type'], count = 1) => {
    const matching = events.filter((event) => event.type === type);
    return matching.length >= count ? matching[count - 1] : undefined;
  };
  async function next<T extends SuperviseEvent['type']>(type: T, count = 1) {
    for (;;) {
      const event = seen(type, count);
      if (event) return event as Extract<SuperviseEvent, { type: T }>;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return { member, events, lines, next };
}

const notes = () =>
  readFileSync(journal, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { pid: number; what: string });

describe('a process that is kept running', () => {
  it('is ready once its main says so, with what the main tells of itself', async () => {
    const { member, lines } = start();
    expect((await member.ready).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(lines.join('\n')).toContain('"careful"');
  });

  it('is started again when it is killed, and says why', async () => {
    const { member, next } = start();
    await member.ready;
    const first = await next('ready');
    process.kill(first.pid, 'SIGKILL');
    const crashed = await next('crashed');
    expect(crashed).toMatchObject({ pid: first.pid, reason: 'signal SIGKILL' });
    const second = await next('ready', 2);
    expect(second.pid).not.toBe(first.pid);
    expect(await isRunning(second.pid)).toBe(true);
    expect(await isRunning(first.pid)).toBe(false);
  });

  it('waits longer after each crash in a row, with jitter', async () => {
    const { next } = start();
    const waits: number[] = [];
    for (let crash = 1; crash <= 4; crash += 1) {
      process.kill((await next('ready', crash)).pid, 'SIGKILL');
      waits.push((await next('crashed', crash)).retryInMs);
    }
    const bounds = [20, 40, 80, 160];
    waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual((bounds[index] ?? 0) / 2);
      expect(wait).toBeLessThanOrEqual(bounds[index] ?? 0);
    });
  });

  it('has a process group of its own, so that a Ctrl-C in the terminal does not reach it', async () => {
    const { next } = start();
    const { pid } = await next('ready');
    const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' });
    expect(Number(group)).toBe(pid);
  });

  it('gives back what a start took up when its process has gone', async () => {
    const released: number[] = [];
    let starts = 0;
    const member = supervise({
      name: 'worker 1',
      main: MAIN,
      environment: () => {
        const number = (starts += 1);
        return { env: process.env, release: () => released.push(number) };
      },
      onLine: () => {},
    });
    started.push(member);
    await member.ready;
    expect(released).toEqual([]);
    await member.stop();
    expect(released).toEqual([1]);
  });
});

describe('a main that cannot start', () => {
  it('ends it all with its own words when it names the error, without another try', async () => {
    const { member, events } = start({ mode: 'fail' });
    await expect(member.ready).rejects.toThrow(
      new CliError('worker 1: models/intents/model.onnx is missing'),
    );
    expect(events.map((event) => event.type)).toEqual(['started']);
    expect(member.pids()).toEqual([]);
  });

  it('ends it after three silent crashes, with its exit code and its last words', async () => {
    const { member, events } = start({ mode: 'crash' });
    await expect(member.ready).rejects.toThrow(
      /worker 1 does not start \(exit code 3\)\.\nError: out of luck/,
    );
    expect(events.filter((event) => event.type === 'started')).toHaveLength(3);
  });

  it('is tried again when it had been ready before: someone may be repairing what is wrong', async () => {
    const { next } = start({ modes: ['', 'fail', 'fail', ''] });
    process.kill((await next('ready')).pid, 'SIGKILL');
    expect((await next('crashed', 3)).reason).toBe('models/intents/model.onnx is missing');
    await next('ready', 2);
  });
});

describe('a process that asks to be replaced', () => {
  it('is told to stop only after its successor is ready', async () => {
    const { member, next } = start();
    const old = await next('ready');
    process.kill(old.pid, 'SIGUSR2');
    expect(await next('recycling')).toMatchObject({ pid: old.pid, reason: 'it has eaten too much' });
    const { successor } = await next('recycled');
    // The old one has had its say before the new one is stopped too.
    expect(await waitUntilGone(old.pid, 10_000)).toBe(true);
    await member.stop();
    const story = notes().map(({ pid, what }) => `${pid === old.pid ? 'old' : 'new'}: ${what}`);
    expect(story.slice(0, 3)).toEqual(['old: ready', 'new: ready', 'old: stop asked by SIGTERM']);
    expect(await isRunning(successor)).toBe(false);
  });

  it('goes on working while its successor does not come up', async () => {
    const { next } = start({ modes: ['', 'crash', 'crash', 'crash', 'crash', ''] });
    const old = await next('ready');
    process.kill(old.pid, 'SIGUSR2');
    await next('crashed', 4);
    expect(await isRunning(old.pid)).toBe(true);
    expect(await next('recycled')).toMatchObject({ pid: old.pid });
  });

  it('is replaced again when the successor asks in its turn', async () => {
    const { next } = start();
    process.kill((await next('ready')).pid, 'SIGUSR2');
    const { successor } = await next('recycled');
    process.kill(successor, 'SIGUSR2');
    expect((await next('recycled', 2)).pid).toBe(successor);
  });
});

describe('stopping', () => {
  it('asks once, waits for the end and leaves no zombie', async () => {
    const { member, next } = start();
    const { pid } = await next('ready');
    await Promise.all([member.stop(), member.stop()]);
    expect(notes().map(({ what }) => what)).toEqual(['ready', 'stop asked by SIGTERM', 'stopped']);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(member.pids()).toEqual([]);
  });

  it('kills a process that does not end by its deadline', async () => {
    const { member, next } = start({ mode: 'deaf', stopDeadlineMs: 100 });
    const { pid } = await next('ready');
    await member.stop();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('in the middle of a start leaves nothing behind', async () => {
    const { member, events, next } = start();
    const { pid } = await next('started');
    await member.stop();
    await expect(member.ready).rejects.toThrow('worker 1 was stopped before it was ready.');
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(events.map((event) => event.type)).toEqual(['started']);
  });

  it('in the pause after a crash starts nothing more', async () => {
    const { member, events, next } = start();
    process.kill((await next('ready')).pid, 'SIGKILL');
    await next('crashed');
    await member.stop();
    expect(events.at(-1)?.type).toBe('crashed');
    expect(member.pids()).toEqual([]);
  });
});
