import {
  variablesIn,
  type Reader,
  type Variable,
  type VariableGroup,
} from '../../shared/process/variables.js';

/** The tables of docs/configuration.md, by the name in their marks. */
export const TABLES: Record<string, readonly VariableGroup[]> = {
  'every process': ['common', 'webhooks'],
  API: ['api'],
  worker: ['worker'],
  traces: ['traces'],
  'services outside': ['upstreams', 'languageModel'],
  Telegram: ['telegram'],
  'command line': ['cli'],
  'Docker Compose': ['compose'],
};

const READERS: Record<Reader, string> = {
  api: 'API',
  worker: 'worker',
  telegram: 'Telegram',
  cli: 'command line',
  compose: 'Docker Compose',
};

const HEAD = ['variable', 'default', 'unit', 'meaning', 'read by'];

/** A mark before and one behind each table; what stands between them is written anew. */
const MARKED = /(<!-- variables: (.+?) -->\n)[^]*?(\n<!-- end of the variables -->)/g;

/**
 * The page with its tables written anew, and all else as it is.
 * @throws Error where a table has no marks, or marks have no table
 */
export function withTables(page: string): string {
  const missing = new Set(Object.keys(TABLES));
  const written = page.replace(MARKED, (_, before: string, name: string, after: string) => {
    const groups = TABLES[name];
    if (!groups) throw new Error(`The page has marks for "${name}", which is no table.`);
    missing.delete(name);
    return `${before}\n${tableOf(groups)}${after}`;
  });
  if (missing.size > 0) throw new Error(`The page has no marks for: ${[...missing].join(', ')}.`);
  return written;
}

/** The default as a person writes it: figures with a unit have their thousands apart, ports do not. */
export function defaultOf({ default: value, without, unit }: Variable): string {
  if (value === undefined) return without ?? 'none';
  if (typeof value === 'number') return unit === undefined ? String(value) : value.toLocaleString('en-US');
  return `\`${value}\``;
}

/** As Prettier writes it. */
function tableOf(groups: readonly VariableGroup[]): string {
  const rows = groups
    .flatMap(variablesIn)
    .map(([name, variable]) => [
      `\`${name}\`${variable.secret ? ' \\*' : ''}`,
      defaultOf(variable),
      variable.unit ?? '',
      variable.meaning,
      variable.readBy.map((reader) => READERS[reader]).join(', '),
    ]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |\n`;
  return [HEAD, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('');
}
