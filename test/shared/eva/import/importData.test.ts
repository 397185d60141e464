import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFigures, type Figures } from '../../../../src/shared/eva/figures.js';
import { cutOffOf, importData } from '../../../../src/shared/eva/import/importData.js';
import type { ImportReport } from '../../../../src/shared/eva/import/report.js';

const FIXTURES = path.resolve(import.meta.dirname, '../../../fixtures/eva');
const SOURCES = {
  evaOld: path.join(FIXTURES, 'eva-2006-2018.csv'),
  evaNew: path.join(FIXTURES, 'eva-2019-2022.csv'),
  divipola: path.join(FIXTURES, 'divipola.csv'),
};

type RawRow = Record<string, string>;

let dir: string;
let outDir: string;
let report: ImportReport;
let figures: Figures;
let oldRows: RawRow[];
let newRows: RawRow[];

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-import-'));
  outDir = path.join(dir, 'data');
  report = await importData({ sources: SOURCES, outDir });
  figures = await loadFigures(outDir);
  const rows = async (file: string): Promise<RawRow[]> => parse(await readFile(file), { columns: true });
  oldRows = await rows(SOURCES.evaOld);
  newRows = await rows(SOURCES.evaNew);
});

afterAll(() => rm(dir, { recursive: true, force: true }));

/** The test's own sum: raw rows picked by hand-written conditions, added in whole hundredths. */
function rawSum(rows: RawRow[], pick: (row: RawRow) => boolean): [number, number, number] {
  const sum = [0, 0, 0] as [number, number, number];
  for (const row of rows.filter(pick)) {
    const texts = [
      row.rea_sembrada ?? row.rea_sembrada_ha,
      row.rea_cosechada ?? row.rea_cosechada_ha,
      row.producci_n ?? row.producci_n_t,
    ];
    texts.forEach((text, i) => (sum[i]! += Math.round(Number(text) * 100)));
  }
  return sum.map((hundredths) => hundredths / 100) as [number, number, number];
}

function shipped(id: string, place: string, year: number): [number, number, number] | undefined {
  const total = figures.total(id, place, year);
  return total && [total.areaSownHa, total.areaHarvestedHa, total.productionT];
}

describe('figures of the extract against sums of its raw rows', () => {
  const oldIn = (crop: string, year: number, municipality?: string) => (row: RawRow) =>
    row.cultivo === crop && row.a_o === String(year) && (municipality ?? row.c_d_mun) === row.c_d_mun;
  const newIn = (crop: string, year: number, municipality?: string) => (row: RawRow) =>
    row.cultivo === crop &&
    row.a_o === String(year) &&
    (municipality ?? row.c_digo_dane_municipio) === row.c_digo_dane_municipio;

  it.each<[string, string, string, number, () => [number, number, number]]>([
    [
      'a municipality, code without its zero',
      'cafe',
      '05001',
      2020,
      () => rawSum(newRows, newIn('Café', 2020, '5001')),
    ],
    ['a country', 'cafe', 'CO', 2017, () => rawSum(oldRows, oldIn('CAFE', 2017))],
    ['two half-years', 'frijol', '41551', 2013, () => rawSum(oldRows, oldIn('FRIJOL', 2013, '41551'))],
    ['a crop of two systems', 'papa', '15001', 2020, () => rawSum(newRows, newIn('Papa', 2020, '15001'))],
    ['white and yellow maize', 'maiz', 'CO', 2022, () => rawSum(newRows, newIn('Maíz', 2022))],
    [
      'one system',
      'maiz-tecnificado',
      'CO',
      2022,
      () =>
        rawSum(
          newRows,
          (row) => newIn('Maíz', 2022)(row) && row.desagregaci_n_cultivo!.endsWith('tecnificado'),
        ),
    ],
    [
      'panela cane out of cane',
      'cana-panelera',
      'CO',
      2020,
      () =>
        rawSum(newRows, (row) => newIn('Caña', 2020)(row) && row.desagregaci_n_cultivo === 'Caña panelera'),
    ],
    [
      'two tobaccos',
      'tabaco',
      'CO',
      2013,
      () => rawSum(oldRows, (row) => row.a_o === '2013' && row.cultivo!.startsWith('TABACO')),
    ],
    [
      'lima Tahití as limón',
      'limon',
      'CO',
      2017,
      () =>
        rawSum(
          oldRows,
          (row) =>
            row.a_o === '2017' && (row.cultivo === 'LIMON' || row.desagregaci_n_regional_y === 'LIMA TAHITI'),
        ),
    ],
    [
      'a department by code',
      'ahuyama',
      '08',
      2007,
      () => rawSum(oldRows, (row) => oldIn('AHUYAMA', 2007)(row) && row.c_d_dep === '8'),
    ],
  ])('%s', (_, id, place, year, sum) => {
    const expected = sum();
    expect(expected[2]).toBeGreaterThan(0);
    expect(shipped(id, place, year)).toEqual(expected);
  });

  it('divides summed production by summed harvested area', () => {
    const [, harvested, produced] = rawSum(newRows, newIn('Papa', 2020, '15001'));
    expect(figures.total('papa', '15001', 2020)!.yieldTHa).toBeCloseTo(produced / harvested, 10);
  });

  it('says the short crops of 2006 and 2018 are half a year, and gives no yield for 2018', () => {
    expect(figures.coverage('maiz', 2006)).toEqual({ coverage: 'half', yieldUsable: true, half: 'B' });
    expect(figures.coverage('maiz', 2018)).toEqual({ coverage: 'half', yieldUsable: false, half: 'A' });
    expect(figures.total('maiz', 'CO', 2018)!.yieldTHa).toBeNull();
    expect(figures.coverage('cafe', 2006).coverage).toBe('none');
    expect(figures.coverage('cafe', 2018)).toEqual({ coverage: 'full', yieldUsable: true });
  });

  it('has no yuca for the year in which the series is cut off', () => {
    expect(report.cutOff).toEqual({ crop: 'yuca', year: 2014 });
    expect(figures.yearsOf('yuca', 'CO')).toEqual([2012, 2013, 2019, 2020, 2022]);
  });

  it('keeps Atlántico under its own code although the list of places says 05', () => {
    expect(figures.place('08')?.name).toBe('Atlántico');
    expect(figures.place('08078')).toMatchObject({ name: 'Baranoa', department: { name: 'Atlántico' } });
  });

  it('takes the cycle of frijol and fresa from where the swapped columns hold it', () => {
    expect(figures.crop('frijol')!.cycle).toBe('short');
    expect(figures.crop('fresa')!.cycle).toBe('permanent');
  });
});

