import type { CropTotal, Figures } from '../../../shared/eva/figures.js';
import { COUNTRY, SERIES_CHANGE } from '../../../shared/eva/figures.js';
import type { ChosenYear, YearReason } from '../../eva/chooseYear.js';
import { oncePerFigures } from '../../eva/oncePerFigures.js';
import { byValue } from '../../eva/ranking.js';
import { wider } from '../../eva/wider.js';
import { placeRef, spoken, type Answered, type Query } from '../../query.js';
import { cropInText, withArticle } from '../../spanish/crops.js';
import { listed, sentences } from '../../spanish/lists.js';
import { MISSING_TEXTS } from '../../spanish/missingNote.js';
import { hectares, quantity } from '../../spanish/numbers.js';
import { inPlace, isCountry, type AnyPlace } from '../../spanish/places.js';
import { following } from '../../spanish/following.js';
import { fitShort, fitShortList } from '../../spanish/short.js';
import { YEAR_TEXTS } from '../../spanish/yearTexts.js';
import { namedInText, rowsWanted } from './placeRanking.js';
import { TEXTS } from './texts.js';

interface Ranked {
  total: CropTotal;
  value: number;
  weight: number;
}

/** What a place produces most (or least): by harvested area, because by tonnes alone cane leads half the country. */
export function cropRanking(query: Query, figures: Figures): Answered {
  const asked = query.places[0] ?? COUNTRY;
  const found = placeAndYear(query, figures, asked);
  const [grown] = found?.crops ?? [];
  if (found === undefined || grown === undefined) {
    const text = MISSING_TEXTS.nothingHere({ inPlace: inPlace(asked) });
    return spoken('no_figures', text, fitShort(text));
  }
  const { place, chosen, crops } = found;
  const { year } = chosen;
  const order = query.understood.asks.order ?? 'desc';
  const rows = crops
    .map((total): Ranked => ({ total, value: total.areaHarvestedHa, weight: total.productionT }))
    .sort(byValue(order));
  const first = rows[0] ?? { total: grown, value: grown.areaHarvestedHa, weight: grown.productionT };
  const heaviest = [...rows].sort((a, b) => b.total.productionT - a.total.productionT)[0];
  const { count } = query.understood.asks;
  return {
    rule: 'ranking_of_crops_by_area',
    text: sentences(
      query.understood.asks.rank !== 'crop' && TEXTS.noCropFound,
      place !== asked && noneNote(figures, asked),
      TEXTS.cropsOfPlace({
        year,
        inPlace: inPlace(place),
        most: order === 'desc' ? TEXTS.mostGrown : TEXTS.leastGrown,
        crop: withArticle(first.total.name),
        area: hectares(first.value),
      }),
      following(
        rows
          .slice(1, namedInText(count))
          .map(({ total, value }) => ({ name: withArticle(total.name), value })),
        order,
      ),
      order === 'desc' &&
        heaviest !== undefined &&
        heaviest !== first &&
        TEXTS.mostTonnes(withArticle(heaviest.total.name)),
      noteOf(figures, chosen, place),
      missingCrops(figures, year),
    ),
    short: fitShortList(Math.min(rows.length, 3), (count) => short(rows.slice(0, count))),
    data: {
      kind: 'ranking',
      of: 'crop',
      place: placeRef(place),
      year,
      metric: 'area',
      order,
      rows: rows
        .slice(0, rowsWanted(count))
        .map(({ total, value }) => ({ crop: { id: total.id, name: total.name }, value })),
    },
    years: [year],
    rows: [{ crop: '*', place: place.code, year, rows: crops.reduce((sum, total) => sum + total.rows, 0) }],
  };

  function short(shown: readonly Ranked[]): string {
    const list = shown
      .map(({ total, value }) => `${cropInText(total.name)} ${quantity(value)} ha`)
      .join('; ');
    const head = `${order === 'desc' ? 'Más' : 'Menos'} área cosechada ${inPlace(place)}`;
    return TEXTS.shortList({ head, year, rows: list });
  }
}

