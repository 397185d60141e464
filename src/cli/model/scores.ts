import { INTENTS, type IntentName } from '../../shared/contract/intents.js';

/** Quantile of the normal distribution for a two-sided interval of 95 %. */
const Z_95 = 1.96;
const CALIBRATION_BINS = 10;

/** One question, the right label, and what a model made of it. */
export interface Judged {
  label: IntentName;
  given: IntentName;
  /** Of the given label, 0 to 1. */
  confidence: number;
  kind?: string;
}

export interface Share {
  questions: number;
  accuracy: number;
  /** 95 %, Wilson's. */
  accuracy_interval: [low: number, high: number];
}

export interface LabelScore {
  /** How many should get this label. */
  questions: number;
  /** Of those that should get it, how many do; null where none should. */
  recall: number | null;
  /** Of those that get it, how many should; null where none does. */
  precision: number | null;
  f1: number;
}

export interface Scores extends Share {
  /** Mean of the F1 of all labels that the file has. */
  macro_f1: number;
  by_label: Partial<Record<IntentName, LabelScore>>;
  by_kind: Record<string, Share> | null;
  /** What the thresholds do: shares of all questions, and of the answered ones how many have the right label. */
  answered: number;
  right_when_answered: number | null;
  asked_back: number;
  not_understood: number;
  expected_calibration_error: number;
}

/**
 * The figures of one labelled file, shares of one, rounded to four decimals; the same definitions as training/scores.py.
 * @param judged at least one
 */
export function score(judged: readonly Judged[], thresholds: { answer: number; ask_back: number }): Scores {
  const isRight = ({ label, given }: Judged) => label === given;
  const labels = INTENTS.filter((name) =>
    judged.some(({ label, given }) => label === name || given === name),
  );
  const byLabel = labels.map((name) => [name, labelScore(judged, name)] as const);
  const inFile = byLabel.filter(([, { questions }]) => questions > 0);
  const answered = judged.filter(({ confidence }) => confidence >= thresholds.answer);
  const notUnderstood = judged.filter(
    ({ confidence }) => confidence < Math.min(thresholds.ask_back, thresholds.answer),
  );
  const kinds = [...new Set(judged.flatMap(({ kind }) => (kind === undefined ? [] : [kind])))];
  const part = (of: readonly Judged[]) => rounded(of.length / judged.length);
  return {
    ...shareOf(judged),
    macro_f1: rounded(mean(inFile.map(([, { f1 }]) => f1))),
    by_label: Object.fromEntries(
      byLabel.map(([name, { questions, recall, precision, f1 }]) => [
        name,
        {
          questions,
          recall: recall === null ? null : rounded(recall),
          precision: precision === null ? null : rounded(precision),
          f1: rounded(f1),
        },
      ]),
    ),
    by_kind:
      kinds.length === 0
        ? null
        : Object.fromEntries(
            kinds.map((name) => [name, shareOf(judged.filter(({ kind }) => kind === name))]),
          ),
    answered: part(answered),
    right_when_answered:
      answered.length === 0 ? null : rounded(answered.filter(isRight).length / answered.length),
    asked_back: rounded((judged.length - answered.length - notUnderstood.length) / judged.length),
    not_understood: part(notUnderstood),
    expected_calibration_error: rounded(calibrationError(judged)),
  };
}

/** Accuracy with its interval. */
export function shareOf(judged: readonly Pick<Judged, 'label' | 'given'>[]): Share {
  const right = judged.filter(({ label, given }) => label === given).length;
  const [low, high] = wilson(right, judged.length);
  return {
    questions: judged.length,
    accuracy: rounded(right / judged.length),
    accuracy_interval: [rounded(low), rounded(high)],
  };
}

/** 95 % interval of a share (Wilson 1927). `count` is at least 1. */
export function wilson(right: number, count: number): [low: number, high: number] {
  const share = right / count;
  const z2 = Z_95 * Z_95;
  const centre = (share + z2 / (2 * count)) / (1 + z2 / count);
  const spread =
    (Z_95 * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count))) / (1 + z2 / count);
  // Rounding must not carry it past what a share can be.
  return [Math.max(0, centre - spread), Math.min(1, centre + spread)];
}

/** Expected calibration error: how far confidence and accuracy are apart, over ten bins (Naeini et al. 2015). */
export function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ sure: 0, right: 0 }));
  for (const { label, given, confidence } of judged) {
    const bin = bins[Math.min(Math.floor(confidence * CALIBRATION_BINS), CALIBRATION_BINS - 1)]!;
    bin.sure += confidence;
    bin.right += Number(label === given);
  }
  return bins.reduce((sum, { sure, right }) => sum + Math.abs(sure - right), 0) / judged.length;
}

function labelScore(judged: readonly Judged[], name: IntentName): LabelScore {
  const wanted = judged.filter(({ label }) => label === name).length;
  const got = judged.filter(({ given }) => given === name).length;
  const hits = judged.filter(({ label, given }) => label === name && given === name).length;
  return {
    questions: wanted,
    recall: wanted === 0 ? null : hits / wanted,
    precision: got === 0 ? null : hits / got,
    f1: (2 * hits) / (wanted + got),
  };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** To four decimals. */
export const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
