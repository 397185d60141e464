import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify, type Checked, type VerifyOptions } from '../../../src/cli/verify/run.js';
import {
  DATA_FILES,
  MANIFEST_FILE,
  manifestSchema,
  sha256,
  versionOf,
} from '../../../src/shared/eva/manifest.js';
import { createFleet, type Started, type TestFleet } from '../../support/processes.js';

const DATA = path.resolve(import.meta.dirname, '../../../data');
let fleet: TestFleet;
let api: Started;
let otherFigures: string;

beforeAll(async () => {
  fleet = createFleet();
  [api] = await Promise.all([fleet.api(), fleet.worker()]);
  otherFigures = await mkdtemp(path.join(tmpdir(), 'agrobot-verify-'));
  await makeOtherFigures(otherFigures);
});
afterAll(async () => {
  await fleet.stop();
  await rm(otherFigures, { recursive: true });
});

/** The shipped figures under another version: one file has an empty line more. */
async function makeOtherFigures(folder: string) {
  await cp(DATA, folder, { recursive: true });
  const file = path.join(folder, DATA_FILES.halfYears);
  const bytes = Buffer.concat([await readFile(file), Buffer.from('\n')]);
  await writeFile(file, bytes);
  const manifestFile = path.join(folder, MANIFEST_FILE);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(manifestFile, 'utf8')));
  manifest.files[DATA_FILES.halfYears] = { bytes: bytes.length, sha256: sha256(bytes) };
  manifest.version = versionOf(manifest.years, manifest.files);
  await writeFile(manifestFile, JSON.stringify(manifest));
}

async function verified(options: VerifyOptions = {}, env: Record<string, string> = {}) {
  let printed = '';
  const stdout = { write: (text: string) => (printed += text) };
  const exitStatus = await verify(
    { url: api.url, ...options },
    { stdout, env },
    new AbortController().signal,
  );
  return { exitStatus, printed };
}

async function report(options: VerifyOptions = {}, env: Record<string, string> = {}) {
  const { exitStatus, printed } = await verified({ ...options, json: true }, env);
  const { status, version, checks } = JSON.parse(printed) as {
    status: string;
    version: string;
    checks: Checked[];
  };
  return { exitStatus, status, version, checks, failed: checks.filter((check) => check.status === 'fail') };
}

describe('agrobot verify', () => {
  it('finds a running instance right, over every way to an answer', async () => {
    const { exitStatus, failed, checks, version } = await report();
    expect(failed).toEqual([]);
    expect(exitStatus).toBe(0);
    expect(version).toBe('0.1.0');
    const hows = new Set(checks.map(({ how }) => how));
    expect([...hows]).toEqual(['wait', 'poll', 'stream', 'refusal', 'repetition', 'rating']);
  });

  it('asks only the questions where nothing else is to be left behind', async () => {
    const { checks, exitStatus } = await report({ answersOnly: true });
    expect(exitStatus).toBe(0);
    expect(checks.map(({ how }) => how)).not.toContain('rating');
  });

  it('tells a person the same', async () => {
    const { printed, exitStatus } = await verified();
    expect(exitStatus).toBe(0);
    expect(printed).toMatch(/^ok {4}café, Huila, \d{4} +wait +right, \d+ ms$/m);
    expect(printed).toMatch(/\n\d+ right, 0 wrong: http:\/\/127\.0\.0\.1:\d+, version 0\.1\.0, figures eva-/);
  });

  it('finds answers that are not from its figures, unless versions are just changing', async () => {
    const env = { AGROBOT_DATA_DIR: otherFigures };
    const strict = await report({ answersOnly: true }, env);
    expect(strict.exitStatus).toBe(1);
    expect(strict.failed[0]?.found).toMatch(/^answered from eva-.*; the figures here are eva-/);
    expect((await report({ answersOnly: true, mixed: true }, env)).exitStatus).toBe(0);
  });
});