describe('half-years of the extract against sums of its raw rows', () => {
  /** Sown area of the rows of one half-year, in the years that the extract holds whole. */
  const sown = (half: 'A' | 'B', crop: string, department: string) => {
    const isHalf = (period: string) => period.endsWith(half) && !/^(2006|2018)/.test(period);
    const [old] = rawSum(
      oldRows,
      (row) => row.cultivo === crop.toUpperCase() && row.c_d_dep === department && isHalf(row.periodo!),
    );
    const [recent] = rawSum(
      newRows,
      (row) => row.cultivo === crop && row.c_digo_dane_departamento === department && isHalf(row.periodo!),
    );
    return Math.round((old + recent) * 100) / 100;
  };

  it.each([
    ['frijol', 'Frijol', '41'],
    ['papa', 'Papa', '15'],
  ])('%s', (id, name, department) => {
    const expected = { areaSownAHa: sown('A', name, department), areaSownBHa: sown('B', name, department) };
    expect(expected.areaSownAHa).toBeGreaterThan(0);
    const halves = figures.halfYears(id, department)!;
    expect(halves).toMatchObject(expected);
    expect(halves.shareA).toBeCloseTo(
      expected.areaSownAHa / (expected.areaSownAHa + expected.areaSownBHa),
      10,
    );
  });

  it('leaves out 2006 and 2018, of which there is one half only', () => {
    const years = figures.halfYears('maiz', 'CO')!.years;
    expect(years).toContain(2017);
    expect(years).not.toContain(2006);
    expect(years).not.toContain(2018);
  });

  it('takes no row of a whole year in: yuca has halves since 2019, and coffee none', () => {
    expect(figures.halfYears('yuca', 'CO')!.years.every((year) => year >= 2019)).toBe(true);
    expect(figures.halfYears('cafe', 'CO')).toBeUndefined();
  });
});

