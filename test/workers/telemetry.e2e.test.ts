import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createFleet } from '../support/processes.js';

const fleet = createFleet();
afterAll(() => fleet.stop());

it('has ONNX Runtime neither mark this machine nor report to its maker', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'agrobot-home-'));
  const [api] = await Promise.all([
    fleet.api(),
    fleet.worker({ HOME: home, XDG_CACHE_HOME: '', ORT_DISABLE_TELEMETRY: '' }),
  ]);
  await fleet.client(api).ask({ question: '¿Cuánto café produjo Huila en 2020?' }, { waitS: 20 });
  // Where it reports, it keeps an identity and a queue of events in the home folder.
  expect(await readdir(home)).toEqual([]);
  await rm(home, { recursive: true });
});
