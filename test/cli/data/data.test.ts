import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCommand, type CheckResult } from '../../../src/cli/data/check.js';
import { exportCommand } from '../../../src/cli/data/export.js';
import { importCommand } from '../../../src/cli/data/import.js';
import { createLiveLines } from '../../../src/cli/liveLines.js';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/eva');
const SOURCES = {
  evaOld: path.join(FIXTURES, 'eva-2006-2018.csv'),
  evaNew: path.join(FIXTURES, 'eva-2019-2022.csv'),
  divipola: path.join(FIXTURES, 'divipola.csv'),
};
const NEXT_YEAR = path.resolve(FIXTURES, '../eva-2023/rows.csv');

let dir: string;
let data: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-data-'));
  data = path.join(dir, 'data');
  await importCommand({ ...SOURCES, out: data }, screen());
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function screen() {
  let text = '';
  const stdout = { write: (more: string) => (text += more) };
  return { stdout, notes: createLiveLines({ write: () => undefined }), text: () => text };
}

describe('agrobot data import', () => {
  it('prints what was read, taken and left out, and why', async () => {
    const io = screen();
    expect(await importCommand({ ...SOURCES, out: path.join(dir, 'human') }, io)).toBe(0);
    expect(io.text()).toContain('1,039 rows of figures read');
    expect(io.text()).toMatch(/4 {2}a nursery: seedlings/);
    expect(io.text()).toMatch(/e\.g\. eva-2006-2018\.csv:\d+ CAUCHO, PLANTULAS, 2008/);
    expect(io.text()).toContain('cut off in yuca 2014');
  });

  it('prints the report as JSON for scripts', async () => {
    const io = screen();
    await importCommand({ ...SOURCES, out: path.join(dir, 'json'), json: true }, io);
    expect(JSON.parse(io.text())).toEqual(
      JSON.parse(await readFile(path.join(dir, 'json/eva/report.json'), 'utf8')),
    );
  });

  it('ends with what to do where a table is missing', async () => {
    await expect(
      importCommand({ ...SOURCES, evaNew: path.join(dir, 'no.csv'), out: data }, screen()),
    ).rejects.toMatchObject({
      name: 'CliError',
      exitStatus: 2,
      message: expect.stringMatching(/Check the path/),
    });
  });
});

describe('agrobot data check', () => {
  async function check(raw: string): Promise<{ status: number; result: CheckResult }> {
    const io = screen();
    const status = await checkCommand({ raw, data, json: true }, io);
    return { status, result: JSON.parse(io.text()) as CheckResult };
  }

  it('finds no difference between the tables and the raw rows they were made of', async () => {
    const { status, result } = await check(FIXTURES);
    expect(result.differences).toEqual([]);
    expect(status).toBe(0);
    expect(result.compared.country).toBeGreaterThan(100);
    expect(result.compared.municipality).toBeGreaterThan(result.compared.department);
    expect(result.tables[0]!.leftOut).toEqual([
      '4 rows of seedlings (PLANTULAS)',
      '7 rows of yuca 2014, where the table is cut off',
    ]);
  });

  it('names each figure that differs, and exits with 1', async () => {
    const raw = path.join(dir, 'raw');
    await cp(FIXTURES, raw, { recursive: true });
    const file = path.join(raw, 'eva-2019-2022.csv');
    const lines = (await readFile(file, 'utf8')).split('\n');
    const at = lines.findIndex(
      (line) => line.includes(',5001,') && line.includes('Café') && line.includes(',2020,'),
    );
    await writeFile(file, lines.with(at, lines[at]!.replace(/\.\d+,/, '.77,')).join('\n'));
    const { status, result } = await check(raw);
    expect(status).toBe(1);
    expect(result.differences.map((line) => line.split(' (')[0])).toEqual([
      'cafe 2020 CO',
      'cafe 2020 05',
      'cafe 2020 05001',
    ]);
  });

  it('names raw rows that the data do not have', async () => {
    const raw = path.join(dir, 'more');
    await cp(FIXTURES, raw, { recursive: true });
    const row =
      '5,Antioquia,5001,Medellín,Frutales,Demás frutales,Brevo,Brevo,2021,2021,15.0,15.0,105.0,7.0,Permanente,En fresco,2041100,Ficus carica';
    await appendFile(path.join(raw, 'eva-2019-2022.csv'), `${row}\n`);
    const { differences } = (await check(raw)).result;
    expect(differences).toHaveLength(3);
    expect(differences[2]).toMatch(/^brevo 2021 05001: in the raw tables, but no such/);
  });

  it('takes a year that the newer table has without yuca for whole, not for cut off', async () => {
    const raw = path.join(dir, 'next');
    await cp(FIXTURES, raw, { recursive: true });
    await appendFile(path.join(raw, 'eva-2019-2022.csv'), await readFile(NEXT_YEAR));
    const next = path.join(dir, 'next-data');
    await importCommand({ ...SOURCES, evaNew: path.join(raw, 'eva-2019-2022.csv'), out: next }, screen());
    const io = screen();
    expect(await checkCommand({ raw, data: next }, io)).toBe(0);
    expect(io.text()).toMatch(/eva-2006-2023\.\w+: no difference/);
  });

  it('says what it looked for where there are no raw tables', async () => {
    await expect(check(dir)).rejects.toThrow(/has no raw table: eva\*\.csv or eva\*\.csv\.gz/);
  });
});

describe('agrobot data export', () => {
  it('prints one line a place, product and year, readable by a spreadsheet', async () => {
    const chunks: string[] = [];
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk.toString());
        done();
      },
    });
    expect(await exportCommand({ level: 'municipality', data }, { stdout })).toBe(0);
    const lines = chunks.join('').trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /^department_code,department,municipality_code,municipality,crop_id,crop,product_id/,
    );
    expect(lines).toContain(
      '73,Tolima,73624,Rovira,papaya,Papaya,papaya,Papaya,2020,1,1,230,230.0000,1,year,impossible_yield',
    );
  });

  it('stops quietly when the reader has seen enough', async () => {
    const stdout = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('broken pipe'), { code: 'EPIPE' }));
      },
    });
    expect(await exportCommand({ level: 'department', data }, { stdout })).toBe(0);
  });
});
