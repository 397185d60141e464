import {
  COUNTRY,
  COUNTRY_CODE,
  OUTLIER_FACTOR,
  type Figures,
  type YearTotal,
} from '../../../shared/eva/figures.js';
import { chooseYear } from '../../eva/chooseYear.js';
import { hasImpossibleRows } from '../../eva/impossibleYields.js';
import { MIN_AREA } from '../../eva/ranking.js';
import { relativeYield } from '../../eva/relativeYield.js';
import { nextWithCrop } from '../../eva/wider.js';
import { cropRef, placeRef, type Answered, type Query } from '../../query.js';
import { cropNotes } from '../../spanish/cropNotes.js';
import { cropInText, withArticle, type AskedCrop } from '../../spanish/crops.js';
import { sentences } from '../../spanish/lists.js';
import { missingNote } from '../../spanish/missingNote.js';
import { hectares, roughPercent, yieldShort, yieldWritten } from '../../spanish/numbers.js';
import { inPlace, isMunicipality, ofPlace, type AnyPlace } from '../../spanish/places.js';
import { fitShort, shortAfter } from '../../spanish/short.js';
import { unitNote, yearNotes } from '../../spanish/yearTexts.js';
import { rankingByYield } from './rankingByYield.js';
import { TEXTS } from './texts.js';
import { withoutPrices } from './withoutPrices.js';

/** Within this of the rest of the country a yield is called the same. */
const ALIKE = 0.05;

/** "¿Es rentable el café en Huila?": how the crop yields there against the rest of the country. */
export function againstCountry(query: Query, figures: Figures, crop: AskedCrop, asked: AnyPlace): Answered {
  const place = nextWithCrop(figures, crop.id, asked);
  const name = cropInText(crop.name);
  const chosen =
    place === undefined || place.code === COUNTRY_CODE
      ? undefined
      : chooseYear(figures, crop.id, place.code, query.understood, 'comparison');
  const total = chosen && place && figures.total(crop.id, place.code, chosen.year);
  const country = chosen && figures.total(crop.id, COUNTRY_CODE, chosen.year);
  if (!chosen || !place || !total?.yieldTHa || !country?.yieldTHa) {
    return nowhereNear(query, figures, crop, asked);
  }
  const { year } = chosen;
  const { relativeYield: relative } = relativeYield(total, country);
  const missing = place === asked ? null : missingNote(figures, name, asked, year);
  const note = yearNotes(figures, chosen, crop, place);
  const unit = unitNote(figures.unit(crop.id, year), crop.name);
  const short = (relation: string) =>
    TEXTS.short({
      crop: crop.name,
      inPlace: inPlace(place),
      year,
      yield: yieldShort(total.yieldTHa ?? 0),
      relation,
    });
  return withoutPrices(query, {
    rule: place === asked ? 'against_country' : 'against_country_wider_place',
    text: sentences(
      note.instead,
      missing,
      TEXTS.yielded({
        year,
        ofPlace: ofPlace(place),
        crop: withArticle(crop.name),
        yield: yieldWritten(total.yieldTHa),
        unit,
      }),
      relationSentence(relative, yieldShort(country.yieldTHa)),
      TEXTS.area({ area: hectares(total.areaHarvestedHa) }),
      cautionOf(figures, crop, place, total),
      note.about,
      ...cropNotes(query.text, crop, year),
    ),
    short: shortAfter(note.instead ?? missing, fitShort(short(shortRelation(relative)), short(''))),
    data: {
      kind: 'comparison',
      by: 'place',
      year,
      crop: cropRef(crop),
      places: [
        { place, total, relative },
        { place: COUNTRY, total: country, relative: null },
      ].map((one) => ({
        place: placeRef(one.place),
        yield_t_ha: one.total.yieldTHa,
        relative_yield: one.relative,
        production_t: one.total.productionT,
        area_harvested_ha: one.total.areaHarvestedHa,
      })),
      best: total.yieldTHa >= country.yieldTHa ? place.code : COUNTRY_CODE,
    },
    years: [year],
    rows: [
      { crop: crop.id, place: place.code, year, rows: total.rows },
      { crop: crop.id, place: COUNTRY_CODE, year, rows: country.rows },
    ],
    notes: [],
  });
}

/** Little area, or a yield that hardly can be: the figure is the published one, and no ground to build on. */
function cautionOf(
  figures: Figures,
  crop: AskedCrop,
  place: AnyPlace,
  { year, areaHarvestedHa, yieldTHa }: YearTotal,
): string | null {
  const isTown = isMunicipality(place);
  const most = OUTLIER_FACTOR * (figures.medianYield(crop.id, year) ?? Infinity);
  if ((isTown && (yieldTHa ?? 0) > most) || hasImpossibleRows(figures, crop.id, place, year))
    return TEXTS.outlier;
  return areaHarvestedHa < MIN_AREA[isTown ? 'municipality' : 'department'].ha ? TEXTS.smallArea : null;
}

function relationSentence(relative: number | null, country: string): string {
  if (relative === null) return TEXTS.nowhereElse;
  const pct = roughPercent(Math.abs(relative - 1) * 100);
  if (Math.abs(relative - 1) < ALIKE) return TEXTS.alike({ country });
  return relative > 1 ? TEXTS.more({ pct, country }) : TEXTS.less({ pct, country });
}

function shortRelation(relative: number | null): string {
  if (relative === null) return '';
  const pct = roughPercent(Math.abs(relative - 1) * 100);
  if (Math.abs(relative - 1) < ALIKE) return TEXTS.shortAlike;
  return relative > 1 ? TEXTS.shortMore(pct) : TEXTS.shortLess(pct);
}

/** Neither the place nor its department has a yield of the crop: where there are some. */
function nowhereNear(query: Query, figures: Figures, crop: AskedCrop, asked: AnyPlace): Answered {
  const elsewhere = rankingByYield({ ...query, places: [], placeFrom: 'none' }, figures, crop);
  const year = elsewhere.years.at(-1) ?? figures.years.newest;
  const missing = missingNote(figures, cropInText(crop.name), asked, year);
  return {
    ...elsewhere,
    text: sentences(missing, elsewhere.text),
    short: shortAfter(missing, elsewhere.short),
  };
}
