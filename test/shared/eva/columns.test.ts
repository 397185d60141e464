import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeColumns, emptyColumns, encodeColumns } from '../../../src/shared/eva/columns.js';

describe('a table as one file', () => {
  it('reads back every number that was written', () => {
    const row = fc.record({
      place: fc.integer({ min: 0, max: 65_535 }),
      year: fc.integer({ min: 1990, max: 2100 }),
      flags: fc.integer({ min: 0, max: 255 }),
      productionT: fc.double({ min: 0, max: 1e9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), (rows) => {
        const columns = emptyColumns(rows.length);
        rows.forEach((one, i) => {
          columns.place[i] = one.place;
          columns.year[i] = one.year;
          columns.flags[i] = one.flags;
          columns.productionT[i] = one.productionT;
        });
        const bytes = encodeColumns(columns);
        expect(decodeColumns(bytes.buffer as ArrayBuffer)).toEqual(columns);
      }),
    );
  });

  it('keeps 178319.13 exactly', () => {
    const columns = emptyColumns(1);
    columns.productionT[0] = 178319.13;
    expect(decodeColumns(encodeColumns(columns).buffer as ArrayBuffer).productionT[0]).toBe(178319.13);
  });

  const whole = encodeColumns(emptyColumns(100));
  it.each([
    ['nothing', new Uint8Array(0), /does not begin with EVACOLS1/],
    [
      'something else',
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1'),
      /does not begin with/,
    ],
    ['the magic alone', whole.slice(0, 8), /ends before its header/],
    ['half a header', whole.slice(0, 40), /ends inside its header/],
    ['half the rows', whole.slice(0, whole.length - 200), /ends inside column/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeColumns(bytes.buffer)).toThrow(message);
  });
});
