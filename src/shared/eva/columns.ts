import { z } from 'zod';

/**
 * One table as one file: 8 bytes magic, the header's length (uint32), a JSON header, then each column as a
 * little-endian typed array that starts at a multiple of eight. Figures are Float64: 178319.13 stays 178319.13.
 */
const MAGIC = 'EVACOLS1';
const MAGIC_BYTES = 8;
const ALIGNMENT_BYTES = 8;

const ARRAYS = { u8: Uint8Array, u16: Uint16Array, f64: Float64Array } as const;
type ColumnType = keyof typeof ARRAYS;

/** Rows are sorted by product, year and place; indexes count from 0 in crops.json and places.json. */
export const COLUMN_TYPES = {
  place: 'u16',
  product: 'u16',
  year: 'u16',
  areaSownHa: 'f64',
  areaHarvestedHa: 'f64',
  productionT: 'f64',
  rows: 'u16',
  flags: 'u8',
} as const satisfies Record<string, ColumnType>;

type ColumnName = keyof typeof COLUMN_TYPES;
const COLUMN_NAMES = Object.keys(COLUMN_TYPES) as ColumnName[];

export type Columns = { readonly [K in ColumnName]: InstanceType<(typeof ARRAYS)[(typeof COLUMN_TYPES)[K]]> };

/** Bits of `flags`: which periods the published rows were of, and what was odd about one of them. */
export const FLAG = { halfA: 1, halfB: 2, wholeYear: 4, impossibleYield: 8, harvestedOverSown: 16 } as const;

const headerSchema = z.object({
  rows: z.int().nonnegative(),
  columns: z.array(z.object({ name: z.string(), type: z.enum(['u8', 'u16', 'f64']), offset: z.int() })),
});

export function emptyColumns(rows: number): Columns {
  return {
    place: new Uint16Array(rows),
    product: new Uint16Array(rows),
    year: new Uint16Array(rows),
    areaSownHa: new Float64Array(rows),
    areaHarvestedHa: new Float64Array(rows),
    productionT: new Float64Array(rows),
    rows: new Uint16Array(rows),
    flags: new Uint8Array(rows),
  };
}

export function encodeColumns(columns: Columns): Uint8Array {
  const rows = columns.place.length;
  let offset = 0;
  const described = COLUMN_NAMES.map((name) => {
    const column = { name, type: COLUMN_TYPES[name], offset };
    offset = aligned(offset + columns[name].byteLength);
    return column;
  });
  const header = new TextEncoder().encode(JSON.stringify({ rows, columns: described }));
  const start = aligned(MAGIC_BYTES + 4 + header.length);
  const file = new Uint8Array(start + offset);
  file.set(new TextEncoder().encode(MAGIC));
  new DataView(file.buffer).setUint32(MAGIC_BYTES, header.length, true);
  file.set(header, MAGIC_BYTES + 4);
  for (const { name, offset: at } of described) {
    const column = columns[name];
    file.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), start + at);
  }
  return file;
}

/**
 * Views into `file`, which is not copied.
 *
 * @throws Error saying what is wrong with the bytes.
 */
export function decodeColumns(file: ArrayBuffer): Columns {
  const magic = new TextDecoder().decode(new Uint8Array(file, 0, Math.min(MAGIC_BYTES, file.byteLength)));
  if (magic !== MAGIC) throw new Error(`does not begin with ${MAGIC}, so it is no table of figures`);
  if (file.byteLength < MAGIC_BYTES + 4) throw new Error('ends before its header');
  const headerBytes = new DataView(file).getUint32(MAGIC_BYTES, true);
  const start = aligned(MAGIC_BYTES + 4 + headerBytes);
  if (start > file.byteLength) throw new Error('ends inside its header');
  const header = headerSchema.parse(
    JSON.parse(new TextDecoder().decode(new Uint8Array(file, MAGIC_BYTES + 4, headerBytes))),
  );
  const column = <K extends ColumnName>(name: K): Columns[K] => {
    const found = header.columns.find((one) => one.name === name);
    if (found?.type !== COLUMN_TYPES[name])
      throw new Error(`has no column ${name} of type ${COLUMN_TYPES[name]}`);
    const ArrayType = ARRAYS[COLUMN_TYPES[name]];
    const at = start + found.offset;
    if (at + header.rows * ArrayType.BYTES_PER_ELEMENT > file.byteLength)
      throw new Error(`ends inside column ${name}`);
    return new ArrayType(file, at, header.rows) as Columns[K];
  };
  return {
    place: column('place'),
    product: column('product'),
    year: column('year'),
    areaSownHa: column('areaSownHa'),
    areaHarvestedHa: column('areaHarvestedHa'),
    productionT: column('productionT'),
    rows: column('rows'),
    flags: column('flags'),
  };
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}
