import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrokenCalendarError, loadCalendar } from '../../../src/answering/calendar/loadCalendar.js';
import type { AnyPlace } from '../../../src/answering/spanish/places.js';
import { figures } from '../intents/queryOf.js';

const DATA = path.resolve(import.meta.dirname, '../../../data');
const calendar = await loadCalendar(DATA);

function placed(code: string): AnyPlace {
  const place = figures.place(code);
  if (place === undefined) throw new Error(`no place ${code}`);
  return place;
}

function crop(id: string) {
  const crop = figures.cropOf(id);
  if (crop === undefined) throw new Error(`no crop ${id}`);
  return { id, crop };
}

describe('the shipped calendar', () => {
  it('puts every department into one rainfall region', () => {
    const without = figures.departments.filter((one) => calendar.regionOf(one) === undefined);
    expect(without).toEqual([]);
  });

  it('names only crops and products that the figures have', () => {
    expect(calendar.crops.filter(({ crop: id }) => figures.nameOf(id) === undefined)).toEqual([]);
  });

  it('has sowing months or a reason to have none for the 35 most grown crops', () => {
    const largest = figures
      .byCrop('CO', [2020, 2021, 2022])
      .filter((total) => !total.crop.residual)
      .sort((a, b) => b.areaHarvestedHa - a.areaHarvestedHa)
      .slice(0, 36);
    const sown = largest.filter(({ id, crop: own }) =>
      figures.departments.some((place) => calendar.sowing({ id, crop: own }, place) !== undefined),
    );
    // Watermelon is sown in river beds when the water falls, which differs from river to river.
    expect(largest.filter((one) => !sown.includes(one)).map(({ id }) => id)).toEqual(['patilla']);
    expect(sown).toHaveLength(35);
  });

  it('has a span of time that makes sense for every crop', () => {
    for (const { crop: id, cycle } of calendar.crops) {
      if (cycle !== null) expect(cycle.min, id).toBeLessThan(cycle.max);
    }
  });
});

describe('the region of a place', () => {
  it.each([
    ['23', 'caribe', 'Córdoba'],
    ['05', 'andina', 'Antioquia'],
    ['05837', 'caribe', 'Turbo, in Urabá'],
    ['05154', 'caribe', 'Caucasia, in Bajo Cauca'],
    ['05001', 'andina', 'Medellín'],
    ['15001', 'andina', 'Tunja'],
    ['15667', 'orinoquia', 'San Luis de Gaceno, in the foothills of the plains'],
    ['25438', 'orinoquia', 'Medina'],
    ['76109', 'pacifica', 'Buenaventura'],
    ['52835', 'pacifica', 'Tumaco'],
    ['52001', 'sur-andino', 'Pasto'],
    ['27006', 'caribe', 'Acandí, in the Darién'],
    ['27001', 'pacifica', 'Quibdó'],
    ['44847', 'guajira', 'Uribia'],
    ['91001', 'trapecio', 'Leticia'],
    ['18001', 'amazonia', 'Florencia'],
    ['50001', 'orinoquia', 'Villavicencio'],
    ['88', 'insular', 'San Andrés'],
    ['11001', 'andina', 'Bogotá'],
  ])('%s is in %s (%s)', (code, region) => {
    expect(calendar.regionOf(placed(code))?.id).toBe(region);
  });

  it('is none for the country', () => {
    expect(calendar.regionOf(placed('CO'))).toBeUndefined();
  });
});

