import type { Figures, YearTotal } from '../../../shared/eva/figures.js';
import { byValue, valueOf } from '../../eva/ranking.js';
import { cropRef, placeRef, type Answered, type Query } from '../../query.js';
import { cropInText, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, listed, sentences } from '../../spanish/lists.js';
import { inPlace, placeName, shortName, type AnyPlace } from '../../spanish/places.js';
import { fitShortList } from '../../spanish/short.js';
import { coverageNote, crossesSeries, unitNote, YEAR_TEXTS } from '../../spanish/yearTexts.js';
import { figure } from './figure.js';
import { measured, measuredShort } from './measure.js';
import { TEXTS } from './texts.js';

/** Three years named or more ("en 2018, 2019 y 2020"): the figure of each that there is. */
export function namedYears(query: Query, figures: Figures, crop: AskedCrop, place: AnyPlace): Answered {
  const { asks, years } = query.understood;
  const metric = asks.metric ?? 'production';
  const valueIn = (total: YearTotal) => valueOf(total, metric);
  const totals = [...years]
    .sort((a, b) => a - b)
    .flatMap((year) => figures.total(crop.id, place.code, year) ?? [])
    .filter((total) => valueIn(total) !== null);
  if (totals.length < 2) return figure(query, figures, crop, place);
  const absent = years.filter((year) => !totals.some((total) => total.year === year));
  const name = cropInText(crop.name);
  const last = totals.at(-1)?.year ?? 0;
  const units = totals.map(({ year }) => unitNote(figures.unit(crop.id, year), crop.name));
  const oneUnit = new Set(units).size === 1 && metric !== 'area' ? (units[0] ?? '') : '';
  const broken = figures.breakBetween(crop.id, totals[0]?.year ?? last, last);
  const rows = totals
    .map((total) => ({ total, value: valueIn(total) ?? 0, weight: total.areaHarvestedHa }))
    .sort(byValue('desc'));
  return {
    rule: 'figures_of_named_years',
    text: sentences(
      TEXTS.eachYear({
        place: capitalised(placeName(place)),
        verb: { production: TEXTS.producedVerb, yield: TEXTS.yieldedVerb, area: TEXTS.harvestedVerb }[metric],
        crop: name,
        unit: oneUnit,
        years: listed(
          totals.map((total) =>
            TEXTS.yearItem({ value: measured(metric, valueIn(total) ?? 0), year: total.year }),
          ),
        ),
      }),
      broken
        ? TEXTS.notComparable(broken.why)
        : crossesSeries(totals.map(({ year }) => year)) && YEAR_TEXTS.seriesChangeInList,
      absent.length > 0 &&
        TEXTS.noneInYears({ years: listed(absent.map(String)), crop: name, inPlace: inPlace(place) }),
      ...totals.map((total) => coverageNote(total)),
    ),
    short: fitShortList(totals.length, (count, withUnits) =>
      TEXTS.shortYears({
        head: `${capitalised(name)}${withUnits ? oneUnit : ''}, ${shortName(place)}`,
        rows: totals
          .slice(-count)
          .map((total) => `${total.year}, ${measuredShort(metric, valueIn(total) ?? 0)}`)
          .join('; '),
      }),
    ),
    data: {
      kind: 'ranking',
      of: 'year',
      crop: cropRef(crop),
      place: placeRef(place),
      metric,
      order: 'desc',
      rows: rows.map(({ total, value }) => ({ year: total.year, value })),
    },
    years: totals.map((total) => total.year),
    rows: totals.map((total) => ({ crop: crop.id, place: place.code, year: total.year, rows: total.rows })),
  };
}
