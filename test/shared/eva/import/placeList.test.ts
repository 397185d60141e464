import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aliasesIn, properName, readPlaceList } from '../../../../src/shared/eva/import/placeList.js';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-places-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function read(csv: string) {
  const file = path.join(dir, 'places.csv');
  await writeFile(file, csv);
  return readPlaceList(file);
}

const HEADER = 'codigo_departamento,departamento,codigo_municipio,municipio,latitud,longitud\n';

describe('names of places', () => {
  it.each([
    ['BOGOTÁ, D.C.', 'Bogotá, D. C.'],
    ['SAN JOSÉ DE LA MONTAÑA', 'San José de la Montaña'],
    ['LA UNIÓN', 'La Unión'],
    ['VALLE DEL CAUCA', 'Valle del Cauca'],
    [
      'ARCHIPIÉLAGO DE SAN ANDRÉS, PROVIDENCIA Y SANTA CATALINA',
      'Archipiélago de San Andrés, Providencia y Santa Catalina',
    ],
    ['ÁBREGO', 'Ábrego'],
    ['EL PEÑOL', 'El Peñol'],
  ])('%s → %s', (name, proper) => {
    expect(properName(name)).toBe(proper);
  });

  it.each([
    ['Patía', 'Patía (El Bordo)', ['El Bordo']],
    ['Santiago de Cali', 'Cali', ['Cali']],
    ['Sotará - Paispamba', 'Sotará Paispamba', []],
    ['Río Quito', 'Rio Quito (Paimadó)', ['Paimadó']],
    ['Tunja', 'Tunja', []],
  ])('other names of %s in "%s": %j', (official, printed, aliases) => {
    expect(aliasesIn(official, printed)).toEqual(aliases);
  });
});

describe('the list of places', () => {
  it("goes by the municipality's code where the department column is wrong", async () => {
    const { places, correctedDepartmentCodes } = await read(
      `${HEADER}05,ANTIOQUIA,05001,MEDELLÍN,6.24,-75.58\n05,ATLÁNTICO,08001,BARRANQUILLA,10.97,-74.81\n`,
    );
    expect(places.departments).toEqual([
      { code: '05', name: 'Antioquia' },
      { code: '08', name: 'Atlántico' },
    ]);
    expect(correctedDepartmentCodes).toBe(1);
  });

  it("takes the portal's own columns with decimal commas and codes without zeros", async () => {
    const { places } = await read(
      'cod_dpto,dpto,cod_mpio,nom_mpio,tipo_municipio,longitud,latitud\n5,ANTIOQUIA,5001,MEDELLÍN,Municipio,"-75,58","6,24"\n',
    );
    expect(places.municipalities).toEqual([
      { code: '05001', name: 'Medellín', aliases: [], lat: 6.24, lon: -75.58 },
    ]);
  });

  it.each([
    ['a code that is none', '05,ANTIOQUIA,5OO1,MEDELLÍN,6.24,-75.58', /line 2: "5OO1" is no code/],
    ['no name', '05,ANTIOQUIA,05001,,6.24,-75.58', /line 2: 05001 has no name/],
    [
      'latitude and longitude swapped',
      '05,ANTIOQUIA,05001,MEDELLÍN,-75.58,6.24',
      /05001 lies at .* outside Colombia/,
    ],
    ['no coordinates', '05,ANTIOQUIA,05001,MEDELLÍN,,', /05001 lies at .* outside Colombia/],
    [
      'a code twice',
      '05,ANTIOQUIA,05001,MEDELLÍN,6.24,-75.58\n05,ANTIOQUIA,05001,MEDELLÍN,6.24,-75.58',
      /line 3: 05001 is there twice/,
    ],
  ])('refuses %s', async (_, lines, message) => {
    await expect(read(`${HEADER}${lines}\n`)).rejects.toThrow(message);
  });
});
