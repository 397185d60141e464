import { CsvError, parse } from 'csv-parse/sync';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';

const QUESTION_COLUMNS = ['pregunta', 'question'];
const BOM = '\uFEFF';
/** Never in a text: splits nothing. */
const NO_DELIMITER = '\u001F';

export interface QuestionRow {
  /** 1 for the first row below the header. */
  number: number;
  question: string;
}

export interface QuestionFile {
  rows: QuestionRow[];
  /** What the file's own program will want to read again: Excel in Spanish writes `;`. */
  delimiter: ',' | ';';
  /** Excel shows accents only behind a byte-order mark. */
  forExcel: boolean;
}

/**
 * Reads a CSV file of questions: the column `pregunta` or `question`, else the first one. Takes `,`, `;` and tabs,
 * UTF-8 with or without a byte-order mark, and Windows-1252, which is what Excel saves. A plain list of questions, one
 * a line, without a header is taken too: a first line that has a question mark, or three words, is a question.
 */
export function readQuestionFile(name: string, bytes: Uint8Array): QuestionFile {
  const { text, forExcel } = decode(bytes);
  const firstLine = /^[^\r\n]*/.exec(text.trimStart())![0];
  const { delimiter, hasHeader } = shapeOf(firstLine);
  const records = parseRecords(name, text, delimiter);
  const header = hasHeader ? (records.shift() ?? []) : [];
  const named = header.findIndex(isQuestionColumn);
  const column = Math.max(named, 0);
  const rows = records.map((record, index) => ({
    number: index + 1,
    question: (record[column] ?? '').trim(),
  }));
  if (rows.length === 0) throw new CliError(`${name} has no questions in it.`, EXIT.usage);
  return { rows, delimiter: delimiter === ';' ? ';' : ',', forExcel };
}

function decode(bytes: Uint8Array): { text: string; forExcel: boolean } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith(BOM) ? { text: text.slice(1), forExcel: true } : { text, forExcel: false };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), forExcel: true };
  }
}

const isQuestionColumn = (cell: string) =>
  QUESTION_COLUMNS.includes(cell.trim().replaceAll('"', '').toLocaleLowerCase('es'));

function shapeOf(firstLine: string): { delimiter: string; hasHeader: boolean } {
  const named = [NO_DELIMITER, ';', '\t', ','].find((mark) => firstLine.split(mark).some(isQuestionColumn));
  if (named !== undefined) return { delimiter: named, hasHeader: true };
  const isQuestion = /[¿?]/.test(firstLine) || firstLine.trim().split(/\s+/).length >= 3;
  const split = [';', '\t'].find((mark) => firstLine.includes(mark));
  if (!isQuestion) return { delimiter: split ?? ',', hasHeader: true };
  // In a plain list a comma belongs to the sentence, unless the sentence is quoted.
  return { delimiter: split ?? (firstLine.startsWith('"') ? ',' : NO_DELIMITER), hasHeader: false };
}

function parseRecords(name: string, text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
  } catch (error) {
    if (error instanceof CsvError) throw new CliError(`${name}: ${error.message}`, EXIT.usage);
    throw error;
  }
}