describe('the report', () => {
  it('counts every row once: read, taken, left out', () => {
    const { read, kept, dropped } = report.rows;
    expect(read).toBe(oldRows.length + newRows.length);
    expect(kept + dropped).toBe(read);
    expect(report.dropped.reduce((sum, { rows }) => sum + rows, 0)).toBe(dropped);
  });

  it('names the rows of seedlings with file and line', () => {
    const seedlings = report.dropped.find(({ reason }) => reason === 'seedlings');
    expect(seedlings).toMatchObject({ rows: 4 });
    expect(seedlings!.examples[0]).toMatch(/^eva-2006-2018\.csv:\d+ CAUCHO, PLANTULAS, 2008$/);
  });

  it('flags impossible yields and keeps their figures', () => {
    expect(report.flagged.find(({ reason }) => reason === 'impossible-yield')!.rows).toBeGreaterThan(5);
    expect(figures.total('papaya', '73624', 2020)).toMatchObject({ areaHarvestedHa: 1, productionT: 230 });
  });

  it('is written beside the tables and carries no folder of the machine', async () => {
    const text = await readFile(path.join(outDir, 'eva/report.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(report);
    expect(text).not.toContain(FIXTURES);
  });
});

describe('importing again', () => {
  it('gives the same version for the same tables', async () => {
    const again = await importData({ sources: SOURCES, outDir: path.join(dir, 'again') });
    expect(again.version).toBe(report.version);
  });

  it('takes a year that the portal has added since, under another version', async () => {
    const grown = path.join(dir, 'grown.csv');
    await cp(SOURCES.evaNew, grown);
    const cafe = newRows.find((row) => row.cultivo === 'Café' && row.a_o === '2022')!;
    await appendFile(
      grown,
      `${Object.values({ ...cafe, a_o: '2023', periodo: '2023' })
        .map((field) => `"${field}"`)
        .join(',')}\n`,
    );
    const grownDir = path.join(dir, 'grown');
    const { version } = await importData({ sources: { ...SOURCES, evaNew: grown }, outDir: grownDir });
    expect(version).toMatch(/^eva-2006-2023\.[0-9a-f]{12}$/);
    expect((await loadFigures(grownDir)).years.newest).toBe(2023);
  });

  it('gives a crop that no table knows an id and a name of its own', async () => {
    const grown = path.join(dir, 'new-crop.csv');
    const row = { ...newRows[0]!, cultivo: 'Pitaña Roja', desagregaci_n_cultivo: 'Pitaña Roja' };
    await cp(SOURCES.evaNew, grown);
    await appendFile(
      grown,
      `${Object.values(row)
        .map((field) => `"${field}"`)
        .join(',')}\n`,
    );
    const grownDir = path.join(dir, 'new-crop');
    await importData({ sources: { ...SOURCES, evaNew: grown }, outDir: grownDir });
    expect((await loadFigures(grownDir)).crop('pitana-roja')?.name).toBe('Pitaña roja');
  });

  it('leaves out rows of a municipality that DIVIPOLA does not have, and says which', async () => {
    const fewer = path.join(dir, 'fewer.csv');
    const lines = (await readFile(SOURCES.divipola, 'utf8')).split('\n');
    await writeFile(fewer, lines.filter((line) => !line.includes(',15204,')).join('\n'));
    const { dropped } = await importData({
      sources: { ...SOURCES, divipola: fewer },
      outDir: path.join(dir, 'fewer'),
    });
    const unknown = dropped.find(({ reason }) => reason === 'unknown-municipality')!;
    expect(unknown.rows).toBe(
      oldRows.filter((row) => row.c_d_mun === '15204').length +
        newRows.filter((row) => row.c_digo_dane_municipio === '15204').length,
    );
    expect(unknown.examples[0]).toContain('15204 C');
  });

  it('leaves the old set as it was when a table cannot be read', async () => {
    const before = await readFile(path.join(outDir, 'eva/manifest.json'), 'utf8');
    await expect(
      importData({ sources: { ...SOURCES, evaOld: path.join(dir, 'nowhere.csv') }, outDir }),
    ).rejects.toThrow(/nowhere\.csv: does not exist/);
    expect(await readFile(path.join(outDir, 'eva/manifest.json'), 'utf8')).toBe(before);
    expect((await readdir(outDir)).sort()).toEqual(['crops.json', 'eva', 'places.json']);
  });

  it('says so when the two series are handed over the wrong way round', async () => {
    await expect(
      importData({ sources: { ...SOURCES, evaOld: SOURCES.evaNew }, outDir: path.join(dir, 'swapped') }),
    ).rejects.toThrow(/lacks the columns .*c_d_mun/);
  });
});

describe('where a series is cut off', () => {
  const newestOf = new Map([
    ['arroz', 2018],
    ['yuca', 2014],
  ]);
  const years = { first: 2006, newest: 2018 };
  it.each([
    [
      'the last crop ends early',
      { last: { crop: 'yuca', year: 2014 }, years, newestOf },
      { crop: 'yuca', year: 2014 },
    ],
    ['the last row is of the newest year', { last: { crop: 'arroz', year: 2018 }, years, newestOf }, null],
    ['the last row is of no last crop', { last: { crop: 'arroz', year: 2016 }, years, newestOf }, null],
    ['there are no rows', { last: undefined, years, newestOf }, null],
  ])('when %s', (_, series, expected) => {
    expect(cutOffOf(series)).toEqual(expected);
  });
});
