import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPage, type Step } from '../docs/howToPage.js';
import { copyWorkingTree, freshEnvironment, ROOT, runShell } from '../support/workingTree.js';
import { docker, run, runName } from './engine.js';

const PAGE = path.join(ROOT, 'deploy/README.md');
/** Blocks that no installation can run at its first day; test/docker/deploy.docker.ts runs what is in them. */
const LEFT_OUT = ['another-version'];
const PATIENCE = { timeout: 60_000, interval: 1_000 };
/**
 * What testssl 3.0.8 marks and the page explains: a certificate that signed itself (no chain of trust, no list of
 * revoked ones, no word in the DNS), and the order of ciphers, which Mozilla's profile leaves to the client.
 */
const ACCEPTED = /^(cert_|DNS_CAArecord|cipher_order|cipherorder|overall_grade|grade_cap)/;

/** The blocks in `sh`, in the order of the page. */
const steps = readPage(PAGE, ['', 'text']).filter(isRun);

function isRun(step: Step): step is Extract<Step, { kind: 'run' }> {
  return step.kind === 'run';
}

let root: string;
let failed: string | undefined;
const outputs = new Map<string, string>();

/** As an operator's shell: in the folder of the checkout, with nothing set but the project's name. */
const shell = (command: string) =>
  runShell(command, {
    cwd: root,
    env: {
      ...freshEnvironment(),
      COMPOSE_PROJECT_NAME: `${runName()}-page`,
      GIT_CEILING_DIRECTORIES: path.dirname(root),
    },
  });

