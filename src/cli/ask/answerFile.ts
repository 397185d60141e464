import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import type { QuestionRow } from './questionFile.js';

const COLUMNS = [
  'fila',
  'pregunta',
  'estado',
  'respuesta',
  'intencion',
  'confianza',
  'fuente',
  'id',
  'error',
] as const;
const BOM = '\uFEFF';
const QUOTE = 0x22;
const NEWLINE = 0x0a;

export interface AnswerRow {
  fila: number;
  pregunta: string;
  estado: 'respondida' | 'fallida';
  respuesta?: string;
  intencion?: string;
  confianza?: number;
  fuente?: string;
  id?: string;
  error?: string;
}

/**
 * Opens the file that answers are added to, one row a question. A file of an earlier run is gone on with: `isDone` knows
 * its rows, and a last row that was cut off in the middle is taken out. Refuses a file that something else wrote, or
 * that answers other questions than `rows`.
 */
export function openAnswerFile(
  path: string,
  rows: readonly QuestionRow[],
  { delimiter, forExcel }: { delimiter: ',' | ';'; forExcel: boolean },
) {
  const header = (forExcel ? BOM : '') + csvLine(COLUMNS, delimiter);
  const earlier = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const complete = earlier.subarray(0, endOfLastRecord(earlier));
  if (complete.length === 0 && !header.startsWith(earlier.toString())) throw notOurs(path);
  const done = doneRows(path, complete.toString(), delimiter, rows);

  const file = openSync(path, 'a');
  ftruncateSync(file, complete.length);
  if (complete.length === 0) writeFileSync(file, header);
  return {
    isDone: (row: QuestionRow) => done.has(row.number),
    doneCount: done.size,
    /** Hands the row to the system in one write, so that a killed run loses at most the row it was writing. */
    append(row: AnswerRow): void {
      writeFileSync(
        file,
        csvLine(
          COLUMNS.map((column) => row[column]),
          delimiter,
        ),
      );
    },
    close: () => closeSync(file),
  };
}

function doneRows(path: string, text: string, delimiter: string, rows: readonly QuestionRow[]): Set<number> {
  if (text === '') return new Set();
  let records: Record<string, string>[];
  try {
    const columns = (names: string[]) => {
      if (names.join() !== COLUMNS.join()) throw notOurs(path);
      return names;
    };
    records = parse(text, { columns, delimiter, bom: true });
  } catch {
    throw notOurs(path);
  }
  const done = new Set<number>();
  for (const record of records) {
    const number = Number(record.fila);
    if (rows[number - 1]?.question !== record.pregunta) {
      throw new CliError(
        `${path} answers other questions: its row ${record.fila} is not that of the question file. ` +
          'Choose another file with --out.',
        EXIT.usage,
      );
    }
    done.add(number);
  }
  return done;
}

const notOurs = (path: string) =>
  new CliError(`${path} exists and holds something else. Choose another file with --out.`, EXIT.usage);

/** Offset behind the last line end that is not inside quotes; an escaped quote is two quotes and changes nothing. */
function endOfLastRecord(bytes: Uint8Array): number {
  let end = 0;
  let isQuoted = false;
  for (const [offset, byte] of bytes.entries()) {
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === NEWLINE && !isQuoted) end = offset + 1;
  }
  return end;
}

/** One line of CSV (RFC 4180, but ended by a bare line feed). */
function csvLine(cells: readonly (string | number | undefined)[], delimiter: ',' | ';'): string {
  const quoted = cells.map((cell = '') => {
    const text = String(cell);
    return /[",;\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(delimiter)}\n`;
}
