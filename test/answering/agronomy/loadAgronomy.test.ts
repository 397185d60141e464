import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cropsFileSchema } from '../../../src/answering/agronomy/crops.js';
import { BrokenAgronomyError, loadAgronomy } from '../../../src/answering/agronomy/loadAgronomy.js';
import { agronomy, figures } from '../weather/askWeather.js';

const DATA_DIR = path.resolve(import.meta.dirname, '../../../data');

describe('the shipped tables', () => {
  it.each([
    // Read from FAO-56, tables 12 and 22: Kc initial, mid, end, least root depth (m), p.
    ['maiz', 0.3, 1.2, 0.35, 1, 0.55],
    ['papa', 0.5, 1.15, 0.75, 0.4, 0.35],
    ['cafe', 0.9, 0.95, 0.95, 0.9, 0.4],
    ['platano', 0.5, 1.2, 1.1, 0.5, 0.35],
    ['frijol', 0.4, 1.15, 0.35, 0.6, 0.45],
    ['cacao', 1, 1.05, 1.05, 0.7, 0.3],
    ['cana-panelera', 0.4, 1.25, 0.75, 1.2, 0.65],
    ['yuca', 0.3, 0.8, 0.3, 0.5, 0.35],
    ['aguacate', 0.6, 0.85, 0.75, 0.5, 0.7],
    ['fresa', 0.4, 0.85, 0.75, 0.2, 0.2],
  ])('have %s', (id, initial, mid, end, depth, p) => {
    expect(agronomy.cropWater(id)).toMatchObject({
      kc: { initial, mid, end },
      root_depth_m: { min: depth },
      depletion_fraction: p,
    });
  });

  it('name only crops that the figures have', async () => {
    const file = await readFile(path.join(DATA_DIR, 'agronomy/crops.json'), 'utf8');
    const { rows, flooded } = cropsFileSchema.parse(JSON.parse(file));
    const ids = [...flooded.crops, ...rows.flatMap((row) => row.crops)];
    expect(ids.filter((id) => figures.crop(id) === undefined)).toEqual([]);
  });

  it('have no row for crops that their source does not have', () => {
    expect(['lulo', 'maracuya', 'mango', 'arracacha'].map((id) => agronomy.cropWater(id))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('keep rice apart, which stands in water', () => {
    expect(agronomy.isFlooded('arroz')).toBe(true);
    expect(agronomy.isFlooded('maiz')).toBe(false);
  });
});

describe('a broken table', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'agronomy-'));
    await cp(path.join(DATA_DIR, 'agronomy'), path.join(folder, 'agronomy'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function broken(file: string, change: (text: string) => string): Promise<string> {
    const at = path.join(folder, 'agronomy', file);
    await writeFile(at, change(await readFile(at, 'utf8')));
    const error = await loadAgronomy(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BrokenAgronomyError);
    return (error as Error).message;
  }

  it('is refused where a rule is missing, with its name', async () => {
    const message = await broken('rules.json', (text) =>
      text.replace('"sowing.least_rain"', '"sowing.rain"'),
    );
    expect(message).toContain('"sowing.least_rain"');
    expect(message).toContain('rules.json');
  });

  it('is refused where a unit was changed', async () => {
    const message = await broken('rules.json', (text) => text.replace('"unit":"km/h"', '"unit":"m/s"'));
    expect(message).toContain('must be in km/h, not in m/s');
  });

  it('is refused where a crop stands in two rows', async () => {
    const message = await broken('crops.json', (text) =>
      text.replace('"crops":["papa"]', '"crops":["maiz"]'),
    );
    expect(message).toContain('"maiz" stands in two rows');
  });

  it('is refused where a value is out of its range', async () => {
    const message = await broken('crops.json', (text) =>
      text.replace('"depletion_fraction":0.55', '"depletion_fraction":55'),
    );
    expect(message).toContain('depletion_fraction');
  });

  it('is refused where it is no JSON, saying what to do', async () => {
    expect(await broken('crops.json', () => '{')).toContain('git checkout -- data/agronomy');
  });
});
