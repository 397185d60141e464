import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const MAIN = path.resolve(import.meta.dirname, '../../dist/api/main.js');

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Started {
  child: ChildProcess;
  exited: Promise<number | null>;
  first: Promise<{ type: string; url: string; metricsUrl: string; message: string }>;
}

function start(env: Record<string, string> = {}): Started {
  const child = fork(MAIN, [], {
    env: { ...process.env, PORT: '0', AGROBOT_PREFIX: `test-${randomUUID()}`, ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  children.push(child);
  return {
    child,
    exited: once(child, 'exit').then(([code]) => code as number | null),
    first: once(child, 'message').then(([message]) => message as Awaited<Started['first']>),
  };
}

describe('the API process', () => {
  it('says where it serves once it is ready', async () => {
    const { first } = start();
    const { type, url, metricsUrl } = await first;
    expect(type).toBe('ready');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(metricsUrl)).status).toBe(200);
  });

  it.each([
    ['a SIGTERM', (child: ChildProcess) => child.kill('SIGTERM')],
    ['a SIGINT', (child: ChildProcess) => child.kill('SIGINT')],
    ["the launcher's word", (child: ChildProcess) => child.send({ type: 'stop' })],
    ['the end of the launcher', (child: ChildProcess) => child.disconnect()],
  ])('stops in order on %s, though a stream and a waiting request are open', async (_name, ask) => {
    const { child, first, exited } = start();
    const { url, metricsUrl } = await first;
    const question = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"question":"hola"}',
    };
    const reply = await fetch(`${url}/v1/questions`, question);
    const { urls } = (await reply.json()) as { urls: { events: string } };
    const stream = await fetch(url + urls.events);
    const waiting = fetch(`${url}/v1/questions`, {
      ...question,
      headers: { ...question.headers, prefer: 'wait=30' },
    });
    const reader = stream.body!.getReader();
    await reader.read();
    while (!(await (await fetch(metricsUrl)).text()).includes('agrobot_open_readers{kind="wait"} 1'));
    ask(child);
    while (!(await reader.read()).done);
    expect((await waiting).status).toBe(202);
    expect(await exited).toBe(0);
  });

  it('says which variable is wrong, and ends', async () => {
    const { first, exited } = start({ AGROBOT_ACCESS: 'perhaps' });
    expect(await first).toEqual({ type: 'failed', message: 'AGROBOT_ACCESS must be "open" or "keys"' });
    expect(await exited).toBe(1);
  });

  it('says that its port is taken, and ends', async () => {
    const { first } = start();
    const { port } = new URL((await first).url);
    const second = start({ PORT: port });
    const { type, message } = await second.first;
    expect([type, message]).toEqual(['failed', expect.stringContaining(`PORT: port ${port}`) as string]);
    expect(await second.exited).toBe(1);
  });
});
