import type { CompletedQuestion, Explanation } from '../../client/index.js';

const BAR_WIDTH = 20;
const LABEL_WIDTH = 12;

/** How an answer came about, in the order in which it did. */
export function explanationText(question: CompletedQuestion, explanation: Explanation): string {
  const { intent, timings_ms: ms, model, dataset } = question;
  const weighed = [{ name: intent.name, confidence: intent.confidence }, ...intent.alternatives];
  const sections: [title: string, lines: string[]][] = [
    ['Spans found', table(explanation.spans.map(spanCells))],
    ['Intents', table(weighed.map(({ name, confidence }) => [name, percent(confidence), bar(confidence)]))],
    ['Understood', understood(question)],
    ['Rule', [explanation.rule]],
    [
      'Rows read',
      table(explanation.rows.map((row) => [row.crop, row.place, `${row.year}`, rowCount(row.rows)])),
    ],
    ['Notes', explanation.notes],
    ['Answer', question.answer.text.split('\n')],
    ['Made by', [`${model.id} ${model.revision}`, dataset.version]],
    ['Time', [`${ms.total} ms: queue ${ms.queue}, model ${ms.inference}, answer ${ms.answer}`]],
  ];
  const body = sections.map(([title, lines]) =>
    (lines.length > 0 ? lines : ['none'])
      .map((line, index) => `${(index === 0 ? title : '').padEnd(LABEL_WIDTH)}${line}`.trimEnd())
      .join('\n'),
  );
  return [`${question.id} · ${question.finished_at}`, ...body].join('\n\n');
}

const spanCells = ({ text, start, end, kind, value, rule }: Explanation['spans'][number]) => [
  `“${text}”`,
  `${start}–${end}`,
  kind,
  value,
  rule,
];

function understood({ entities }: CompletedQuestion): string[] {
  const places = entities.places ?? (entities.place ? [entities.place] : []);
  return [
    ...entities.crops.map(({ id, name }) => `crop ${name} (${id})`),
    ...places.map(({ level, name, code }) => `${level} ${name} (${code})`),
    ...entities.years.map((year) => `year ${year}`),
  ];
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7);
const bar = (share: number) => '█'.repeat(Math.round(share * BAR_WIDTH));
const rowCount = (rows: number) => (rows === 1 ? '1 row' : `${rows} rows`);

/** Columns as wide as their widest cell. */
function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
