import { COUNTRY, type Figures } from '../../../shared/eva/figures.js';
import { chooseYear } from '../../eva/chooseYear.js';
import {
  rankedNote,
  rankPlaces,
  type Metric,
  type Order,
  type PlaceRanking,
  type RankedPlace,
} from '../../eva/ranking.js';
import { rankingScope, type RankingScope } from '../../rankingScope.js';
import { foldedWords } from '../../understanding/tokens.js';
import { cropRef, placeRef, type Answered, type Query } from '../../query.js';
import { cropInText, pronounOf, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, sentences } from '../../spanish/lists.js';
import { hectares } from '../../spanish/numbers.js';
import { bareName, levelName, ofPlace, placeName, shortName, type AnyPlace } from '../../spanish/places.js';
import { following } from '../../spanish/following.js';
import { fitShortList, shortAfter } from '../../spanish/short.js';
import { unitNote, yearNotes } from '../../spanish/yearTexts.js';
import { measured, measuredShort } from './measure.js';
import { figure } from './figure.js';
import { TEXTS } from './texts.js';

/** A ranking carries at least this many rows where there are so many. */
export const ROWS_AT_LEAST = 5;
const ROWS_AT_MOST = 33;
/** How many places a text names where the question does not say. */
const NAMED_IN_TEXT = 3;
const NAMED_AT_MOST = 10;

interface RankingAsked {
  metric: Metric;
  order: Order;
}

/** Which departments or municipalities produce, harvest or yield most or least of a crop. */
export function placeRanking(query: Query, figures: Figures, crop: AskedCrop): Answered {
  const { count, metric, order } = query.understood.asks;
  const asked = { metric: metric ?? 'production', order: order ?? 'desc' } as const;
  const { level, scope, within } = positionScope(query) ?? rankingScope(query);
  const chosen = chooseYear(figures, crop.id, scope.code, query.understood, 'comparison');
  // Nothing comparable in any year: a figure, of a wider place if need be, says more than an empty list.
  if (chosen === undefined) return figure(query, figures, crop, scope);
  const { year } = chosen;
  const ranking = rankPlaces(figures, crop.id, level, year, asked.metric, asked.order, within);
  const first = ranking.rows[0];
  const ofScope = within === undefined ? [] : [ofPlace(scope)];
  if (first === undefined) {
    const levels = [levelName(level, true), ...ofScope].join(' ');
    return tooSmall(query, figures, crop, ranking, { levels, year, scope });
  }

  const name = cropInText(crop.name);
  const unit = asked.metric === 'area' ? '' : unitNote(figures.unit(crop.id, year), crop.name);
  const named = namedInText(count);
  const nameOf = within === undefined ? placeName : bareName;
  const value = (row: RankedPlace) => measured(asked.metric, row.value);
  const ownPlace = query.places.find((place) => query.placeFrom === 'question' && place.level === level);
  const levelWritten = [levelName(level), ...ofScope].join(' ');
  const note = yearNotes(figures, chosen, crop, scope);
  const byGrowth = query.understood.asks.change ? TEXTS.notByGrowth : null;
  return {
    rule: `ranking_of_places_by_${asked.metric}`,
    text: sentences(
      note.instead,
      byGrowth,
      TEXTS.firstPlace({
        year,
        level: levelWritten,
        most: mostOf(asked, crop),
        crop: name,
        place: nameOf(first.place),
        value: `${value(first)}${unit}`,
      }),
      following(
        ranking.rows.slice(1, named).map(({ place, value }) => ({ name: nameOf(place), value })),
        asked.order,
      ),
      ownPlace && positionOf(ownPlace, ranking, asked),
      asked.metric === 'yield' &&
        TEXTS.minArea({ levels: levelName(level, true), area: hectares(Math.round(ranking.minAreaHa)) }),
      note.about,
    ),
    short: shortAfter(
      note.instead ?? byGrowth,
      shortRanking(ranking.rows, asked, { name, unit }, year, (row) => shortName(row.place)),
    ),
    data: {
      kind: 'ranking',
      of: 'place',
      crop: cropRef(crop),
      place: placeRef(scope),
      year,
      metric: asked.metric,
      order: asked.order,
      rows: rowsShown(ranking, count, ownPlace).map((row) => ({
        place: placeRef(row.place),
        value: row.value,
      })),
    },
    years: [year],
    rows: [{ crop: crop.id, place: scope.code, year, rows: ranking.rowsRead }],
    notes: [rankedNote(ranking)],
  };
}

