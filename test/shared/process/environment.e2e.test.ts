import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../../support/launched.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const MAINS = ['api', 'workers', 'telegram'];

let dir: string;
let redisUrlFile: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-secrets-'));
  redisUrlFile = path.join(dir, 'redis_url');
  await writeFile(redisUrlFile, `${process.env.REDIS_URL}\n`);
});
afterAll(() => rm(dir, { recursive: true }));

const start = (main: string, env: NodeJS.ProcessEnv) =>
  launch(path.join(ROOT, `dist/${main}/main.js`), [], { ...process.env, PORT: '0', ...env });

describe.each(MAINS)('dist/%s/main.js', (main) => {
  it('does not start with a variable that nobody reads', async () => {
    const { exited, lines } = start(main, { AGROBOT_LOG_LEVELS: 'warn' });
    expect((await exited).code).toBe(1);
    expect(lines.join('\n')).toContain(
      'AGROBOT_LOG_LEVELS is no variable of AgroBot; did you mean AGROBOT_LOG_LEVEL?',
    );
  });

  it('does not start with a secret whose file is not there', async () => {
    const secret = main === 'telegram' ? 'AGROBOT_TELEGRAM_TOKEN' : 'AGROBOT_WEBHOOK_SECRET';
    const { exited, lines } = start(main, { [secret]: '', [`${secret}_FILE`]: path.join(dir, 'none') });
    expect((await exited).code).toBe(1);
    expect(lines.join('\n')).toContain(`${secret}_FILE: the file ${path.join(dir, 'none')} is not there`);
  });
});

it('finds Redis by a file, as Docker and Kubernetes mount secrets', async () => {
  const api = start('api', { REDIS_URL: '', REDIS_URL_FILE: redisUrlFile });
  try {
    const { url } = JSON.parse(await api.line(/"api listens"/)) as { url: string };
    await api.line(/"api is ready"/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  } finally {
    process.kill(api.pid, 'SIGTERM');
    await api.exited;
  }
  expect(api.lines.join('\n')).not.toContain(new URL(process.env.REDIS_URL!).password);
});
