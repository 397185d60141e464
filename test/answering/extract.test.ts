import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { ask, figures } from './answering.js';

/** The municipalities whose rows of these crops and years are all in the extract (test/fixtures/eva/README.md). */
const TOWNS = ['05001', '08078', '15001', '15204', '23001', '41001', '41551', '52001', '68001', '76001'];
/** How both published tables write the crop → its name in a question. */
const CROPS: Readonly<Record<string, string>> = {
  CAFE: 'café',
  Café: 'café',
  PAPA: 'papa',
  Papa: 'papa',
  MAIZ: 'maíz',
  Maíz: 'maíz',
  FRIJOL: 'frijol',
  Frijol: 'frijol',
  ARROZ: 'arroz',
  Arroz: 'arroz',
  PLATANO: 'plátano',
  Plátano: 'plátano',
  TOMATE: 'tomate',
  Tomate: 'tomate',
  AGUACATE: 'aguacate',
  Aguacate: 'aguacate',
  'TABACO RUBIO': 'tabaco',
  'TABACO NEGRO': 'tabaco',
  Tabaco: 'tabaco',
};

interface Sum {
  town: string;
  crop: string;
  year: string;
  tonnes: number;
  harvestedHa: number;
  rows: number;
}

/** Sums of the published rows themselves; nothing of the importer takes part. */
function sumsOf(file: string, columns: { town: string; tonnes: string; harvested: string }): Sum[] {
  const text = readFileSync(path.resolve(import.meta.dirname, '../fixtures/eva', file));
  const rows: Record<string, string>[] = parse(text, { columns: true });
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const town = (row[columns.town] ?? '').padStart(5, '0');
    const crop = CROPS[row['cultivo'] ?? ''];
    const year = row['a_o'] ?? '';
    if (crop === undefined || !TOWNS.includes(town)) continue;
    const key = `${town} ${crop} ${year}`;
    const sum = sums.get(key) ?? { town, crop, year, tonnes: 0, harvestedHa: 0, rows: 0 };
    sum.tonnes += Number(row[columns.tonnes] ?? 0);
    sum.harvestedHa += Number(row[columns.harvested] ?? 0);
    sum.rows += 1;
    sums.set(key, sum);
  }
  return [...sums.values()].filter((sum) => sum.tonnes > 0);
}

const SUMS = [
  ...sumsOf('eva-2006-2018.csv', { town: 'c_d_mun', tonnes: 'producci_n_t', harvested: 'rea_cosechada_ha' }),
  ...sumsOf('eva-2019-2022.csv', {
    town: 'c_digo_dane_municipio',
    tonnes: 'producci_n',
    harvested: 'rea_cosechada',
  }),
];

describe('figures of municipalities', () => {
  it('are the sums of the published rows, for every crop and year of the extract', async () => {
    const wrong: string[] = [];
    for (const { town, crop, year, tonnes, harvestedHa, rows } of SUMS) {
      const place = figures.municipalities.find((one) => one.code === town);
      const question = `¿Cuánto ${crop} produjo ${place?.name}, ${place?.department.name} en ${year}?`;
      const { answer, explanation } = await ask('crop_production', question);
      const { data } = answer;
      const isRight =
        data?.kind === 'production' &&
        data.place.code === town &&
        String(data.year) === year &&
        Math.abs(data.production_t - tonnes) < 0.01 &&
        Math.abs(data.area_harvested_ha - harvestedHa) < 0.01 &&
        explanation.rows[0]?.rows === rows;
      if (!isRight) wrong.push(`${question} ${tonnes} t, ${harvestedHa} ha: ${answer.text}`);
    }
    expect(SUMS.length).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  });
});
