import { readFile } from 'node:fs/promises';
import { INTENTS, type IntentName } from '../../shared/contract/intents.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';

const FAULTS_SHOWN = 5;
const BOM = '\uFEFF';

export interface FileRow {
  question: string;
  /** What the question was spoilt by or how it was said, where the file has a column `kind`. */
  kind?: string;
}

export interface LabelledRow extends FileRow {
  label: IntentName;
}

export interface QuestionTable {
  rows: FileRow[];
  /** The same rows, where the file has a column `label`. */
  labelled: LabelledRow[] | null;
}

/**
 * Reads a file of questions for `evaluate` and `compare`.
 * @throws CliError that names the file, the line and the remedy
 */
export async function readQuestionTable(file: string): Promise<QuestionTable> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : message;
    throw new CliError(`--file ${file}: ${reason}.`, EXIT.usage, { cause: error });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new CliError(`${file} is not UTF-8. Save it as UTF-8, separated by tabs.`, EXIT.usage, {
      cause: error,
    });
  }
  return parseQuestionTable(file, text);
}

/** As `readQuestionTable`, but the file's columns must name the right labels. */
export async function readLabelledRows(file: string): Promise<LabelledRow[]> {
  const { labelled } = await readQuestionTable(file);
  if (labelled !== null) return labelled;
  throw new CliError(
    `${file}:1: there is no column "label". The first line must name the columns, separated by tabs: ` +
      'at least label and question.',
    EXIT.usage,
  );
}

/**
 * Takes tab-separated lines below a line with the names of the columns: `question`, and where they are known `label`
 * and `kind`; others are left out. Quotation marks are plain characters, as in the training data.
 * @param file its name, for the errors
 */
export function parseQuestionTable(file: string, text: string): QuestionTable {
  const lines = text.replace(BOM, '').split(/\r\n|\n|\r/);
  const columns = (lines[0] ?? '').split('\t').map((name) => name.trim());
  const at = {
    question: columns.indexOf('question'),
    label: columns.indexOf('label'),
    kind: columns.indexOf('kind'),
  };
  if (text.trim() === '') throw new CliError(`${file} is empty. ${FORM}`, EXIT.usage);
  if (at.question < 0) {
    throw new CliError(
      `${file}:1: there is no column "question", but ${quoted(columns)}. ${FORM}`,
      EXIT.usage,
    );
  }
  const faults: string[] = [];
  const rows: (FileRow & { label?: IntentName })[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const cells = line.split('\t').map((cell) => cell.trim());
    const fault = faultOf(cells, columns, at);
    if (fault !== undefined) faults.push(`${file}:${index + 1}: ${fault}`);
    rows.push({
      question: cells[at.question] ?? '',
      ...(at.label < 0 ? {} : { label: cells[at.label] as IntentName }),
      ...(at.kind < 0 ? {} : { kind: cells[at.kind] ?? '' }),
    });
  }
  if (faults.length > 0) {
    const more = faults.length - FAULTS_SHOWN;
    const shown = faults.slice(0, FAULTS_SHOWN).join('\n');
    throw new CliError(`${shown}${more > 0 ? `\n… and ${more} more lines` : ''}`, EXIT.usage);
  }
  if (rows.length === 0) throw new CliError(`${file} has no questions below its first line.`, EXIT.usage);
  return { rows, labelled: at.label < 0 ? null : (rows as LabelledRow[]) };
}

const FORM =
  'The first line must name the columns, separated by tabs: question, and label where the right one is known.';

function faultOf(
  cells: string[],
  columns: string[],
  at: { question: number; label: number; kind: number },
): string | undefined {
  if (cells.length !== columns.length) {
    return `${cells.length} columns instead of ${columns.length}. Separate them by one tab each.`;
  }
  if (cells[at.question] === '') return 'the question is missing. Write one or delete the line.';
  const label = cells[at.label];
  if (label === undefined || (INTENTS as readonly string[]).includes(label)) return undefined;
  if (label === '') return 'the label is missing. Write one or delete the line.';
  return `there is no label "${label}". Use one of: ${INTENTS.join(', ')}.`;
}

const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(', ');
