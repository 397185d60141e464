import { variablesIn, type Variable } from '../../shared/process/variables.js';
import { defaultOf, TABLES } from './page.js';

const ABOUT = `# Variables of AgroBot; docs/configuration.md says more. Copy this file to .env and take the "#" away from
# what you change: a line that is commented out shows the default, an empty one that there is none.
# A secret can stand in a file of its own: set NAME_FILE to its path, and not NAME.
# Written by "agrobot configuration --write"; never put a secret into this file.
`;
const WIDTH = 110;

/** The text of .env.example: every variable once, commented out. */
export function exampleText(): string {
  const seen = new Set<string>();
  const sections = Object.entries(TABLES).flatMap(([title, groups]) => {
    const variables = groups.flatMap(variablesIn).filter(([name]) => !seen.has(name) && seen.add(name));
    if (variables.length === 0) return [];
    return [`# --- ${title} ---\n\n${variables.map(paragraph).join('\n')}`];
  });
  return [ABOUT, ...sections].join('\n');
}

function paragraph([name, variable]: [string, Variable]): string {
  const { default: value, unit } = variable;
  const notes = [
    plain(variable.meaning),
    ...(unit === undefined ? [] : [`unit: ${unit}`]),
    ...(value === undefined ? [`default: ${plain(defaultOf(variable))}`] : []),
    ...(variable.secret ? [`or ${name}_FILE`] : []),
  ].join('; ');
  return `${comment(notes)}#${name}=${value ?? ''}\n`;
}

/** Without the marks of Markdown, which nobody renders here. */
const plain = (text: string) => text.replaceAll('`', '').replace(/\[([^[\]]+)\]\((.+?)\)/g, '$1 (docs/$2)');

function comment(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + word.length + 3 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `# ${line}\n`).join('');
}
