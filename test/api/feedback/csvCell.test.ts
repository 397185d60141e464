import { describe, expect, it } from 'vitest';
import { csvCell } from '../../../src/api/feedback/exportFeedback.js';

describe('csvCell', () => {
  it.each([
    [null, ''],
    ['bien', 'bien'],
    ['uno, dos', '"uno, dos"'],
    ['dijo "sí"', '"dijo ""sí"""'],
    ['dos\nlíneas', '"dos\nlíneas"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['-1', "'-1"],
    ['@a', "'@a"],
  ])('writes %j as %s', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});