function noneNote(figures: Figures, asked: AnyPlace): string {
  return figures.newestYearOf(asked.code) === undefined
    ? MISSING_TEXTS.nothingHere({ inPlace: inPlace(asked) })
    : MISSING_TEXTS.nothingSince({ inPlace: inPlace(asked), first: SERIES_CHANGE.firstNew });
}

/** Years that hold every kind of crop whole: in 2006 and 2018 the short-cycle ones are there by half. */
const wholeYears = oncePerFigures((figures) => {
  const years: number[] = [];
  for (let year = figures.years.first; year <= figures.years.newest; year++) {
    const isHalf = figures.crops.some((crop) => figures.coverage(crop.id, year).coverage === 'half');
    if (!isHalf) years.push(year);
  }
  return years;
});

interface GrownInAYear {
  place: AnyPlace;
  chosen: ChosenYear;
  crops: CropTotal[];
}

/** What the place grows in a whole year, or the next wider place where it has none. */
function placeAndYear({ understood }: Query, figures: Figures, asked: AnyPlace): GrownInAYear | undefined {
  const wanted = understood.years.at(-1) ?? null;
  const byNearness = [...wholeYears(figures)].sort(
    (a, b) => distance(a, wanted) - distance(b, wanted) || b - a,
  );
  for (let place: AnyPlace | undefined = asked; place !== undefined; place = wider(figures, place)) {
    // A town that has dropped out of the tables: what grows there now is better told by its department.
    const newest = isCountry(place) ? figures.years.newest : figures.newestYearOf(place.code);
    if (newest === undefined || (wanted === null && newest <= SERIES_CHANGE.lastOld)) continue;
    for (const year of byNearness) {
      const crops = figures
        .byCrop(place.code, year)
        .filter((total) => !total.crop.residual && total.areaHarvestedHa > 0);
      if (crops.length > 0) {
        return {
          place,
          crops,
          chosen: { year, asked: wanted, reason: reasonFor(figures, year, understood) },
        };
      }
    }
  }
  return undefined;
}

function reasonFor(figures: Figures, year: number, { years, relative }: Query['understood']): YearReason {
  const wanted = years.at(-1);
  if (wanted === undefined || (wanted === year && relative === null)) return 'as_asked';
  if (wanted === year) return relative === 'years_ago' ? 'counted_back' : 'newest';
  return wanted < figures.years.first || wanted > figures.years.newest ? 'outside' : 'unusable';
}

/** Without a year asked every year is equally near, and the later one wins. */
function distance(year: number, wanted: number | null): number {
  return wanted === null ? 0 : Math.abs(year - wanted);
}

function noteOf(figures: Figures, { year, asked, reason }: ChosenYear, place: AnyPlace): string | null {
  const { first, newest } = figures.years;
  if (asked === null) return year < newest ? TEXTS.lastYearHere({ inPlace: inPlace(place) }) : null;
  if (reason === 'newest') return YEAR_TEXTS.newest(newest);
  if (reason === 'counted_back') return YEAR_TEXTS.countedBack(newest);
  if (reason === 'outside') return YEAR_TEXTS.outside(asked, first, newest, year);
  return reason === 'unusable' ? TEXTS.noWholeYear({ asked, inPlace: inPlace(place), year }) : null;
}

/** Crops that the older table is cut off from: it ends inside yuca, in the order of the alphabet. */
const CUT_OFF = ['yuca', 'zanahoria', 'zapote'];

function missingCrops(figures: Figures, year: number): string | null {
  const missing = CUT_OFF.filter((id) => figures.coverage(id, year).coverage === 'none');
  if (missing.length === 0) return null;
  const names = missing.map((id) => cropInText(figures.nameOf(id) ?? id));
  return TEXTS.missingCrops({ year, crops: listed(names, 'ni') });
}