const ASKS_POSITION =
  /\b(que|cual) (puesto|posicion|lugar|numero) (\S+ ){0,3}(ocup\w+|esta|tiene|queda|quedo|va)\b/;

/** "en qué puesto está Nariño": it stands among its like, and is not what is ranked inside. */
function positionScope({ text, places, placeFrom, understood }: Query): RankingScope | undefined {
  const [place] = places;
  if (placeFrom !== 'question' || place === undefined || place.level === 'country') return undefined;
  if (understood.asks.level !== null || !ASKS_POSITION.test(foldedWords(text).join(' '))) return undefined;
  return { level: place.level, scope: COUNTRY, within: undefined };
}

export function mostOf({ metric, order }: RankingAsked, crop: AskedCrop): string {
  const name = cropInText(crop.name);
  if (metric === 'yield') return (order === 'desc' ? TEXTS.mostYield : TEXTS.leastYield)(name);
  if (metric === 'area')
    return (order === 'desc' ? TEXTS.mostArea : TEXTS.leastArea)(name, pronounOf(crop.name));
  return (order === 'desc' ? TEXTS.mostProduced : TEXTS.leastProduced)(name, pronounOf(crop.name));
}

export function namedInText(count: number | null): number {
  return Math.min(count ?? NAMED_IN_TEXT, NAMED_AT_MOST);
}

export function rowsWanted(count: number | null): number {
  return Math.min(Math.max(count ?? 0, ROWS_AT_LEAST), ROWS_AT_MOST);
}

/** The short form lists as many rows as fit: three, two or one. */
export function shortRanking<Row extends { value: number }>(
  rows: readonly Row[],
  { metric, order }: RankingAsked,
  crop: { name: string; unit: string },
  year: number,
  nameOf: (row: Row) => string,
): string {
  const heads = { production: TEXTS.headProduction, area: TEXTS.headArea, yield: TEXTS.headYield };
  return fitShortList(Math.min(rows.length, NAMED_IN_TEXT), (count, withUnits) =>
    TEXTS.shortList({
      head: `${heads[metric](crop.name, order === 'asc')}${withUnits ? crop.unit : ''}`,
      year,
      rows: rows
        .slice(0, count)
        .map((row) => `${capitalised(nameOf(row))} ${measuredShort(metric, row.value)}`)
        .join('; '),
    }),
  );
}

function positionOf(place: AnyPlace, { rows }: PlaceRanking, { metric }: RankingAsked): string | null {
  const index = rows.findIndex((row) => row.place.code === place.code);
  const row = rows[index];
  if (row === undefined) return TEXTS.notRanked({ place: capitalised(placeName(place)) });
  // The first one leads the text already.
  if (index === 0) return null;
  return TEXTS.position({
    place: capitalised(placeName(place)),
    position: index + 1,
    of: rows.length,
    value: measured(metric, row.value),
  });
}

/** The rows asked for, and the place that was asked about even where it comes further down. */
function rowsShown(ranking: PlaceRanking, count: number | null, own: AnyPlace | undefined): RankedPlace[] {
  const shown = ranking.rows.slice(0, rowsWanted(count));
  const ownRow = own && ranking.rows.find((row) => row.place.code === own.code);
  return ownRow === undefined || shown.includes(ownRow) ? shown : [...shown, ownRow];
}

/** Nowhere is enough harvested to compare yields: says so, and gives the figure. */
function tooSmall(
  query: Query,
  figures: Figures,
  crop: AskedCrop,
  ranking: PlaceRanking,
  { levels, year, scope }: { levels: string; year: number; scope: AnyPlace },
): Answered {
  const single = figure(query, figures, crop, scope);
  if (ranking.minAreaHa === 0) return single;
  const area = hectares(Math.round(ranking.minAreaHa));
  const why = TEXTS.tooSmallForYield({ levels, year, crop: cropInText(crop.name), area });
  return {
    ...single,
    rule: 'too_small_for_yields',
    text: sentences(why, single.text),
    notes: [rankedNote(ranking)],
  };
}
