import { EXIT } from '../exitStatus.js';
import type { LiveLines, Screen } from '../liveLines.js';
import { columns, count, interval, percent } from './columns.js';
import { compareReadings, type Changed, type Comparison } from './comparison.js';
import { readQuestionTable } from './labelledFile.js';
import { nameOf, openModelFolder } from './modelFolder.js';
import type { Share } from './scores.js';

export interface CompareOptions {
  file: string;
  /** How many of the changed ones are shown; 0 for none. */
  changed: number;
  json?: boolean;
}

/**
 * `agrobot model compare A B`: which questions of a file get another label from B than from A.
 * @throws CliError
 */
export async function compareCommand(
  dirs: [first: string, second: string],
  options: CompareOptions,
  { stdout, notes }: { stdout: Screen; notes: LiveLines },
): Promise<number> {
  const { rows, labelled } = await readQuestionTable(options.file);
  const questions = rows.map(({ question }) => question);
  const first = await openModelFolder(dirs[0]);
  const second = await openModelFolder(dirs[1]);
  const { given: ofFirst } = await first.read(questions, notes);
  const { given: ofSecond } = await second.read(questions, notes);
  const comparison = compareReadings(
    rows.map(({ question }, index) => ({ question, label: labelled?.[index]?.label ?? null })),
    ofFirst,
    ofSecond,
  );
  const { changed } = comparison;
  const shown = { ...comparison, changed: changed.slice(0, options.changed), changed_in_all: changed.length };
  if (options.json) {
    const models = [first, second].map(({ manifest: { id, revision } }, index) => ({
      dir: dirs[index],
      id,
      revision,
    }));
    stdout.write(`${JSON.stringify({ models, file: options.file, ...shown }, null, 2)}\n`);
  } else {
    const names = [nameOf(first.manifest, dirs[0]), nameOf(second.manifest, dirs[1])] as const;
    stdout.write(`${comparisonText(names, options.file, shown)}\n`);
  }
  return EXIT.ok;
}

/** For a person; `changed` holds those that are shown of `changed_in_all`. */
export function comparisonText(
  [first, second]: readonly [string, string],
  file: string,
  { questions, changed, changed_in_all, labelled }: Comparison & { changed_in_all: number },
): string {
  const sections = [
    [`A: ${first}`, `B: ${second}`, `on ${count(questions)} questions of ${file}`],
    ...(labelled === null ? [] : [accuracies(labelled)]),
    changedLines(changed, changed_in_all),
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

function accuracies({
  first,
  second,
  better,
  worse,
  both_wrong,
  p_value,
}: NonNullable<Comparison['labelled']>) {
  const line = (name: string, { accuracy, accuracy_interval }: Share) => [
    name,
    `${percent(accuracy)} (95 % interval ${interval(accuracy_interval)})`,
  ];
  return [
    ...columns([line('accuracy of A', first), line('accuracy of B', second)]),
    `B is better on ${count(better)}, worse on ${count(worse)}, wrong in another way on ${count(both_wrong)}.`,
    `McNemar’s exact test: ${shownP(p_value)}; ${MEANING[p_value < 0.05 ? 'real' : 'chance']}`,
  ];
}

const MEANING = {
  real: 'such a difference is seldom chance.',
  chance: 'chance alone would often give such a difference.',
};

const shownP = (value: number) => (value < 0.0001 ? 'p < 0.0001' : `p = ${value.toFixed(4)}`);

function changedLines(changed: readonly Changed[], inAll: number): string[] {
  if (changed.length === 0) return [`${count(inAll)} changed`];
  const cell = ({ given, confidence }: Changed['first']) => `${given} ${confidence.toFixed(2)}`;
  const isLabelled = changed.some(({ label }) => label !== null);
  const rows = changed.map((one) => [
    ...(isLabelled ? [one.change.replace('_', ' '), one.label ?? ''] : []),
    cell(one.first),
    cell(one.second),
    one.question,
  ]);
  return [
    `${count(inAll)} changed${changed.length < inAll ? `; ${count(changed.length)} of them:` : ':'}`,
    ...columns([[...(isLabelled ? ['B is', 'right'] : []), 'A', 'B', 'question'], ...rows]),
  ];
}
