import { spawn } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setInterval } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createClient, isFinished, type Question } from '../../src/client/index.js';
import { everydayQuestions } from '../support/processes.js';
import { logsOf, serviceOf, type Container } from './engine.js';
import { useStack } from './stack.js';

/** Each asks again when it has its answer, and not before: nginx lets one address ask ten a second. */
const ASKERS = 6;
const ASKED_EVERY_MS = 800;
/** How many requests nginx lets one address have open, and how many questions it takes from it at once. */
const OPEN_MAX = 200;
const WAVE = 40;
const PATIENCE = { timeout: 30_000, interval: 250 };
const BACKUP = /^agrobot-\d{8}T\d{6}Z\.tar\.gz$/;

// The life of one installation: each step builds on the one before. One replica of each is what a small one has, and
// what is hardest to look after without a break.
describe.sequential('an installation that is operated', () => {
  const stack = useStack({
    name: 'operating',
    profiles: ['monitoring'],
    settings: {
      AGROBOT_RATE_LIMIT_PER_MINUTE: '0',
      // For a start without containers; here they change nothing.
      PORT: '1234',
      AGROBOT_PREFIX: 'other',
    },
  });
  /** Gives up at the first refusal. */
  const client = () => createClient({ baseUrl: stack().url, patienceMs: 0 });
  const folder = () => path.join(stack().root, 'backups');
  const [before, after] = [everydayQuestions(20).slice(0, 10), everydayQuestions(20).slice(10)];
  const asked: Question[] = [];
  let backup: string;
  let key: { key: string; id: string };

  async function askAll(texts: readonly string[]): Promise<Question[]> {
    const questions: Question[] = [];
    for (const question of texts) questions.push(await client().ask({ question }, { waitS: 10 }));
    expect(questions.filter((question) => question.status !== 'completed')).toEqual([]);
    return questions;
  }

  /** What would be seen if anything had been stopped, started or written. */
  async function traces(): Promise<unknown> {
    const containers = (await stack().containers()).map(({ Id, State }) => [
      Id,
      State.Status,
      State.StartedAt,
    ]);
    return [
      containers,
      await redis('HLEN', '{agrobot}:feedback'),
      await stack().exec('redis', ['ls', '/data']),
    ];
  }

  function redis(...args: string[]): Promise<string> {
    const command =
      'REDISCLI_AUTH="$(cat /run/secrets/redis_operator_password)" exec redis-cli --user operator --no-auth-warning "$@"';
    return stack().exec('redis', ['sh', '-c', command, 'sh', ...args]);
  }

  it('is backed up into one file for its owner alone, with the number of its records, in the place of the oldest', async () => {
    asked.push(...(await askAll(before)));
    await client().feedback(asked[0]!.id, { rating: 'up', comment: 'muy claro, ñandú\n=1+1' });
    await client().feedback(asked[1]!.id, { rating: 'down' });
    key = JSON.parse(
      await stack().exec('api', ['agrobot', 'keys', 'create', 'panel', '--json']),
    ) as typeof key;

    const older = ['01', '02', '03'].map((day) => `agrobot-202601${day}T030000Z.tar.gz`);
    await mkdir(folder());
    for (const name of ['notes.tar.gz', ...older]) await writeFile(path.join(folder(), name), '');
    const said = await stack().shell('deploy/backup.sh --to backups --keep 2');
    expect(said).toMatch(/questions=10 conversations=10 feedback=2 api_keys=1$/m);
    const [kept, made, ...rest] = (await readdir(folder())).sort();
    expect([kept, made, ...rest]).toEqual([older[2], expect.stringMatching(BACKUP), 'notes.tar.gz']);
    backup = path.join(folder(), made!);
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
    const feedback = (await stack().shell(`tar -xzOf ${backup} feedback.jsonl`)).trimEnd().split('\n');
    expect(feedback.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { question_id: asked[0]!.id, rating: 'up', comment: 'muy claro, ñandú\n=1+1' },
      { question_id: asked[1]!.id, rating: 'down', comment: null },
    ]);
    expect(await stack().shell(`deploy/restore.sh --check ${backup}`)).toContain('whole: the backup of');
  });

  it('refuses a backup that is cut off, changed or of somebody else, and stays as it is', async () => {
    const was = await traces();
    const bad = path.join(stack().root, 'bad.tar.gz');
    await copyFile(backup, bad);
    await truncate(bad, (await stat(bad)).size - 100);
    await expect(stack().shell(`deploy/restore.sh --overwrite ${bad}`)).rejects.toThrow('is not whole');

    const parts = 'manifest SHA256SUMS redis.rdb feedback.jsonl';
    const unpacked = `mkdir -p parts && tar -C parts -xzf ${backup}`;
    await stack().shell(`${unpacked} && printf x >> parts/redis.rdb && tar -C parts -czf ${bad} ${parts}`);
    await expect(stack().shell(`deploy/restore.sh --overwrite ${bad}`)).rejects.toThrow('is damaged');

    // Whole by its own sums, and no snapshot of Redis.
    const foreign = `cd parts && echo other > redis.rdb && sha256sum manifest redis.rdb feedback.jsonl > SHA256SUMS`;
    await stack().shell(`(${foreign}) && tar -C parts -czf ${bad} ${parts}`);
    await expect(stack().shell(`deploy/restore.sh --overwrite ${bad}`)).rejects.toThrow('cannot be loaded');
    await expect(stack().shell('deploy/restore.sh --overwrite README.md')).rejects.toThrow('is not whole');

    // Nothing is taken the place of unless it is asked for.
    await expect(stack().shell(`deploy/restore.sh ${backup}`)).rejects.toThrow(
      'With --overwrite the backup of',
    );
    expect(await traces()).toEqual(was);
  });

  it('gets new passwords for Redis while questions are asked, and refuses and loses none', async () => {
    const secret = (name: string) => readFile(path.join(stack().root, 'deploy/secrets', name), 'utf8');
    const old = await secret('redis_password');
    const redisStarted = startOf('redis', await stack().containers());
    const over = new AbortController();
    const texts = everydayQuestions(320)[Symbol.iterator]();
    const questions: Question[] = [];
    const askers = Array.from({ length: ASKERS }, async () => {
      for (const question of texts) {
        questions.push(await client().ask({ question }, { waitS: 20 }));
        if (over.signal.aborted) return;
        await once(ASKED_EVERY_MS);
      }
    });
    const rotated = stack()
      .shell('deploy/rotate-redis-passwords.sh')
      .finally(() => over.abort());
    await Promise.all([rotated, ...askers]);

    expect(questions.length).toBeGreaterThan(5 * ASKERS);
    const ends = await Promise.all(questions.map(async ({ id }) => (await client().wait(id)).status));
    expect(new Set(ends)).toEqual(new Set(['completed']));
    const now = await secret('redis_password');
    expect(now).not.toBe(old);
    expect(await authenticates(old)).toBe(false);
    expect(await authenticates(now)).toBe(true);
    expect(await redis('PING')).toBe('PONG');
    // The file that Redis reads at its next start says the same, without saying the passwords.
    expect(await secret('redis_acl')).not.toContain(now);
    expect(await redis('ACL', 'GETUSER', 'agrobot')).toContain(
      /#(\w{64})/.exec(await secret('redis_acl'))![1],
    );
    expect(startOf('redis', await stack().containers())).toBe(redisStarted);
    expect(await stack().containers('api')).toHaveLength(1);
  });

  it('loses everything, and has what was in the backup again', async () => {
    await askAll(after);
    await client().feedback(asked[2]!.id, { rating: 'down' });
    await stack().compose('down', '--volumes', '--timeout', '20');

    expect(await stack().shell(`deploy/restore.sh ${backup}`)).toMatch(
      /now questions=10 conversations=10 feedback=2 api_keys=1\nAPI and workers did not run: docker-compose up/,
    );
    await stack().up();
    for (const { id } of asked) expect(await client().get(id)).toMatchObject({ id, status: 'completed' });
    const admin = createClient({ baseUrl: stack().url, apiKey: key.key });
    expect((await admin.get(asked[0]!.id)).status).toBe('completed');
    expect(await redis('HLEN', '{agrobot}:feedback')).toBe('2');
    await askAll(after);
    expect(await stack().exec('worker', ['agrobot', 'preflight'])).toMatch(/, 0 to mend/);
    // What Redis appends from now on is read at its next start, too.
    await stack().compose('restart', 'redis');
    await stack().waitHealthy('redis');
    expect(await redis('HLEN', '{agrobot}:feedback')).toBe('2');
  });

  it('gives up what it holds for a backup only after it has backed that up, and starts again what it stopped', async () => {
    const more = await askAll(['¿Cuánta papa produjo Nariño en 2021?']);
    const said = await stack().shell(`deploy/restore.sh --overwrite ${backup}`);
    expect(said).toContain('API and workers run again');
    const saved = /wrote (\S+\.tar\.gz).*questions=21 /.exec(said)?.[1];
    expect(saved).toBeDefined();
    const gone = client().get(more[0]!.id);
    await expect(gone).rejects.toMatchObject({ problem: { status: 404 } });
    expect((await client().get(asked[9]!.id)).status).toBe('completed');
    expect((await askAll(['¿Cuánta papa produjo Nariño en 2020?'])).every(isFinished)).toBe(true);
    expect(await stack().exec('redis', ['ls', '/data'])).toBe('appendonlydir');
  });

  it('is what it was when the terminal of a restore goes away in the middle', async () => {
    const [kept] = await askAll(['¿Cuánta papa produjo Boyacá en 2020?']);
    const command = `script -qec 'deploy/restore.sh --overwrite ${backup}' /dev/null`;
    const terminal = spawn('sh', ['-c', `exec ${command}`], { cwd: stack().root, env: stack().env });
    // API and workers are stopped by then, and Redis is about to be.
    for await (const text of terminal.stdout) if (String(text).includes('wrote ')) break;
    terminal.kill('SIGKILL');
    await vi.waitFor(() => stack().shell('flock -n deploy/releases.log true'), {
      timeout: 60_000,
      interval: 500,
    });
    await stack().waitHealthy();
    expect((await client().get(kept!.id)).status).toBe('completed');
    expect((await askAll(['¿Cuánta papa produjo Boyacá en 2019?'])).every(isFinished)).toBe(true);
  });

  it('one address opens so much at once and no more, asks so often and no more, and no log names it', async () => {
    const { hostname, port } = new URL(stack().url);
    const replies: string[] = [];
    // Their bodies never come.
    const sockets = Array.from({ length: OPEN_MAX + 5 }, () => {
      const socket = connect(Number(port), hostname);
      socket
        .on('data', (chunk) => replies.push(chunk.toString().split('\r\n')[0]!))
        .on('error', () => undefined);
      socket.write('PUT /nowhere HTTP/1.1\r\nhost: agrobot\r\ncontent-length: 9\r\n\r\n');
      return socket;
    });
    try {
      await vi.waitFor(
        () => expect(replies).toEqual(Array(5).fill('HTTP/1.1 429 Too Many Requests')),
        PATIENCE,
      );
    } finally {
      for (const socket of sockets) socket.destroy();
    }
    const ask = () => fetch(`${stack().url}/v1/questions`, { method: 'POST' }).then(({ status }) => status);
    expect(await Promise.all(Array.from({ length: 2 * WAVE }, ask))).toContain(429);

    // Also where its replicas were away, above.
    const [nginx] = await stack().containers('nginx');
    expect(await logsOf(nginx!.Id)).not.toMatch(/client:|\b\d{1,3}(\.\d{1,3}){3}\b/);
  });

  it('is told what to mend, and that nothing is', async () => {
    await vi.waitFor(async () => {
      expect(await stack().shell('deploy/check.sh weekly --backups backups')).toMatch(
        /^weekly: \d+ ok, .* 0 to mend$/m,
      );
    }, PATIENCE);
    await stack().compose('stop', 'worker');
    await stack().compose('pause', 'prometheus');
    await expect(stack().shell('deploy/check.sh monthly --backups nowhere')).rejects.toThrow(
      /FAIL {2}containers[^]*_worker_1 \(exited[^]*FAIL {2}alerts +Prometheus does not answer[^]*FAIL {2}preflight +no worker runs[^]*FAIL {2}backup +there is none[^]*\d to mend/,
    );
    await stack().compose('unpause', 'prometheus');
  });

  const authenticates = async (password: string) =>
    (await stack().exec('redis', ['redis-cli', 'AUTH', 'agrobot', password])) === 'OK';
});

const startOf = (service: string, containers: Container[]) =>
  containers.find((container) => serviceOf(container) === service)?.State.StartedAt;

async function once(ms: number): Promise<void> {
  for await (const _ of setInterval(ms)) return;
}
