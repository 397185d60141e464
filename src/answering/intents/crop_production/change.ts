import { SERIES_CHANGE, type Figures, type YearTotal } from '../../../shared/eva/figures.js';
import { bearsComparison, nearest } from '../../eva/chooseYear.js';
import { valueOf } from '../../eva/ranking.js';
import { nextWithCrop } from '../../eva/wider.js';
import { cropRef, placeRef, type Answered, type Query } from '../../query.js';
import { cropInText, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, sentences } from '../../spanish/lists.js';
import { hectares, percent, quantity, tonnes, yieldWritten } from '../../spanish/numbers.js';
import { ofPlace, placeName, type AnyPlace } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import { crossesSeries, HALF_NAMES, unitNote, YEAR_TEXTS } from '../../spanish/yearTexts.js';
import { missingNote } from '../../spanish/missingNote.js';
import { figure } from './figure.js';
import { measuredShort } from './measure.js';
import { TEXTS } from './texts.js';
import { yearsWithCrop } from '../../eva/yearsWithCrop.js';

/**
 * How a crop's production changed between two years: those named, or from the one named to the newest, or since the
 * present series began. Across a break, and where a year is half covered, both figures and why, without a percentage.
 */
export function change(query: Query, figures: Figures, crop: AskedCrop, asked: AnyPlace): Answered {
  const place = nextWithCrop(figures, crop.id, asked);
  if (place === undefined) return figure(query, figures, crop, asked);
  const span = spanOf(query, figures, crop.id, place.code);
  if (span === undefined) {
    const single = figure(query, figures, crop, asked);
    const { data } = single;
    if (data?.kind !== 'production') return single;
    const only = TEXTS.noChange({ year: data.year });
    return { ...single, rule: 'change_without_second_year', text: sentences(single.text, only) };
  }
  const { from, to } = span;
  const why = whyNotComparable(figures, crop.id, from, to);
  const pct = why === null && from.productionT > 0 ? (to.productionT / from.productionT - 1) * 100 : null;
  const wasUnit = unitNote(figures.unit(crop.id, from.year), crop.name);
  const isUnit = unitNote(figures.unit(crop.id, to.year), crop.name);
  const name = cropInText(crop.name);
  const points = {
    from: from.year,
    to: to.year,
    was: quantity(from.productionT),
    is: tonnes(to.productionT),
  };
  const twoYears = bothYears(query, from, to, { place: placeName(place), crop: name, wasUnit, isUnit });
  const isAcrossSeries = crossesSeries([from.year, to.year]);
  return {
    rule: why === null ? 'change' : 'change_across_break',
    text: sentences(
      place !== asked && missingNote(figures, name, asked, to.year),
      ...(pct === null
        ? [twoYears, why !== null && TEXTS.notComparable(why)]
        : movedSentences(query, from, to, {
            ...points,
            crop: name,
            place: ofPlace(place),
            moved: moved(pct),
            unit: isUnit,
          })),
      isAcrossSeries && (why === null ? YEAR_TEXTS.seriesChange : YEAR_TEXTS.seriesChangeInList),
      span.note,
    ),
    short: shortChange(query, { crop: name, place, from, to, pct, wasUnit, isUnit }),
    data: {
      kind: 'change',
      crop: cropRef(crop),
      place: placeRef(place),
      from: point(from),
      to: point(to),
      pct,
      break: why,
    },
    years: [from.year, to.year],
    rows: [from, to].map((total) => ({
      crop: crop.id,
      place: place.code,
      year: total.year,
      rows: total.rows,
    })),
  };
}

interface Span {
  from: YearTotal;
  to: YearTotal;
  /** Why it is not the years that were asked for. */
  note: string | null;
}

/** The two years with figures next to those asked for; undefined where there is only one. */
function spanOf({ understood }: Query, figures: Figures, id: string, code: string): Span | undefined {
  const withRows = yearsWithCrop(figures, id, code);
  const comparable = withRows.filter((year) => bearsComparison(figures, id, year));
  const named = understood.yearRange
    ? [understood.yearRange.from, understood.yearRange.to]
    : [...understood.years].sort((a, b) => a - b);
  const { newest } = figures.years;
  const wantsTwo = named.length > 1;
  const fromWanted = named[0] === newest && !wantsTwo ? newest - 1 : named[0];
  // A year that was named is answered as it is, with the reason why it does not compare; one that was not is whole.
  const fromYear =
    fromWanted === undefined
      ? comparable.find((year) => year >= SERIES_CHANGE.firstNew)
      : nearest(withRows, fromWanted);
  const toYear = wantsTwo ? nearest(withRows, named.at(-1) ?? newest) : comparable.at(-1);
  if (fromYear === undefined || toYear === undefined || fromYear >= toYear) return undefined;
  const from = figures.total(id, code, fromYear);
  const to = figures.total(id, code, toYear);
  if (from === undefined || to === undefined) return undefined;
  const moved = [...new Set(named)].filter((year) => year !== fromYear && year !== toYear);
  const outside = moved.filter((year) => year < figures.years.first || year > newest);
  const note =
    fromWanted === undefined
      ? TEXTS.sinceSeries(fromYear)
      : outside.length > 0
        ? TEXTS.outsideSpan({ first: figures.years.first, newest })
        : moved.length > 0 && wantsTwo
          ? TEXTS.otherYears({ years: moved.join(' y ') })
          : understood.relative !== null
            ? YEAR_TEXTS.newest(newest)
            : null;
  return { from, to, note };
}

