import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROOT } from '../support/workingTree.js';
import { docker, inspect, logsOf, run, runName } from './engine.js';
import { prepareStack, type Stack } from './stack.js';

/** Measured: 149 MB (106 of packages, 28 of model, 11 of figures, 4 of code). */
const OVER_BASE_MAX_BYTES = 165e6;
const STOPS_WITHIN_MS = 5_000;
const KILLED_AFTER_S = 30;
const VERSION = '9.8.7';
const REVISION = '0123456789abcdef0123456789abcdef01234567';

const onEngine = { timeout: 30_000, interval: 100 };
const tag = `image-under-test:${runName()}`;
const network = `${runName()}-image`;
const begun: string[] = [];
let stack: Stack;
/** Path and size of every file below /app. */
let files: Map<string, number>;

interface ImageConfig {
  User: string;
  Labels: Record<string, string>;
}

interface Sbom {
  metadata: { component: { type: string; purl: string } };
  components: { purl: string }[];
}

interface Lock {
  packages: Record<
    string,
    {
      version: string;
      dev?: boolean;
      optional?: boolean;
      peer?: boolean;
      devOptional?: boolean;
      devDependencies?: object;
    }
  >;
}

/** Output of a command in a fresh container that can write nowhere and reach nothing. */
const once = (...args: string[]) => docker('run', '--rm', '--read-only', '--network', 'none', ...args);
const program = (name: string, ...args: string[]) => once('--entrypoint', name, tag, ...args);

beforeAll(async () => {
  // Built again from a checkout whose secrets are known: they must not be in it. All but the labels is cached.
  stack = await prepareStack({ name: 'image', files: ['docker-compose.tls.yml'] });
  const build = [
    'build',
    '--quiet',
    '--build-arg',
    `VERSION=${VERSION}`,
    '--build-arg',
    `REVISION=${REVISION}`,
  ];
  await docker(...build, '--tag', tag, stack.root);
  const list = await program('find', '/app', '-type', 'f', '-printf', '%s %P\n');
  files = new Map(
    list.split('\n').map((line) => {
      const [size, ...name] = line.split(' ');
      return [name.join(' '), Number(size)];
    }),
  );
  await docker('network', 'create', network);
});

afterAll(async () => {
  if (begun.length > 0) await docker('rm', '--force', '--volumes', ...begun);
  await docker('network', 'rm', network);
  await docker('image', 'rm', tag);
  await stack.down();
});

describe('the image', () => {
  it('is built by a Dockerfile in which hadolint finds nothing', async () => {
    expect(await run('hadolint', [path.join(ROOT, 'Dockerfile')])).toBe('');
  });

  it('says which version and revision it is', async () => {
    const config = JSON.parse(
      await docker('image', 'inspect', tag, '--format', '{{json .Config}}'),
    ) as ImageConfig;
    expect(config.Labels).toMatchObject({
      'org.opencontainers.image.title': 'AgroBot',
      'org.opencontainers.image.version': VERSION,
      'org.opencontainers.image.revision': REVISION,
      'org.opencontainers.image.licenses': 'MIT',
    });
  });

  it('carries the version that Compose was told', async () => {
    const format = '{{index .Config.Labels "org.opencontainers.image.version"}}';
    expect(await docker('image', 'inspect', `agrobot:${runName()}`, '--format', format)).toBe(runName());
  });

  it('runs as a user who is not root and owns nothing of it', async () => {
    expect(await program('id', '-u')).toBe('1000');
    expect(await program('find', '/app', '-user', 'node')).toBe('');
    expect(await program('find', '/app', '-perm', '-o=w', '!', '-type', 'l')).toBe('');
  });

  it('loads the model and answers where it can write nowhere and reach nothing', async () => {
    const report = await once(tag, 'preflight', '--json').catch((error: Error) => error.message);
    const { findings } = JSON.parse(report.slice(report.indexOf('{'), report.lastIndexOf('}') + 1)) as {
      findings: { check: string; status: string }[];
    };
    const statusOf = (check: string) => findings.find((finding) => finding.check === check)?.status;
    for (const check of ['model', 'data', 'answer', 'debugging', 'user'])
      expect([check, statusOf(check)]).toEqual([check, 'ok']);
  });

  it('holds the production dependencies and no other package', async () => {
    const there = [...packagesIn(files.keys())].sort();
    const { packages } = await readLock();
    const production = Object.entries(packages).filter(([at, { dev }]) => at !== '' && !dev);
    const needed = production.filter(
      ([, { optional, devOptional, peer }]) => !optional && !devOptional && !peer,
    );
    expect(there.filter((at) => !production.some(([name]) => name === at))).toEqual([]);
    expect(needed.map(([at]) => at).filter((at) => !there.includes(at))).toEqual([]);
    const development = Object.keys(packages['']!.devDependencies ?? {});
    expect(development.filter((name) => there.includes(`node_modules/${name}`))).toEqual([]);
  });

  it('lists exactly these packages in its SBOM', async () => {
    const { packages } = await readLock();
    const sbom = JSON.parse(await program('cat', '/app/sbom.cdx.json')) as Sbom;
    const there = [...packagesIn(files.keys())].map(
      (at) => `pkg:npm/${at.replace(/^.*node_modules\//, '')}@${packages[at]!.version}`,
    );
    const listed = sbom.components.map(({ purl }) => decodeURIComponent(purl));
    expect([...new Set(listed)].sort()).toEqual([...new Set(there)].sort());
    expect(sbom.metadata.component).toMatchObject({
      type: 'application',
      purl: expect.stringMatching(/^pkg:npm\/agrobot@/),
    });
  });

  it('has the ONNX Runtime of its own platform, and nothing for graphics cards', () => {
    const libraries = [...files.keys()].filter((file) =>
      file.startsWith('node_modules/onnxruntime-node/bin/'),
    );
    expect(libraries).not.toEqual([]);
    const platform = `node_modules/onnxruntime-node/bin/napi-v6/linux/${process.arch}/`;
    expect(libraries.filter((file) => !file.startsWith(platform))).toEqual([]);
    expect(libraries.filter((file) => /cuda|tensorrt|directml/i.test(file))).toEqual([]);
  });

  it('has no tests, sources, settings or secrets in it', async () => {
    const ours = [...files.keys()].filter((file) => !file.startsWith('node_modules/'));
    expect(new Set(ours.map((file) => file.split('/')[0]))).toEqual(
      new Set(['LICENSE', 'NOTICE', 'bin', 'data', 'dist', 'models', 'package.json', 'sbom.cdx.json']),
    );
    expect(ours.filter((file) => /\.ts$|\.map$|\.env|secret.*(?<!\.js)$|\.test\./.test(file))).toEqual([]);
    const secrets = await stack.shell(
      'cat deploy/secrets/redis_password deploy/secrets/redis_operator_password',
    );
    const key = await readFile(path.join(stack.root, 'deploy/secrets/tls_key'), 'utf8');
    for (const secret of [secrets.slice(0, 64), secrets.slice(64), key.split('\n')[1]!]) {
      const found = await program(
        'sh',
        '-c',
        'grep -rlF -e "$0" / --exclude-dir=proc --exclude-dir=sys; true',
        secret,
      );
      expect(found).toBe('');
    }
    expect(await docker('history', '--no-trunc', tag)).not.toMatch(/password|secret/i);
  });

  it(`is at most ${OVER_BASE_MAX_BYTES / 1e6} MB larger than its base`, async () => {
    const [, base] =
      /^ARG NODE_IMAGE=(.+)$/m.exec(await readFile(path.join(ROOT, 'Dockerfile'), 'utf8')) ?? [];
    const sizeOf = async (image: string) =>
      Number(await docker('image', 'inspect', image, '--format', '{{.Size}}'));
    const over = (await sizeOf(tag)) - (await sizeOf(base!));
    console.log(`The image is ${(over / 1e6).toFixed(1)} MB larger than its base.`);
    expect(over).toBeLessThan(OVER_BASE_MAX_BYTES);
  });
});

