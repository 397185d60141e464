import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliError } from '../../../src/cli/cliError.js';
import { readManifest } from '../../../src/cli/model/modelFolder.js';
import { replay, type Replayed } from '../../../src/cli/replay/run.js';
import type { Client } from '../../../src/client/index.js';
import { createFleet, type TestFleet } from '../../support/processes.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SHIPPED = path.join(ROOT, 'models/intents');
const DATA = path.join(ROOT, 'data');
const NO_STOP = new AbortController().signal;

let fleet: TestFleet;
let client: Client;
let url: string;
let otherModel: string;
let data: string;

beforeAll(async () => {
  fleet = createFleet();
  const [api] = await Promise.all([fleet.api(), fleet.worker()]);
  client = fleet.client(api);
  url = api.url;
  // The shipped model, but only its n-grams are listened to.
  otherModel = await mkdtemp(path.join(tmpdir(), 'agrobot-replay-'));
  const manifest = await readManifest(SHIPPED);
  for (const name of Object.keys(manifest.files))
    await symlink(path.join(SHIPPED, name), path.join(otherModel, name));
  const altered = { ...manifest, revision: 'ngrams-alone', mixture: { network: 0, ngrams: 1 } };
  await writeFile(path.join(otherModel, 'manifest.json'), JSON.stringify(altered));
  data = await shippedDataOfCoffee();
});

/** The shipped data, of the knowledge base only what is on coffee: another model embeds all of it anew. */
async function shippedDataOfCoffee(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'agrobot-replay-data-'));
  const others = (await readdir(DATA)).filter((name) => name !== 'knowledge');
  for (const name of others) await symlink(path.join(DATA, name), path.join(folder, name));
  await mkdir(path.join(folder, 'knowledge'));
  await symlink(path.join(DATA, 'knowledge/cafe.json'), path.join(folder, 'knowledge/cafe.json'));
  return folder;
}

afterAll(async () => {
  await fleet.stop();
  for (const folder of [otherModel, data]) await rm(folder, { recursive: true });
});

const replayed = async (id: string) =>
  JSON.parse(
    await replay(id, { model: otherModel, data, url, json: true }, process.env, NO_STOP),
  ) as Replayed;

describe('agrobot replay', () => {
  it('answers a turn of a conversation once more with another model, as that turn was meant', async () => {
    const first = await client.ask({ question: '¿Cuánto café produjo Huila en 2020?' }, { waitS: 20 });
    const { conversation_id } = first;
    const second = await client.ask({ question: '¿Y en Nariño?', conversation_id }, { waitS: 20 });
    const { text, before, after, same } = await replayed(second.id);
    expect(text).toBe('¿Y en Nariño?');
    expect(before).toMatchObject({ intent: 'crop_production', place: 'Nariño', crops: ['Café'] });
    expect(after).toMatchObject({ model: 'ngrams-alone', intent: 'crop_production', place: 'Nariño' });
    expect(after.text).toContain('Nariño produjo');
    expect(same).toBe(true);
  });

  it('takes the stored embeddings where they are of the model that is asked', async () => {
    const { id } = await client.ask({ question: '¿Cómo hago compost?' }, { waitS: 20 });
    const told = await replay(id, { model: SHIPPED, url, json: true }, process.env, NO_STOP);
    expect(JSON.parse(told)).toMatchObject({ same: true, after: { intent: 'theoretical' } });
  });

  it('says plainly what cannot be replayed', async () => {
    const unknown = replay('q_019ab3f2-7a00-7000-8000-0123456789ab', { model: otherModel, url }, {}, NO_STOP);
    await expect(unknown).rejects.toThrow(CliError);
    const { id } = await client.ask({ question: 'hola' }, { waitS: 20 });
    await expect(replay(id, { model: '/nowhere', url }, {}, NO_STOP)).rejects.toThrow('/nowhere');
  });
});