// One way, from a copy of the checkout to a stack that is served, watched and scaled: each step needs the one before.
describe.sequential('deploy/README.md, followed to the letter', () => {
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'agrobot-page-'));
    await copyWorkingTree(root);
  });
  afterAll(async () => {
    await shell('docker-compose down --volumes --timeout 5').catch(() => undefined);
    await rm(root, { recursive: true, force: true });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      console.error(await shell('docker-compose logs --tail 20').catch(String));
  });

  for (const { heading, line, commands, needs } of steps) {
    const name = `${heading} (line ${line})`;
    it(
      needs === undefined ? name : `${name}: only what it needs, ${needs}, is known to this test`,
      async () => {
        if (needs !== undefined) return expect(LEFT_OUT).toContain(needs);
        if (failed !== undefined) throw new Error(`An earlier step failed: ${failed}`);
        failed = name;
        for (const { command } of commands)
          outputs.set(heading, (outputs.get(heading) ?? '') + (await shell(command)));
        failed = undefined;
      },
    );
  }

  it('says what the page says it does', () => {
    const looked = outputs.get('6. Look')!;
    expect(looked).toMatch(/ 0 to mend before it is safe to run/);
    expect(looked).toMatch(/right, 0 wrong: http:\/\/api:5017/);
    expect(looked).toMatch(/HTTP\/1\.1 308/);
    expect(looked).toMatch(/"status":"ok"/);
    expect(looked).toMatch(/"status":"completed"/);
    expect(looked).toContain('Boyacá');
  });

  it('leads to a stack that is scaled and all of whose replicas Prometheus sees', async () => {
    const running = (await shell('docker-compose ps -q')).trim().split('\n');
    const services = (
      await docker('inspect', '-f', '{{index .Config.Labels "com.docker.compose.service"}}', ...running)
    ).split('\n');
    const count = (service: string) => services.filter((name) => name === service).length;
    expect([count('worker'), count('api'), count('nginx'), count('prometheus')]).toEqual([4, 2, 1, 1]);
    await vi.waitFor(async () => {
      const reply = await fetch('http://127.0.0.1:9090/api/v1/targets?state=active');
      const { data } = (await reply.json()) as {
        data: { activeTargets: { labels: { job: string }; health: string }[] };
      };
      const up = data.activeTargets.filter(({ health }) => health === 'up').map(({ labels }) => labels.job);
      expect(up.sort()).toEqual(['api', 'api', 'prometheus', 'worker', 'worker', 'worker', 'worker']);
    }, PATIENCE);
  });

  it('serves TLS with HSTS by HTTP/2, also the files that nginx serves itself', async () => {
    const curl = (...args: string[]) =>
      run('curl', ['-s', '--cacert', path.join(root, 'deploy/secrets/tls_certificate'), ...args]);
    await vi.waitFor(() => curl('-f', 'https://localhost/health'), PATIENCE);
    const page = await curl('-i', 'https://localhost/');
    expect(page).toMatch(/^HTTP\/2 200/);
    expect(page).toMatch(/^strict-transport-security: max-age=63072000\r$/im);
    const [, file] = /"(\/assets\/home\.\w+\.js)"/.exec(page)!;
    const asset = await curl('-I', '-H', 'accept-encoding: gzip', `https://localhost${file}`);
    expect(asset).toMatch(/^HTTP\/2 200/);
    expect(asset).toMatch(/^content-encoding: gzip\r$/im);
    expect(asset).toMatch(/^cache-control: public, max-age=31536000, immutable\r$/im);
    expect(asset).toMatch(/^strict-transport-security: max-age=63072000\r$/im);
    expect(await shell('docker-compose logs nginx')).toMatch(/HEAD \/assets\/home\.\w+\.js 200 0 \S+ -/);
    expect(await curl('-i', 'http://localhost/cualquiera?a=1')).toMatch(
      /^HTTP\/1\.1 308[^]*location: https:\/\/localhost:443\/cualquiera\?a=1/i,
    );
    const challenges = '.well-known/acme-challenge';
    await shell(`mkdir -p var/acme/${challenges} && echo known > var/acme/${challenges}/token`);
    expect(await curl(`http://localhost/${challenges}/token`)).toBe('known\n');
  });

  it('serves a renewed certificate from a restart of nginx on, and check.sh tells until then', async () => {
    await shell('rm -f deploy/secrets/tls_* && deploy/make-certificate.sh localhost 127.0.0.1');
    const check = () => shell('deploy/check.sh weekly').catch(String);
    expect(await check()).toMatch(/^FAIL {2}certificate +another one is served/m);
    await shell('docker-compose restart nginx');
    const asked = 'curl -sf --cacert deploy/secrets/tls_certificate https://localhost/health';
    await vi.waitFor(() => shell(asked), PATIENCE);
    expect(await check()).toMatch(/^ok {4}certificate +ends in (89|90) days/m);
  });

  it(
    'offers nothing that testssl finds weak, but for what the page explains',
    { timeout: 240_000 },
    async () => {
      const report = path.join(root, 'testssl.json');
      // Protocols, ciphers, forward secrecy, defaults, headers and vulnerabilities; a status above 0 counts findings.
      const flags = ['-p', '-s', '-f', '-S', '-h', '-H', '-I', '-C', '-O', '-W', '-F'];
      await run('testssl', [
        ...['--warnings', 'off', '--ip', 'one', '--quiet', '--color', '0', '--jsonfile', report],
        ...flags,
        'localhost:443',
      ]).catch(() => undefined);
      const findings = JSON.parse(await readFile(report, 'utf8')) as {
        id: string;
        severity: string;
        finding: string;
      }[];
      expect(findings.length).toBeGreaterThan(30);
      const of = (id: string) => findings.find((finding) => finding.id === id)?.finding;
      expect([of('SSLv3'), of('TLS1'), of('TLS1_1')]).toEqual(Array(3).fill('not offered'));
      expect(of('TLS1_3')).toMatch(/^offered/);
      const weak = findings.filter(({ severity }) => /^(LOW|MEDIUM|HIGH|CRITICAL|FATAL)$/.test(severity));
      console.log(
        `testssl: ${findings.length} findings, of them marked: ${weak.map(({ id }) => id).join(', ')}`,
      );
      expect(weak.filter(({ id }) => !ACCEPTED.test(id))).toEqual([]);
    },
  );
});
