import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepAsking, type Asked } from './askers.js';
import { docker, runName, type Container } from './engine.js';
import { prepareStack, type Stack } from './stack.js';
import { startWeather } from './weather.js';

const WORKERS = 2;
const APIS = 2;
/** The API asks readers for a pause of 3 s before they connect again; on two busy cores up to 5.8 s were measured. */
const GAP_MAX_MS = 8_000;
const ROLL_MS = 300_000;
/** Longer than a replica takes to be replaced, so that streams are open when theirs goes. */
const WEATHER_TAKES_MS = 12_000;
/** The stack in which deploy.sh tries an image has one thread, so these come through and fail among others. */
const IN_PRODUCTION = "process.env.AGROBOT_THREADS !== '1'";

let stack: Stack;
let weather: Awaited<ReturnType<typeof startWeather>>;
const versions: string[] = [];
const first = () => `9.0.0-${runName()}`;

/** Another image of the same name; with a line of JavaScript at the beginning of a file, or in front of a text in it. */
async function makeVersion(number: string, change?: { file: string; before?: string; line: string }) {
  const version = `${number}-${runName()}`;
  const from = `agrobot:${runName()}`;
  const edit = change?.before === undefined ? '1i' : `/${change.before}/i`;
  const lines = [
    `FROM ${from}`,
    ...(change ? ['USER root', `RUN sed -i "${edit} ${change.line}" ${change.file}`, 'USER node'] : []),
    `LABEL org.opencontainers.image.version=${version}`,
  ];
  const folder = path.join(stack.root, 'var', number);
  await stack.shell(`mkdir -p ${folder}`);
  await writeFile(path.join(folder, 'Dockerfile'), `${lines.join('\n')}\n`);
  await docker('build', '-q', '-t', `agrobot:${version}`, folder);
  versions.push(version);
  // "git checkout", before it is deployed.
  await stack.checkOut(version);
  return version;
}

/** Runs a command of the operator while 50 clients ask. */
async function whileAsked(command: string): Promise<{ said: string; status: number; asked: Asked }> {
  const stop = keepAsking(stack.url);
  const outcome = await stack.shell(command).then(
    (said) => ({ said, status: 0 }),
    ({ message }: Error) => ({ said: message, status: Number(/ended with (\d+):/.exec(message)?.[1]) }),
  );
  const asked = await stop();
  const { ended, lost, gapsMs, retries } = asked;
  const failed = ended.filter(({ status }) => status !== 'completed').length;
  const longest = Math.round(Math.max(0, ...gapsMs));
  console.log(
    `${command}: status ${outcome.status}; ${ended.length} questions ended, ${failed} of them failed, ${lost.length} lost, ` +
      `${retries} requests tried again, ${gapsMs.length} streams broke, the longest for ${longest} ms\n${outcome.said}`,
  );
  return { ...outcome, asked };
}

function expectNothingLost({ ended, lost, gapsMs }: Asked, statuses = ['completed']) {
  expect(lost).toEqual([]);
  expect(ended.length).toBeGreaterThan(50);
  expect(ended.map(({ status }) => status).filter((status) => !statuses.includes(status))).toEqual([]);
  expect(Math.max(0, ...gapsMs)).toBeLessThan(GAP_MAX_MS);
}

async function expectToRun(version: string) {
  const imageOf = (container: Container) => container.Config.Image;
  const [workers, apis] = await Promise.all(['worker', 'api'].map((service) => stack.containers(service)));
  expect(workers!.map(imageOf)).toEqual(Array(WORKERS).fill(`agrobot:${version}`));
  expect(apis!.map(imageOf)).toEqual(Array(APIS).fill(`agrobot:${version}`));
  expect([...workers!, ...apis!].map(({ State }) => State.Status)).toEqual(
    Array(WORKERS + APIS).fill('running'),
  );
  expect(await readFile(path.join(stack.root, '.env'), 'utf8')).toContain(`\nAGROBOT_VERSION=${version}\n`);
}

