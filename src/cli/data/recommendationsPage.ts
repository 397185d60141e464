import type { Figures } from '../../shared/eva/figures.js';
import { recommendAround, type RecommendationAround } from '../../answering/eva/recommendAround.js';
import { pooledYears, YEARS_POOLED } from '../../answering/eva/pooledYears.js';
import { placeName, type AnyPlace } from '../../answering/spanish/places.js';
import type { Review, ReviewNotes } from './reviewNotes.js';

/** Of the largest products by area, how many are looked at for what the recommendation leaves out. */
const LARGEST_LOOKED_AT = 8;

const KIND_IN_WORDS = {
  main: 'main: large, as good as elsewhere',
  rising: 'rising: smaller, clearly better',
  fill: 'fill: large, worse than elsewhere',
};
const VERDICT_IN_WORDS = {
  sound: 'Sound.',
  surprising: 'Surprising, and explained.',
  doubtful: 'Doubtful.',
};

/**
 * What `¿Qué siembro en …?` is answered with for every department and for the municipalities that the notes name, with
 * the figures behind it, the large crops that it leaves out and the reviewer's comment, as Markdown. The same figures
 * and notes always give the same page.
 */
export function recommendationsPage(figures: Figures, notes: ReviewNotes): string {
  const reviewed = new Map(notes.reviews.map((review) => [review.place, review]));
  const municipalities = notes.reviews.flatMap(({ place: code }) => {
    const place = code.length === 5 ? figures.place(code) : undefined;
    return place === undefined ? [] : [place];
  });
  const section = (place: AnyPlace) => placeSection(figures, place, reviewed.get(place.code));
  const years = pooledYears(figures);
  return [
    '# What AgroBot recommends, place by place',
    `Made by \`agrobot data recommendations --write\` from EVA ${years[0]} to ${years.at(-1)}; the comments are written by hand in [recommendations.notes.json](recommendations.notes.json), in which municipalities are added too. The rules are in \`src/answering/eva/recommend.ts\`: the three largest products that yield at least 0.95 of the rest of the country, up to two smaller ones that yield at least 1.10, and where the first are fewer than three, the largest of the others.`,
    'Areas are harvested hectares a year, the mean of the three years; yields are tonnes over hectares of the three years together, in the unit of the product. _Left out_ are those of the largest eight products that are not recommended, each with its share of the area and its yield relative to the rest of the country, or the reason why it was not weighed.',
    countOfVerdicts(notes),
    '## What was found',
    ...notes.findings,
    '## Departments',
    ...figures.departments.flatMap(section),
    '## Municipalities',
    ...municipalities.flatMap(section),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Codes that the page would print without a comment, and comments on places that do not exist or come twice. */
export function unreviewed(figures: Figures, notes: ReviewNotes): string[] {
  const codes = notes.reviews.map(({ place }) => place);
  return [
    ...figures.departments
      .filter(({ code }) => !codes.includes(code))
      .map(({ code }) => `${code} has no comment`),
    ...codes.filter((code) => figures.place(code) === undefined).map((code) => `${code} is no place`),
    ...codes.filter((code, index) => codes.indexOf(code) < index).map((code) => `${code} has two comments`),
  ];
}

function countOfVerdicts({ reviews }: ReviewNotes): string {
  const count = (verdict: Review['verdict']) => reviews.filter((review) => review.verdict === verdict).length;
  const departments = reviews.filter(({ place }) => place.length === 2).length;
  return `${departments} departments and ${reviews.length - departments} municipalities were read: ${count('sound')} recommendations are sound, ${count('surprising')} surprise and are explained, ${count('doubtful')} are doubtful.`;
}

function placeSection(figures: Figures, asked: AnyPlace, review: Review | undefined): string[] {
  const found = recommendAround(figures, asked);
  const heading = `### ${placeName(asked).replace(/^el /, '')}`;
  const comment = `**${VERDICT_IN_WORDS[review?.verdict ?? 'doubtful']}** ${review?.comment ?? 'Not reviewed yet.'}`;
  if (found === undefined)
    return [heading, 'No figures in all three years: nothing is recommended.', comment];
  const around =
    found.place === asked ? [] : [`Too few figures; those of ${placeName(found.place)} are told.`];
  return [heading, ...around, recommendedTable(found), leftOut(figures, found), comment];
}

function recommendedTable({ recommended }: RecommendationAround): string {
  return table(
    ['product', 'ha a year', 'share', 't/ha', 'rest of the country', 'relative', 'kind'],
    recommended.map((one) => [
      one.total.id,
      thousands(one.areaHaAYear),
      percent(one.shareOfArea),
      one.yieldTHa.toFixed(2),
      one.restOfCountryTHa?.toFixed(2) ?? '',
      one.relativeYield?.toFixed(2) ?? '',
      KIND_IN_WORDS[one.kind],
    ]),
  );
}

/** The rows as they were published, outliers with them: a product may be out because its rows were not believed. */
function leftOut(figures: Figures, { place, years, recommended, candidates }: RecommendationAround): string {
  const published = figures
    .byCrop(place.code, years, { by: 'recommendation' })
    .sort((a, b) => b.areaHarvestedHa - a.areaHarvestedHa || (a.id < b.id ? -1 : 1));
  const areaHa = published.reduce((sum, total) => sum + total.areaHarvestedHa, 0);
  const told = new Set(recommended.map(({ total }) => total.id));
  const weighed = new Map(candidates.map((one) => [one.total.id, one]));
  const others = published
    .slice(0, LARGEST_LOOKED_AT)
    .filter(({ id }) => !told.has(id))
    .map((total) => {
      const candidate = weighed.get(total.id);
      const relative = candidate?.relativeYield;
      const reason =
        candidate !== undefined
          ? (relative?.toFixed(2) ?? 'nothing to compare with')
          : total.crop.residual
            ? 'a residual name'
            : total.yearsHarvested.length < YEARS_POOLED
              ? `harvested in ${total.yearsHarvested.join(', ') || 'no year'} only`
              : 'rows of a year not believed';
      return `${total.id} (${percent(total.areaHarvestedHa / areaHa)}): ${reason}`;
    });
  return others.length === 0 ? 'Left out: nothing large.' : `Left out: ${others.join('; ')}.`;
}

/** Markdown with its columns aligned, as the formatter would write it; all but the outer columns are numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isText = (column: number) => column === 0 || column === head.length - 1;
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    isText(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}

function thousands(value: number): string {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}
