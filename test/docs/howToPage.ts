import { readFileSync } from 'node:fs';

/** What one fenced block of a how-to asks its reader to do. */
export type Step = { heading: string; line: number } & (
  | { kind: 'run'; commands: Command[]; needs: string | undefined }
  | { kind: 'create' | 'append'; file: string; text: string }
  | { kind: 'patch'; diff: string }
);

export interface Command {
  command: string;
  /** Lines that its output holds, in this order; `…` in them stands for anything. */
  shows: string[];
}

const FENCE = /^```(\S*)[ \t]*(.*)$/;

/**
 * The steps of a how-to, in the order of the page. A block is a step by its first line:
 * `sh` is run; of `console` what follows `$ ` is run and the other lines are looked for in the output; `diff` is applied;
 * any language with `file=PATH` is a new file, with `append=PATH` the end of one. `needs=WHAT` says what a
 * block needs that no test has.
 *
 * @param shown languages of blocks that only show something
 * @throws Error on a block that says nothing of this: it would look followed and be none
 */
export function readPage(path: string, shown: readonly string[] = []): Step[] {
  const steps: Step[] = [];
  let heading = '';
  let open: { language: string; rest: string; line: number; text: string[] } | undefined;
  for (const [index, text] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (open !== undefined) {
      if (text === '```') {
        if (!shown.includes(open.language)) steps.push(stepOf(path, heading, open));
        open = undefined;
      } else open.text.push(text);
      continue;
    }
    const [, language = '', rest = ''] = FENCE.exec(text) ?? [];
    if (text.startsWith('```')) open = { language, rest, line: index + 1, text: [] };
    else if (text.startsWith('#')) heading = text.replace(/^#+ /, '');
  }
  if (open !== undefined) throw new Error(`${path}:${open.line}: the block has no end`);
  return steps;
}

function stepOf(
  path: string,
  heading: string,
  { language, rest, line, text }: { language: string; rest: string; line: number; text: string[] },
): Step {
  const { file, append, needs } = Object.fromEntries(
    rest.split(/\s+/).map((word) => word.split('=') as [string, string | undefined]),
  );
  const whole = `${text.join('\n')}\n`;
  const at = { heading, line };
  if (file !== undefined) return { ...at, kind: 'create', file, text: whole };
  if (append !== undefined) return { ...at, kind: 'append', file: append, text: whole };
  if (language === 'diff') return { ...at, kind: 'patch', diff: whole };
  if (language === 'sh') return { ...at, kind: 'run', commands: [{ command: whole, shows: [] }], needs };
  if (language === 'console') return { ...at, kind: 'run', commands: commandsOf(text), needs };
  throw new Error(`${path}:${line}: nobody can follow a block of "${language} ${rest}"`);
}

function commandsOf(lines: readonly string[]): Command[] {
  const commands: Command[] = [];
  for (const line of lines) {
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), shows: [] });
    else if (line.trim() !== '') commands.at(-1)?.shows.push(line.trim());
  }
  return commands;
}

/** The first expected line that the output lacks, read from above; undefined where it holds all. */
export function missingLine(shows: readonly string[], output: string): string | undefined {
  const lines = output.split('\n').map((line) => line.trim());
  let from = 0;
  return shows.find((expected) => {
    const pattern = new RegExp(`^${expected.split('…').map(escaped).join('.*')}$`);
    const found = lines.findIndex((line, index) => index >= from && pattern.test(line));
    from = found + 1;
    return found < 0;
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
