import { columns, count, interval, percent } from './columns.js';
import type { Evaluation } from './evaluate.js';
import { nameOf } from './modelFolder.js';

/** The figures for a person: the sums, then by label, by kind, and what is wrong. */
export function evaluationText(evaluation: Evaluation): string {
  const { model, file, thresholds, by_label, by_kind, wrong, wrong_in_all } = evaluation;
  const sums = [
    ['questions', count(evaluation.questions)],
    ['accuracy', `${percent(evaluation.accuracy)} (95 % interval ${interval(evaluation.accuracy_interval)})`],
    ['macro-F1', evaluation.macro_f1.toFixed(3)],
    ['answered', `${percent(evaluation.answered)} (confidence from ${thresholds.answer})`],
    ['  of them right', percent(evaluation.right_when_answered)],
    ['asked back', `${percent(evaluation.asked_back)} (from ${thresholds.ask_back})`],
    ['not understood', percent(evaluation.not_understood)],
    ['calibration', `${evaluation.expected_calibration_error.toFixed(3)} expected error`],
    ['speed', `${count(evaluation.questions_per_second)} questions/s, one thread`],
  ];
  const labels = Object.entries(by_label).map(([name, { questions, recall, precision, f1 }]) => [
    name,
    count(questions),
    percent(recall),
    percent(precision),
    f1.toFixed(3),
  ]);
  const sections = [
    [`${nameOf(model, model.dir)} on ${file}`],
    columns(sums),
    columns([['label', 'questions', 'recall', 'precision', 'F1'], ...labels], [1, 2, 3, 4]),
  ];
  if (by_kind !== null) {
    const kinds = Object.entries(by_kind).map(([name, { questions, accuracy, accuracy_interval }]) => [
      name,
      count(questions),
      percent(accuracy),
      interval(accuracy_interval),
    ]);
    sections.push(columns([['kind', 'questions', 'accuracy', '95 % interval'], ...kinds], [1, 2, 3]));
  }
  const shown =
    wrong.length < wrong_in_all ? `; the surest ${count(wrong.length)}:` : wrong_in_all > 0 ? ':' : '';
  sections.push([
    `${count(wrong_in_all)} wrong${wrong.length === 0 ? '' : shown}`,
    ...(wrong.length === 0
      ? []
      : columns(
          [
            ['confidence', 'right', 'given', 'question'],
            ...wrong.map((one) => [one.confidence.toFixed(2), one.label, one.given, one.question]),
          ],
          [0],
        )),
  ]);
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}
