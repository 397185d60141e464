import type { z } from 'zod';
import type { placesFileSchema } from '../places.js';
import { foldName } from './fold.js';
import { readTable, TableError } from './readTable.js';

export type PlacesFile = z.infer<typeof placesFileSchema>;

export interface PlaceList {
  places: PlacesFile;
  rows: number;
  /** Rows whose department code was not the first two digits of the municipality's: Atlántico's 23 say 05. */
  correctedDepartmentCodes: number;
}

/** DANE's own file and the portal's API name the same columns differently. */
const COLUMN_SETS = [
  ['codigo_departamento', 'departamento', 'codigo_municipio', 'municipio', 'latitud', 'longitud'],
  ['cod_dpto', 'dpto', 'cod_mpio', 'nom_mpio', 'latitud', 'longitud'],
] as const;

/** Colombia with its islands, degrees. */
const BOUNDS = { lat: [-5, 17], lon: [-85, -66] } as const;

const SMALL_WORDS = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'y']);

/**
 * Reads DIVIPOLA. Places are joined by code only: the department is the first two digits of the municipality's code,
 * whatever the department column says.
 *
 * @throws TableError on the first row that is not a place: this list has to be right as a whole
 */
export async function readPlaceList(source: string): Promise<PlaceList> {
  const departments = new Map<string, string>();
  const municipalities = new Map<string, PlacesFile['municipalities'][number]>();
  let rows = 0;
  let correctedDepartmentCodes = 0;
  for await (const { line, values } of readTable(source, COLUMN_SETS)) {
    rows += 1;
    const columns = COLUMN_SETS.find((set) => set.every((name) => name in values)) ?? COLUMN_SETS[0];
    const [departmentCode, department, municipalityCode, municipality, latitude, longitude] = columns.map(
      (name) => (values[name] ?? '').trim(),
    ) as [string, string, string, string, string, string];
    const code = municipalityCode.padStart(5, '0');
    const lat = degrees(latitude);
    const lon = degrees(longitude);
    if (!/^\d{5}$/.test(code)) throw new TableError(source, `line ${line}: "${municipalityCode}" is no code`);
    if (municipality === '' || department === '')
      throw new TableError(source, `line ${line}: ${code} has no name`);
    if (municipalities.has(code)) throw new TableError(source, `line ${line}: ${code} is there twice`);
    if (!within(lat, BOUNDS.lat) || !within(lon, BOUNDS.lon)) {
      throw new TableError(
        source,
        `line ${line}: ${code} lies at ${latitude}, ${longitude}, outside Colombia`,
      );
    }
    const ownDepartment = code.slice(0, 2);
    if (departmentCode.padStart(2, '0') !== ownDepartment) correctedDepartmentCodes += 1;
    const departmentName = properName(department);
    const known = departments.get(ownDepartment) ?? departmentName;
    if (known !== departmentName) {
      throw new TableError(
        source,
        `line ${line}: department ${ownDepartment} is ${known} and ${departmentName}`,
      );
    }
    departments.set(ownDepartment, known);
    municipalities.set(code, { code, name: properName(municipality), aliases: [], lat, lon });
  }
  return {
    places: {
      departments: [...departments].map(([code, name]) => ({ code, name })).sort(byCode),
      municipalities: [...municipalities.values()].sort(byCode),
    },
    rows,
    correctedDepartmentCodes,
  };
}

/** `BOGOTÁ, D.C.` → `Bogotá, D. C.`; `SAN JOSÉ DE LA MONTAÑA` → `San José de la Montaña`. */
export function properName(name: string): string {
  return name
    .toLocaleLowerCase('es')
    .split(/\s+/)
    .map((word, i) => {
      if (word === 'd.c.') return 'D. C.';
      return i > 0 && SMALL_WORDS.has(word) ? word : word.charAt(0).toLocaleUpperCase('es') + word.slice(1);
    })
    .join(' ');
}

/**
 * Other names in the newer series' own column: `Patía (El Bordo)` gives El Bordo, `Cali` for Santiago de Cali gives
 * Cali; blanks, case and accents make no other name.
 */
export function aliasesIn(officialName: string, evaName: string): string[] {
  const [, base = evaName, seat] = /^(.*?)\s*\(([^)]+)\)\s*$/.exec(evaName) ?? [];
  return [base, seat ?? '']
    .map((name) => name.trim())
    .filter((name) => name !== '' && foldName(name) !== foldName(officialName));
}

/** The portal writes decimal commas. */
function degrees(text: string): number {
  return text === '' ? NaN : Number(text.replace(',', '.'));
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}

function byCode(a: { code: string }, b: { code: string }): number {
  return a.code < b.code ? -1 : 1;
}
