import { EXIT } from '../exitStatus.js';
import type { LiveLines, Screen } from '../liveLines.js';
import { evaluationText } from './evaluationText.js';
import { readLabelledRows, type LabelledRow } from './labelledFile.js';
import { modelDirOf, openModelFolder, type Given } from './modelFolder.js';
import { rounded, score, type Scores } from './scores.js';

export interface EvaluateOptions {
  model?: string;
  file: string;
  /** How many of the wrong ones are shown; 0 for none. */
  wrong: number;
  json?: boolean;
}

export interface Wrong extends Given, LabelledRow {}

export interface Evaluation extends Scores {
  model: { dir: string; id: string; revision: string; data_version: string };
  file: string;
  thresholds: { answer: number; ask_back: number };
  /** Questions a second, one thread, in batches of 32. */
  questions_per_second: number;
  /** The surest first; as many as were asked for of `wrong_in_all`. */
  wrong: Wrong[];
  wrong_in_all: number;
}

/**
 * `agrobot model evaluate`: what a model folder makes of a labelled file, through the code that a worker runs.
 * @throws CliError
 */
export async function evaluateCommand(
  options: EvaluateOptions,
  { stdout, notes, env }: { stdout: Screen; notes: LiveLines; env: NodeJS.ProcessEnv },
): Promise<number> {
  const dir = modelDirOf(options.model, env);
  const rows = await readLabelledRows(options.file);
  const { manifest, read } = await openModelFolder(dir);
  const { given, seconds } = await read(
    rows.map(({ question }) => question),
    notes,
  );
  const judged = rows.map((row, index) => ({ ...row, ...given[index]! }));
  const wrong = judged.filter((one) => one.given !== one.label).sort((a, b) => b.confidence - a.confidence);
  const { id, revision, data_version, thresholds } = manifest;
  const evaluation: Evaluation = {
    model: { dir, id, revision, data_version },
    file: options.file,
    thresholds,
    ...score(judged, thresholds),
    questions_per_second: Math.round(rows.length / seconds),
    wrong: wrong.slice(0, options.wrong).map((one) => ({ ...one, confidence: rounded(one.confidence) })),
    wrong_in_all: wrong.length,
  };
  stdout.write(options.json ? `${JSON.stringify(evaluation, null, 2)}\n` : `${evaluationText(evaluation)}\n`);
  return EXIT.ok;
}