// The life of one installation: each step begins with what the one before has left.
describe.sequential('a new version, while 50 clients keep asking', () => {
  beforeAll(async () => {
    weather = await startWeather();
    weather.control.takesMs = WEATHER_TAKES_MS;
    await docker('tag', `agrobot:${runName()}`, `agrobot:${first()}`);
    versions.push(first());
    stack = await prepareStack({
      name: 'deploy',
      version: first(),
      settings: {
        AGROBOT_RATE_LIMIT_PER_MINUTE: '0',
        AGROBOT_OPEN_PER_CALLER: '1000',
        AGROBOT_OPEN_METEO_URL: weather.url,
        AGROBOT_UPSTREAM_TIMEOUT_S: '25',
      },
    });
    await stack.up({ worker: WORKERS, api: APIS });
  });
  afterAll(async () => {
    await stack?.down();
    weather?.close();
    for (const version of versions) await docker('image', 'rm', '--force', `agrobot:${version}`);
  });

  it(
    'comes in replica by replica: every question is answered, and streams only connect again',
    { timeout: ROLL_MS },
    async () => {
      const version = await makeVersion('9.1.0');
      const { status, asked } = await whileAsked(`deploy/deploy.sh --no-build --window 10 ${version}`);
      expect(status).toBe(0);
      expectNothingLost(asked);
      // Else nothing of it was tried.
      expect(asked.gapsMs.length).toBeGreaterThan(0);
      await expectToRun(version);
      expect(await stack.shell('deploy/in.sh worker agrobot preflight')).toMatch(/, 0 to mend/);
    },
  );

  it('is taken back by itself where its workers end at their start', { timeout: ROLL_MS }, async () => {
    const before = versions.at(-1)!;
    const line = `if (${IN_PRODUCTION}) { console.error('no such luck'); process.exit(1); }`;
    const version = await makeVersion('9.2.0', { file: 'dist/workers/main.js', line });
    const { status, said, asked } = await whileAsked(`deploy/deploy.sh --no-build --window 10 ${version}`);
    expect(said).toMatch(/ROLL BACK to .*ended at its start: no such luck/);
    expect(status).toBe(3);
    expectNothingLost(asked);
    await expectToRun(before);
  });

  it('is taken back by itself where it is healthy and its answers fail', { timeout: ROLL_MS }, async () => {
    const before = versions.at(-2)!;
    const version = await makeVersion('9.3.0', {
      file: 'dist/workers/answerJob.js',
      before: 'const { text, location } = question;',
      line: `if (${IN_PRODUCTION}) throw new Error('no such luck');`,
    });
    const { status, said, asked } = await whileAsked(`deploy/deploy.sh --no-build --window 10 ${version}`);
    expect(said).toMatch(/ROLL BACK to .*(known questions are not answered right|have failed)/);
    expect(status).toBe(3);
    // What the new version failed has failed; nothing is lost, and nothing hangs.
    expectNothingLost(asked, ['completed', 'failed']);
    const failed = asked.ended.filter((question) => question.status === 'failed');
    expect(failed.map(({ error }) => error.code)).toEqual(failed.map(() => 'internal_error'));
    expect(failed.length).toBeLessThan(asked.ended.length / 2);
    await expectToRun(before);
  });

  it('is left for the one before it by rollback.sh', { timeout: ROLL_MS }, async () => {
    const { status, asked } = await whileAsked('deploy/rollback.sh');
    expect(status).toBe(0);
    expectNothingLost(asked);
    await expectToRun(first());
  });

  it('is refused before anything is changed where it is no version, runs already or is not there', async () => {
    await expect(stack.shell('deploy/deploy.sh latest')).rejects.toThrow(/ended with 2:[^]*is no version/);
    await expect(stack.shell('deploy/deploy.sh --no-build 9.9.9')).rejects.toThrow(
      /ended with 1:[^]*is not on this machine[^]*nothing was changed/,
    );
    await expect(stack.shell(`deploy/rollback.sh ${first()}`)).rejects.toThrow('is what runs');
    expect(await stack.shell('deploy/deploy.sh --dry-run 9.9.9')).toContain(
      `replace  ${WORKERS} worker, then assets, then ${APIS} api`,
    );
    await expectToRun(first());
  });
});
