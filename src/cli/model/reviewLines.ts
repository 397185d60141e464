import type { AnsweredQuestion } from './finishedQuestions.js';
import { foldQuestion } from './foldQuestion.js';
import { maskPersonalData } from './maskPersonalData.js';

/** What a technician should look at first. */
const REASONS = ['feedback', 'asked_back', 'low_confidence'] as const;
type Reason = (typeof REASONS)[number];

const COLUMNS = ['label', 'question', 'group', 'source', 'confidence', 'why'];
/** A question of marks alone teaches nothing. */
const MARKS = /\[\p{L}+\]/gu;

export interface ReviewLine {
  label: string;
  question: string;
  confidence: number;
  why: Reason;
}

/** Why a question is worth a look, or undefined where it is not. */
export function reasonFor(
  { id, intent, askedBack }: AnsweredQuestion,
  { ratedDown, below }: { ratedDown: ReadonlySet<string>; below: number },
): Reason | undefined {
  if (ratedDown.has(id)) return 'feedback';
  if (askedBack) return 'asked_back';
  return intent.confidence < below ? 'low_confidence' : undefined;
}

/**
 * The lines for a technician: feedback first, then what was asked back, then the rest, the newest of each first.
 * Personal data is masked; of questions that fold alike the first one stays.
 */
export function reviewLines(
  candidates: readonly { question: AnsweredQuestion; why: Reason }[],
  limit: number,
): ReviewLine[] {
  const inOrder = [...candidates].sort(
    (a, b) => REASONS.indexOf(a.why) - REASONS.indexOf(b.why) || compareIds(b.question.id, a.question.id),
  );
  const lines = new Map<string, ReviewLine>();
  for (const { question, why } of inOrder) {
    if (lines.size === limit) break;
    const text = onOneLine(maskPersonalData(question.text));
    const folded = foldQuestion(text);
    if (foldQuestion(text.replace(MARKS, '')) === '' || lines.has(folded)) continue;
    const { name, confidence } = question.intent;
    lines.set(folded, { label: name, question: text, confidence, why });
  }
  return [...lines.values()];
}

/** UUIDs of version 7 sort by time. */
const compareIds = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A tab-separated file as the training reads it, with two more columns.
 * @param at the time to the second, for the groups: those of two reviews must never be the same
 */
export function reviewFile(lines: readonly ReviewLine[], at: Date): string {
  const time = at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const rows = lines.map(({ label, question, confidence, why }, index) => [
    label,
    question,
    `reviewed-${time}-${index + 1}`,
    'reviewed',
    confidence.toFixed(3),
    why,
  ]);
  return [COLUMNS, ...rows].map((cells) => `${cells.join('\t')}\n`).join('');
}

/**
 * Without what would end the cell (tabs, line ends), what a spreadsheet would take for a formula, and the braces that
 * mark a slot in training files.
 */
function onOneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}{}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/^[\s=+@-]+/, '')
    .trim();
}