/** Why no percentage can be taken between the two years; null where it can. */
function whyNotComparable(figures: Figures, id: string, from: YearTotal, to: YearTotal): string | null {
  const broken = figures.breakBetween(id, from.year, to.year);
  if (broken !== undefined) return broken.why;
  for (const { year, half, yieldUsable } of [from, to]) {
    if (half !== undefined) return TEXTS.halfYear({ year, half: HALF_NAMES[half] });
    if (!yieldUsable) return TEXTS.copiedArea(year);
  }
  return null;
}

function moved(pct: number): string {
  const written = percent(Math.abs(pct));
  if (written === '0 %') return TEXTS.same;
  return pct > 0 ? TEXTS.rose(written) : TEXTS.fell(written);
}

/** Both figures of what was asked for, where nothing can be said of how it moved. */
function bothYears(
  { understood }: Query,
  from: YearTotal,
  to: YearTotal,
  names: { place: string; crop: string; wasUnit: string; isUnit: string },
): string {
  const { metric } = understood.asks;
  const wording = { ...names, from: from.year, to: to.year };
  if (metric === 'area') {
    const areas = { was: hectares(from.areaHarvestedHa), is: quantity(to.areaHarvestedHa) };
    return TEXTS.twoAreas({ ...wording, ...areas });
  }
  if (metric === 'yield' && from.yieldTHa !== null && to.yieldTHa !== null) {
    return TEXTS.twoYields({ ...wording, was: yieldWritten(from.yieldTHa), is: quantity(to.yieldTHa) });
  }
  return TEXTS.twoYears({ ...wording, was: tonnes(from.productionT), is: quantity(to.productionT) });
}

/** What was asked for leads: tonnes, or yield or area with the tonnes after it. */
function movedSentences(
  { understood }: Query,
  from: YearTotal,
  to: YearTotal,
  wording: Parameters<typeof TEXTS.changed>[0],
): string[] {
  const { metric } = understood.asks;
  const area = { was: quantity(from.areaHarvestedHa), is: hectares(to.areaHarvestedHa) };
  if (metric === 'yield' && from.yieldTHa !== null && to.yieldTHa !== null) {
    const yields = { was: quantity(from.yieldTHa), is: yieldWritten(to.yieldTHa) };
    return [
      TEXTS.measureMoved({ ...wording, ...yields, what: TEXTS.theYield }),
      TEXTS.productionMoved({ ...wording, unit: '' }),
    ];
  }
  if (metric === 'area') {
    return [
      TEXTS.measureMoved({ ...wording, ...area, what: TEXTS.theArea, unit: '' }),
      TEXTS.productionMoved(wording),
    ];
  }
  return [TEXTS.changed(wording), TEXTS.areaChanged(area)];
}

function shortChange(
  { understood }: Query,
  change: {
    crop: string;
    place: AnyPlace;
    from: YearTotal;
    to: YearTotal;
    pct: number | null;
    wasUnit: string;
    isUnit: string;
  },
): string {
  const { crop, place, from, to, pct } = change;
  const head = `${capitalised(crop)} ${ofPlace(place)}`;
  const metric = understood.asks.metric ?? 'production';
  const [first, last] = [valueOf(from, metric), valueOf(to, metric)];
  if (pct === null && metric !== 'production' && first !== null && last !== null) {
    const both = `${from.year}: ${measuredShort(metric, first)}; ${to.year}: ${measuredShort(metric, last)}`;
    return fitShort(`${head}. ${both}; no se pueden comparar (EVA).`, `${head}. ${both} (EVA).`);
  }
  const was = `${from.year}: ${quantity(from.productionT)} t`;
  const is = `${to.year}: ${quantity(to.productionT)} t`;
  if (pct === null) {
    return fitShort(
      `${head}. ${was}${change.wasUnit}; ${is}${change.isUnit}; no se pueden comparar (EVA).`,
      `${head}. ${was}; ${is}; no se pueden comparar (EVA).`,
      `${head}. ${was}; ${is} (EVA).`,
    );
  }
  return fitShort(
    `${head}: ${moved(pct)}. ${was}; ${is}${change.isUnit} (EVA).`,
    `${head}. ${was}; ${is} (EVA).`,
  );
}

function point(total: YearTotal) {
  return {
    year: total.year,
    production_t: total.productionT,
    area_harvested_ha: total.areaHarvestedHa,
    yield_t_ha: total.yieldTHa,
  };
}
