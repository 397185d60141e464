import type { Figures, YearTotal } from '../../../shared/eva/figures.js';
import { bearsComparison } from '../../eva/chooseYear.js';
import { byValue, valueOf, type Metric, type Order } from '../../eva/ranking.js';
import { nextWithCrop } from '../../eva/wider.js';
import { cropRef, placeRef, type Answered, type Query } from '../../query.js';
import { cropInText, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, sentences } from '../../spanish/lists.js';
import { ofPlace, placeName, type AnyPlace } from '../../spanish/places.js';
import { following } from '../../spanish/following.js';
import { fitShortList } from '../../spanish/short.js';
import { crossesSeries, unitNote, YEAR_TEXTS } from '../../spanish/yearTexts.js';
import { missingNote } from '../../spanish/missingNote.js';
import { figure } from './figure.js';
import { measured, measuredShort } from './measure.js';
import { namedInText, rowsWanted } from './placeRanking.js';
import { TEXTS } from './texts.js';
import { yearsWithCrop } from '../../eva/yearsWithCrop.js';

interface RankedYear {
  total: YearTotal;
  value: number;
  weight: number;
}

/** In which years a place produced most or least of a crop: whole years, on the newer side of a break. */
export function yearRanking(query: Query, figures: Figures, crop: AskedCrop, asked: AnyPlace): Answered {
  const place = nextWithCrop(figures, crop.id, asked);
  if (place === undefined) return figure(query, figures, crop, asked);
  const { asks, yearRange } = query.understood;
  const metric = asks.metric ?? 'production';
  const order = asks.order ?? 'desc';
  const years = yearsWithCrop(figures, crop.id, place.code)
    .filter((year) => bearsComparison(figures, crop.id, year))
    .filter((year) => yearRange === null || (year >= yearRange.from && year <= yearRange.to));
  const last = years.at(-1) ?? 0;
  const broken = figures.breakBetween(crop.id, years[0] ?? 0, last);
  const counted = years.filter((year) => figures.breakBetween(crop.id, year, last) === undefined);
  const rows = counted
    .flatMap((year): RankedYear[] => {
      const total = figures.total(crop.id, place.code, year);
      const value = total && valueOf(total, metric);
      return total && value ? [{ total, value, weight: total.areaHarvestedHa }] : [];
    })
    .sort(byValue(order));
  const first = rows[0];
  if (first === undefined) return figure(query, figures, crop, asked);

  const name = cropInText(crop.name);
  const unit = metric === 'area' ? '' : unitNote(figures.unit(crop.id, first.total.year), crop.name);
  return {
    rule: `ranking_of_years_by_${metric}`,
    text: sentences(
      place !== asked && missingNote(figures, name, asked, counted.at(-1) ?? last),
      TEXTS.bestYear({
        place: placeName(place),
        most: mostOf(metric, order, name),
        crop: name,
        year: first.total.year,
        value: measured(metric, first.value),
        unit,
      }),
      following(
        rows
          .slice(1, namedInText(asks.count))
          .map(({ total, value }) => ({ name: String(total.year), value })),
        order,
      ),
      broken === undefined
        ? TEXTS.yearsCounted({ from: counted[0] ?? 0, to: counted.at(-1) ?? 0 })
        : TEXTS.yearsCountedFrom({ from: counted[0] ?? 0, why: broken.why }),
      crossesSeries(counted) && YEAR_TEXTS.seriesChangeInList,
    ),
    short: fitShortList(Math.min(rows.length, 3), short),
    data: {
      kind: 'ranking',
      of: 'year',
      crop: cropRef(crop),
      place: placeRef(place),
      metric,
      order,
      rows: rows.slice(0, rowsWanted(asks.count)).map(({ total, value }) => ({ year: total.year, value })),
    },
    years: counted,
    rows: rows.map(({ total }) => ({ crop: crop.id, place: place.code, year: total.year, rows: total.rows })),
  };

  function short(count: number, withUnits: boolean): string {
    const years = order === 'desc' ? TEXTS.headBestYears : TEXTS.headWorstYears;
    const list = rows
      .slice(0, count)
      .map(({ total, value }) => `${total.year}, ${measuredShort(metric, value)}`);
    return TEXTS.shortYears({
      head: years({ crop: capitalised(name), ofPlace: ofPlace(place ?? asked), unit: withUnits ? unit : '' }),
      rows: list.join('; '),
    });
  }
}

function mostOf(metric: Metric, order: Order, crop: string): string {
  const texts = {
    production: [TEXTS.yearProducedMost, TEXTS.yearProducedLeast],
    yield: [TEXTS.yearYieldedMost, TEXTS.yearYieldedLeast],
    area: [TEXTS.yearAreaMost, TEXTS.yearAreaLeast],
  } as const;
  return texts[metric][order === 'desc' ? 0 : 1](crop);
}
