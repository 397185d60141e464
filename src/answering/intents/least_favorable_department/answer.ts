import { COUNTRY, type Figures } from '../../../shared/eva/figures.js';
import { whichCrop } from '../../askWhich.js';
import { chooseYear } from '../../eva/chooseYear.js';
import { rankedNote, rankPlaces, type RankedPlace } from '../../eva/ranking.js';
import { rankingScope } from '../../rankingScope.js';
import { cropRef, placeRef, spoken, type Answered, type Query } from '../../query.js';
import { cropInText, pronounOf, withArticle } from '../../spanish/crops.js';
import { sentences } from '../../spanish/lists.js';
import { hectares, yieldShort, yieldWritten } from '../../spanish/numbers.js';
import { bareName, inPlace, levelName, ofPlace, placeName, shortName } from '../../spanish/places.js';
import { following } from '../../spanish/following.js';
import { fitShort, fitShortList, shortAfter } from '../../spanish/short.js';
import { unitNote, yearNotes } from '../../spanish/yearTexts.js';
import { TEXTS } from './texts.js';

const ROWS_AT_LEAST = 5;
const NAMED_IN_TEXT = 3;
const NAMED_AT_MOST = 10;

/** Where a crop yields least among the departments (or a department's municipalities) that already grow it. */
export function answer(query: Query, figures: Figures): Answered {
  const [crop] = query.crops;
  if (crop === undefined) return whichCrop(query, figures, (name) => TEXTS.question({ crop: name }));
  const { count } = query.understood.asks;
  const { level, scope, within } = rankingScope(query);
  const name = cropInText(crop.name);
  const chosen = chooseYear(figures, crop.id, scope.code, query.understood, 'comparison');
  if (chosen === undefined) {
    const text = TEXTS.noFigures({ crop: name, inPlace: inPlace(scope) });
    return spoken('no_figures', text, fitShort(text));
  }
  const { year } = chosen;
  const ranking = rankPlaces(figures, crop.id, level, year, 'yield', 'asc', within);
  const levels = [levelName(level, true), ...(within === undefined ? [] : [ofPlace(scope)])].join(' ');
  const notes = [rankedNote(ranking)];
  const first = ranking.rows[0];
  if (first === undefined) {
    const text = TEXTS.tooSmall({ crop: name, levels, year, area: hectares(Math.round(ranking.minAreaHa)) });
    return { ...spoken('too_small_for_yields', text, fitShort(text)), years: [year], notes };
  }
  const unit = unitNote(figures.unit(crop.id, year), crop.name);
  const nameOf = within === undefined ? placeName : bareName;
  const country = figures.total(crop.id, COUNTRY.code, year)?.yieldTHa ?? null;
  const next = ranking.rows
    .slice(1, Math.min(count ?? NAMED_IN_TEXT, NAMED_AT_MOST))
    .map(({ place, value }) => ({ name: nameOf(place), value }));
  const note = yearNotes(figures, chosen, crop, scope);
  return {
    rule: 'least_yield',
    text: sentences(
      note.instead,
      TEXTS.worst({
        levels,
        grow: pronounOf(crop.name),
        crop: withArticle(crop.name),
        year,
        place: nameOf(first.place),
        yield: yieldWritten(first.value),
        unit,
      }),
      next.length === 0 ? TEXTS.onlyOne({ place: nameOf(first.place) }) : following(next, 'asc'),
      againstCountry(first, country),
      TEXTS.caution,
      note.about,
    ),
    short: shortAfter(note.instead, short(ranking.rows, { name, unit }, year)),
    data: {
      kind: 'ranking',
      of: 'place',
      crop: cropRef(crop),
      place: placeRef(scope),
      year,
      metric: 'yield',
      order: 'asc',
      rows: ranking.rows
        .slice(0, Math.max(count ?? 0, ROWS_AT_LEAST))
        .map(({ place, value }) => ({ place: placeRef(place), value })),
    },
    years: [year],
    rows: [{ crop: crop.id, place: scope.code, year, rows: ranking.rowsRead }],
    notes,
  };
}

/** In words and not in figures: the country's yield is no row of the ranking. */
function againstCountry(first: RankedPlace, country: number | null): string | null {
  if (country === null || first.value >= country) return null;
  return first.value < country / 2 ? TEXTS.muchLess : TEXTS.less;
}

function short(rows: readonly RankedPlace[], crop: { name: string; unit: string }, year: number): string {
  return fitShortList(Math.min(rows.length, NAMED_IN_TEXT), (count, withUnits) =>
    TEXTS.short({
      crop: `${crop.name}${withUnits ? crop.unit : ''}`,
      year,
      rows: rows
        .slice(0, count)
        .map((row) => `${shortName(row.place)} ${yieldShort(row.value)}`)
        .join('; '),
    }),
  );
}
