import { listed } from './lists.js';

export const MONTH_NAMES = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
] as const;

const ALL = 12;

export function monthName(month: number): string {
  return MONTH_NAMES[month - 1] ?? '';
}

/** `en abril y mayo`, `entre agosto y octubre`, `en marzo y abril, y en septiembre y octubre`, `todo el año`. */
export function inMonths(months: readonly number[]): string {
  if (months.length >= ALL) return 'todo el año';
  const spans = spansOf(months).map((span) => {
    const names = span.map(monthName);
    return span.length > 2 ? `entre ${names[0]} y ${names.at(-1)}` : `en ${listed(names)}`;
  });
  return spans.length > 1 && spans.some((span) => span.includes(' y '))
    ? `${spans.slice(0, -1).join(', ')}, y ${spans.at(-1)}`
    : listed(spans);
}

/** Months that follow each other, also over the end of the year: `[12, 1, 2]`. */
function spansOf(months: readonly number[]): number[][] {
  const sorted = [...new Set(months)].sort((a, b) => a - b);
  const spans: number[][] = [];
  for (const month of sorted) {
    const last = spans.at(-1);
    if (last?.at(-1) === month - 1) last.push(month);
    else spans.push([month]);
  }
  const [first] = spans;
  const end = spans.at(-1);
  if (first !== undefined && end !== undefined && first !== end && first[0] === 1 && end.at(-1) === ALL) {
    spans.pop();
    first.unshift(...end);
    spans.push(...spans.splice(0, 1));
  }
  return spans;
}