describe('when a crop is sown', () => {
  it.each([
    ['maiz', '23', [4, 5, 8, 9]],
    ['maiz', '15', [3, 4, 9, 10]],
    ['maiz', '05837', [4, 5, 8, 9]],
    ['algodon', '23', [8, 9, 10]],
    ['algodon', '73', [2, 3, 4]],
    ['yuca', '70', [4, 5]],
    ['papa', '25', [1, 2, 3, 7, 8, 9]],
    ['papa-comun', '25', [1, 2, 3, 7, 8, 9]],
    ['papa-criolla', '25', [3, 4, 9, 10]],
    ['cafe', '25', [3, 10]],
    ['cafe', '52', [10, 11]],
    ['cafe', '41551', [10, 11]],
    ['cafe', '19', [10, 11]],
    ['cafe', '54', [5, 6]],
    ['cafe', '47', [5, 6]],
    ['cafe', '17', [3, 4, 9, 10]],
    ['maiz', '50', [4, 5, 6, 8, 9]],
    ['maiz', '81', [4, 5, 8, 9]],
    ['platano', '27', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ])('%s in %s: months %j', (id, code, months) => {
    expect(calendar.sowing(crop(id), placed(code))?.months).toEqual(months);
  });

  it('names the ICA only where its dates hold, which is in Meta', () => {
    const named = figures.departments
      .filter((place) =>
        calendar.crops.some(({ crop: id }) =>
          calendar.sowing(crop(id), place)?.sources.some(({ id: source }) => source === 'ica-meta'),
        ),
      )
      .map(({ code }) => code);
    expect(named).toEqual(['50']);
  });

  it('is not known where nobody vouches for it', () => {
    expect(calendar.sowing(crop('trigo'), placed('52'))).toBeUndefined();
    expect(calendar.sowing(crop('papa'), placed('52'))).toBeUndefined();
    expect(calendar.sowing(crop('patilla'), placed('23'))).toBeUndefined();
  });

  it("does not take a department's row for a town in another region", () => {
    // Antioquia's coffee harvest is that of its mountains.
    expect(calendar.harvest(crop('cafe'), placed('05368'))).toBeDefined();
    expect(calendar.harvest(crop('cafe'), placed('05837'))).toBeUndefined();
  });
});

/** Where EVA shows one half only, with why the calendar names both. */
const STANDS_FOR_YEARS =
  'it is cut again and again, and EVA writes the area that stands down in one half-year';
const EXCEPTIONS: readonly (readonly [pair: string, why: string])[] = [
  ['cebolla-de-rama Huila', STANDS_FOR_YEARS],
  ['cebolla-de-rama Valle del Cauca', STANDS_FOR_YEARS],
];

describe('the calendar and the half-years of EVA', () => {
  const MUCH_AREA_HA = 1_000;

  /** Crops and departments of the calendar that EVA has half-years of, over enough area to mean something. */
  const pairs = calendar.crops.flatMap(({ crop: id }) =>
    figures.departments.flatMap((department) => {
      const months = calendar.sowing(crop(id), department)?.months;
      const halves = figures.halfYears(id, department.code);
      if (months === undefined || halves === undefined) return [];
      if (halves.areaSownAHa + halves.areaSownBHa < MUCH_AREA_HA) return [];
      return [
        {
          pair: `${id} ${department.name}`,
          a: months.some((month) => month <= 6),
          b: months.some((month) => month > 6),
          ...halves,
        },
      ];
    }),
  );

  it('were held against each other some hundred times', () => {
    expect(pairs.length).toBeGreaterThan(150);
  });

  it('do not contradict: where the calendar has one half only, EVA does not have most of the area in the other', () => {
    const wrong = pairs.filter(({ a, b, shareA, shareB }) => (!b && shareB > 0.6) || (!a && shareA > 0.6));
    expect(wrong.map(({ pair }) => pair)).toEqual([]);
  });

  it('agree on which halves are used: none of the calendar is next to nothing in EVA', () => {
    const unused = pairs.filter(({ a, b, shareA, shareB }) => (a && shareA < 0.1) || (b && shareB < 0.1));
    expect(unused.map(({ pair }) => pair).sort()).toEqual(EXCEPTIONS.map(([pair]) => pair).sort());
  });
});

describe('a broken calendar', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'agrobot-calendar-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  async function refusal(file: string, change: (text: string) => string): Promise<Error> {
    await cp(path.join(DATA, 'calendar'), path.join(dir, 'calendar'), { recursive: true });
    const name = path.join(dir, 'calendar', file);
    await writeFile(name, change(await readFile(name, 'utf8')));
    const error: unknown = await loadCalendar(dir).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BrokenCalendarError);
    return error as Error;
  }

  it.each([
    ['crops.json', 'no JSON', () => '{', /crops\.json cannot be read/],
    [
      'crops.json',
      'a month that there is not',
      (text: string) => text.replace('"when":[8,9,10]', '"when":[8,9,13]'),
      /crops\.json at crops\.\d+\.sowing\.0\.when/,
    ],
    [
      'crops.json',
      'a region that there is not',
      (text: string) => text.replace('"where":["orinoquia"]', '"where":["llanos"]'),
      /arroz names the region "llanos", which is none/,
    ],
    [
      'crops.json',
      'a source that there is not',
      (text: string) => text.replaceAll('"fnc"', '"alguien"'),
      /cafe names the source "alguien", which is none/,
    ],
    [
      'regions.json',
      'a department in two regions',
      (text: string) => text.replace('"departments":["44"]', '"departments":["44","08"]'),
      /"08" is there twice/,
    ],
    [
      'crops.json',
      'a crop twice',
      (text: string) => text.replace('"crop":"soya"', '"crop":"maiz"'),
      /"maiz" is there twice/,
    ],
  ])('%s with %s is refused and says how to mend it', async (file, _what, change, message) => {
    const error = await refusal(file, change);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/git checkout -- data\/calendar/);
  });
});
