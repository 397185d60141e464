import type { IntentName } from '../../shared/contract/intents.js';
import { mcnemar } from './mcnemar.js';
import type { Given } from './modelFolder.js';
import { rounded, shareOf, type Share } from './scores.js';

/** `changed`: without labels, nobody knows for what. */
export type Change = 'better' | 'worse' | 'both_wrong' | 'changed';

export interface Changed {
  question: string;
  /** The right one, where the file says it. */
  label: IntentName | null;
  first: Given;
  second: Given;
  change: Change;
}

export interface Comparison {
  questions: number;
  changed: Changed[];
  /** Only of a labelled file. */
  labelled: {
    first: Share;
    second: Share;
    better: number;
    worse: number;
    both_wrong: number;
    /** Exact McNemar test, two-sided. */
    p_value: number;
  } | null;
}

/**
 * What two models make of the same questions.
 * @param rows at least one; either all have a label or none
 */
export function compareReadings(
  rows: readonly { question: string; label: IntentName | null }[],
  ofFirst: readonly Given[],
  ofSecond: readonly Given[],
): Comparison {
  const pairs = rows.map((row, index) => ({ ...row, first: ofFirst[index]!, second: ofSecond[index]! }));
  const changed = pairs
    .filter((pair) => pair.first.given !== pair.second.given)
    .map(({ first, second, ...row }): Changed => ({
      ...row,
      first: { ...first, confidence: rounded(first.confidence) },
      second: { ...second, confidence: rounded(second.confidence) },
      change: changeOf(row.label, first.given, second.given),
    }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.change) - ORDER.indexOf(b.change) || b.second.confidence - a.second.confidence,
    );
  const labelled = pairs.flatMap(({ label, ...pair }) => (label === null ? [] : [{ label, ...pair }]));
  if (labelled.length === 0) return { questions: rows.length, changed, labelled: null };
  const many = (change: Change) => changed.filter((one) => one.change === change).length;
  const [better, worse] = [many('better'), many('worse')];
  return {
    questions: rows.length,
    changed,
    labelled: {
      first: shareOf(labelled.map((pair) => ({ label: pair.label, given: pair.first.given }))),
      second: shareOf(labelled.map((pair) => ({ label: pair.label, given: pair.second.given }))),
      better,
      worse,
      both_wrong: many('both_wrong'),
      p_value: mcnemar(worse, better),
    },
  };
}

/** What a reader looks for first. */
const ORDER: readonly Change[] = ['worse', 'better', 'both_wrong', 'changed'];

function changeOf(label: IntentName | null, first: IntentName, second: IntentName): Change {
  if (label === null) return 'changed';
  if (second === label) return 'better';
  return first === label ? 'worse' : 'both_wrong';
}
