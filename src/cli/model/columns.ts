/**
 * Rows as lines of a table: columns as wide as their widest cell, numbers to the right.
 * @param right indexes of the columns that are set to the right
 */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  // What a person typed may hold control characters, which would move a terminal's cursor.
  const shown = rows.map((row) => row.map((cell) => cell.replace(/\p{Cc}/gu, ' ')));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return shown.map((row) =>
    row
      .map((cell, index) =>
        right.includes(index) ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!),
      )
      .join('  ')
      .trimEnd(),
  );
}

export const percent = (share: number | null): string =>
  share === null ? '–' : `${(share * 100).toFixed(1)} %`;

export const interval = ([low, high]: readonly [number, number]): string =>
  `${(low * 100).toFixed(1)}–${percent(high)}`;

export const count = (value: number): string => value.toLocaleString('en');
