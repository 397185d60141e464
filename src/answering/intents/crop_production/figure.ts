import { COUNTRY_CODE, type Figures, type YearTotal } from '../../../shared/eva/figures.js';
import { chooseYear } from '../../eva/chooseYear.js';
import { hasImpossibleRows } from '../../eva/impossibleYields.js';
import { nextWithCrop } from '../../eva/wider.js';
import { cropRef, placeRef, spoken, type Answered, type Query } from '../../query.js';
import { cropNotes } from '../../spanish/cropNotes.js';
import { cropInText, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, sentences } from '../../spanish/lists.js';
import { missingNote } from '../../spanish/missingNote.js';
import { hectares, percentOf, quantity, tonnes, yieldShort, yieldWritten } from '../../spanish/numbers.js';
import { placeName, type AnyPlace } from '../../spanish/places.js';
import { fitShort, shortAfter } from '../../spanish/short.js';
import { coverageNote, unitNote, YEAR_TEXTS, yearNotes } from '../../spanish/yearTexts.js';
import { wordLikePlace } from '../../wordLikePlace.js';
import { TEXTS } from './texts.js';

/** How much of a crop a place produced in a year; where the place has none, the next wider place that has. */
export function figure(query: Query, figures: Figures, crop: AskedCrop, asked: AnyPlace): Answered {
  const place = nextWithCrop(figures, crop.id, asked);
  const name = cropInText(crop.name);
  if (place === undefined) {
    const text = TEXTS.neverReported({ crop: name });
    return spoken('no_figures', text, fitShort(text));
  }
  const chosen = chooseYear(figures, crop.id, place.code, query.understood);
  const total = chosen && figures.total(crop.id, place.code, chosen.year);
  if (chosen === undefined || total === undefined) {
    throw new Error(`no total of ${crop.id} in ${place.code}, which has years of it`);
  }
  const { year } = chosen;
  const country = figures.total(crop.id, COUNTRY_CODE, year);
  const share =
    place.code !== COUNTRY_CODE && country !== undefined && country.productionT > 0
      ? total.productionT / country.productionT
      : null;
  const unit = figures.unit(crop.id, year);
  const wording = {
    crop: name,
    place: placeName(place),
    year,
    unit: unitNote(unit, crop.name),
    total,
    share,
  };
  const taken = wordLikePlace(query, figures);
  const missing =
    place !== asked
      ? missingNote(figures, name, asked, year)
      : taken === null
        ? null
        : TEXTS.notTakenForPlace(taken);
  const note = yearNotes(figures, chosen, crop, place);
  return {
    rule: place === asked ? 'figure' : 'figure_of_wider_place',
    text: sentences(
      note.instead,
      missing,
      ...mainSentences(query, wording),
      note.about,
      coverageNote(total),
      hasImpossibleRows(figures, crop.id, place, year) && TEXTS.impossibleRows,
      query.understood.half !== null && total.coverage === 'full' && YEAR_TEXTS.wholeYear,
      ...cropNotes(query.text, crop, year),
    ),
    short: shortAfter(note.instead, shortFigure(query, wording, missing)),
    data: {
      kind: 'production',
      crop: cropRef(crop),
      place: placeRef(place),
      year,
      production_t: total.productionT,
      area_sown_ha: total.areaSownHa,
      area_harvested_ha: total.areaHarvestedHa,
      yield_t_ha: total.yieldTHa,
      share_of_country: share,
      unit,
      coverage: total.coverage === 'half' ? 'half' : 'full',
    },
    years: [year],
    rows: [{ crop: crop.id, place: place.code, year, rows: total.rows }],
    notes: chosen.reason === 'as_asked' ? [] : [`year ${chosen.asked}: ${chosen.reason}`],
  };
}

interface Wording {
  crop: string;
  place: string;
  year: number;
  unit: string;
  total: YearTotal;
  share: number | null;
}

/** What was asked for leads; the other figures follow. */
function mainSentences({ understood }: Query, { total, share, ...wording }: Wording): (string | null)[] {
  const { metric, share: asksShare } = understood.asks;
  const written = {
    tonnes: tonnes(total.productionT),
    area: hectares(total.areaHarvestedHa),
    sown: hectares(total.areaSownHa),
    yield: total.yieldTHa === null ? null : yieldWritten(total.yieldTHa),
  };
  if (total.productionT === 0) return [TEXTS.nothingHarvested({ ...wording, ...written })];
  const shareNote = share === null ? null : TEXTS.share({ share: percentOf(share), crop: wording.crop });
  if (asksShare && share !== null) {
    return [TEXTS.shareFirst({ ...wording, ...written, share: percentOf(share) }), TEXTS.harvested(written)];
  }
  if (metric === 'area') {
    const harvested = quantity(total.areaHarvestedHa);
    return [TEXTS.areas({ ...wording, ...written, harvested }), TEXTS.areaGave({ ...wording, ...written })];
  }
  if (metric === 'yield' && written.yield !== null) {
    return [TEXTS.yielded({ ...wording, yield: written.yield }), TEXTS.yieldFrom(written), shareNote];
  }
  return [TEXTS.produced({ ...wording, ...written }), TEXTS.harvested(written), shareNote];
}

function shortFigure(
  { understood }: Query,
  { total, share, ...wording }: Wording,
  missing: string | null,
): string {
  const { metric } = understood.asks;
  const place = capitalised(wording.place.replace(/^el /, ''));
  const written = {
    tonnes: `${quantity(total.productionT)} t`,
    sown: `${quantity(total.areaSownHa)} ha`,
    harvested: quantity(total.areaHarvestedHa),
    yield: total.yieldTHa === null ? null : yieldShort(total.yieldTHa),
  };
  const lead = (unit: string) => {
    if (metric === 'area') return TEXTS.shortAreas({ ...wording, ...written, place });
    if (metric === 'yield' && written.yield !== null) {
      return TEXTS.shortYielded({ ...wording, place, unit, yield: written.yield });
    }
    return TEXTS.shortProduced({ ...wording, ...written, place, unit });
  };
  const more = [
    metric === null || metric === 'production' ? written.yield : null,
    share === null || metric === 'area' ? null : `${percentOf(share).replace(/^el /, '')} del país`,
  ].filter((part) => part !== null);
  const tail = more.length === 0 ? null : `${capitalised(more.join(', '))}.`;
  // A half year must not be taken for a whole one: that is said before anything else.
  const half = total.half === undefined ? null : coverageNote(total);
  return fitShort(
    sentences(missing, lead(wording.unit), half ?? tail),
    sentences(lead(wording.unit), half ?? tail),
    sentences(missing, lead(''), half),
    sentences(lead(''), half),
  );
}