describe('the command of a container', () => {
  it.each([
    [['preflight', '--help'], 'Usage: agrobot preflight'],
    [['ask', '--help'], 'Usage: agrobot ask'],
    [['--version'], '.'],
  ])('%j is one of agrobot', async (command, says) => {
    expect(await once(tag, ...command)).toContain(says);
  });

  it('"telegram" is the bot, which asks for its token', async () => {
    await expect(once(tag, 'telegram')).rejects.toThrow('AGROBOT_TELEGRAM_TOKEN is needed');
  });

  it('that is unknown is refused with the known ones', async () => {
    await expect(once(tag, 'aip')).rejects.toThrow(/unknown command 'aip'/);
  });
});

describe.each([['--init'], []].map((init) => ({ init, with: init.length > 0 ? 'with' : 'without' })))(
  'docker stop, $with an init in the container',
  ({ init }) => {
    const redis = `${network}-redis${init.join('')}`;
    beforeAll(async () => {
      begun.push(
        await docker(
          'run',
          '-d',
          '--name',
          redis,
          '--network',
          network,
          'redis:7-bookworm',
          'redis-server',
          '--save',
          '',
          '--protected-mode',
          'no',
        ),
      );
    });

    it.each(['api', 'worker'])('ends the %s in order', async (role) => {
      const container = await docker(
        'run',
        '-d',
        '--read-only',
        ...init,
        '--network',
        network,
        '-e',
        `REDIS_URL=redis://${redis}:6379`,
        tag,
        role,
      );
      begun.push(container);
      await vi.waitFor(async () => expect(await logsOf(container)).toContain(`${role} is ready`), onEngine);
      const beganMs = performance.now();
      await docker('stop', '--time', String(KILLED_AFTER_S), container);
      const tookMs = performance.now() - beganMs;
      const [ended] = await inspect(container);
      expect(ended!.State).toMatchObject({ Status: 'exited', ExitCode: 0 });
      expect(tookMs).toBeLessThan(STOPS_WITHIN_MS);
      expect(await logsOf(container)).toMatch(new RegExp(`"reason":"SIGTERM","msg":"${role} stops"`));
    });
  },
);

/** `node_modules/a/node_modules/@b/c` for each package that has files of its own. */
function packagesIn(names: Iterable<string>): Set<string> {
  const manifest = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/@]+)\/package\.json$/;
  return new Set([...names].flatMap((name) => manifest.exec(name)?.[1] ?? []));
}

async function readLock(): Promise<Lock> {
  return JSON.parse(await readFile(path.join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
}
