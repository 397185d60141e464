import type { Figures, YearTotal } from '../../../shared/eva/figures.js';
import { chooseYearAmong, decidingOne } from '../../eva/chooseYear.js';
import { byValue, valueOf, type Metric } from '../../eva/ranking.js';
import { nextWithAny } from '../../eva/wider.js';
import { cropRef, placeRef, spoken, type Answered, type Query } from '../../query.js';
import { cropInText, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, listed, sentences } from '../../spanish/lists.js';
import { MISSING_TEXTS, missingNote } from '../../spanish/missingNote.js';
import {
  inPlace,
  isMunicipality,
  ofPlace,
  placeName,
  shortName,
  type AnyPlace,
} from '../../spanish/places.js';
import { percentOf } from '../../spanish/numbers.js';
import { fitShort, fitShortList, shortAfter } from '../../spanish/short.js';
import { coverageNote, unitNote, yearNotes } from '../../spanish/yearTexts.js';
import { figure } from './figure.js';
import { measured, measuredShort } from './measure.js';
import { TEXTS } from './texts.js';
import { yearsWithCrop } from '../../eva/yearsWithCrop.js';

/** One thing of several: a crop in a place, with its total in the common year. */
interface Part {
  crop: AskedCrop;
  place: AnyPlace;
  total: YearTotal;
  value: number;
  weight: number;
}

/** Several places named: one figure each, in the newest (or asked) year that all have. */
export function severalPlaces(query: Query, figures: Figures, crop: AskedCrop): Answered {
  return several(
    query,
    figures,
    query.places.map((place) => ({ crop, place })),
    'place',
  );
}

/** Several crops named, one place; where it has none of them, the next wider place that has one. */
export function severalCrops(query: Query, figures: Figures, asked: AnyPlace): Answered {
  const place = nextWithAny(
    figures,
    query.crops.map((crop) => crop.id),
    asked,
  );
  const answered = several(
    query,
    figures,
    query.crops.map((crop) => ({ crop, place })),
    'crop',
  );
  const year = answered.years.at(-1);
  if (place === asked || year === undefined) return answered;
  const names = query.crops.map((crop) => cropInText(crop.name));
  const missing = missingNote(figures, listed(names, 'ni'), asked, year);
  return {
    ...answered,
    rule: `${answered.rule}_of_wider_place`,
    text: sentences(missing, answered.text),
    short: shortAfter(missing, answered.short),
  };
}

function several(
  query: Query,
  figures: Figures,
  asked: readonly { crop: AskedCrop; place: AnyPlace }[],
  of: 'place' | 'crop',
): Answered {
  const metric = query.understood.asks.metric ?? 'production';
  const order = query.understood.asks.order ?? 'desc';
  const there = asked.filter(({ crop, place }) => yearsWithCrop(figures, crop.id, place.code).length > 0);
  const absent = asked.filter((one) => !there.includes(one));
  const lead = there[0] ?? asked[0];
  if (lead === undefined) throw new Error('nothing was named');
  if (there.length < 2) {
    const single = figure(query, figures, lead.crop, lead.place);
    const others = absent.filter((one) => one !== lead);
    return { ...single, text: sentences(single.text, ...others.map(absentNote)) };
  }
  const [first = inEva(lead), ...rest] = there.map(inEva);
  const need = metric === 'yield' ? 'comparison' : 'figure';
  const chosen = chooseYearAmong(figures, [first, ...rest], query.understood, need);
  if (chosen === undefined) {
    const names = listed(
      there.map(({ crop, place }) => (of === 'place' ? placeName(place) : cropInText(crop.name))),
    );
    const text = TEXTS.noCommonYear({ names });
    return spoken('no_common_year', text, fitShort(text));
  }
  const { year } = chosen;
  const named = there.flatMap(({ crop, place }): Part[] => {
    const total = figures.total(crop.id, place.code, year);
    return total
      ? [{ crop, place, total, value: valueOf(total, metric) ?? 0, weight: total.areaHarvestedHa }]
      : [];
  });
  // What only half a year counted is not put in order: what is missing could turn it round.
  const isHalf = named.some(({ total }) => total.half !== undefined);
  const parts = isHalf ? named : named.toSorted(byValue(order));
  const deciding = decidingOne(figures, [first, ...rest], chosen);
  const note = yearNotes(figures, chosen, deciding.crop, deciding.place);
  return {
    rule: `several_${of === 'place' ? 'places' : 'crops'}_by_${metric}`,
    text: sentences(
      note.instead,
      of === 'place' ? placesSentence(query, figures, parts, metric) : cropsSentence(figures, parts, metric),
      of === 'place' && metric !== 'yield' && query.region !== null && regionSum(parts, metric),
      of === 'place' && query.understood.asks.share && shareOfDepartment(parts, metric),
      of === 'place' && query.crops.length > 1 && TEXTS.onlyFirstCrop(cropInText(lead.crop.name)),
      ...absent.map(absentNote),
      note.about,
      ...new Set(parts.map(({ total }) => coverageNote(total))),
    ),
    short: shortAfter(note.instead, shortSeveral(figures, parts, metric, of, year)),
    data: {
      kind: 'ranking',
      of,
      ...(of === 'place' ? { crop: cropRef(lead.crop) } : { place: placeRef(lead.place) }),
      year,
      metric,
      order,
      rows: parts.map(({ crop, place, value }) => ({
        ...(of === 'place' ? { place: placeRef(place) } : { crop: cropRef(crop) }),
        value,
      })),
    },
    years: [year],
    rows: parts.map(({ crop, place, total }) => ({
      crop: crop.id,
      place: place.code,
      year,
      rows: total.rows,
    })),
    notes: [
      ...(chosen.reason === 'as_asked' ? [] : [`year ${chosen.asked}: ${chosen.reason}`]),
      ...(isHalf ? [`half of ${year}: as named, not in order`] : []),
    ],
  };
}

function inEva<One extends { crop: AskedCrop; place: AnyPlace }>(one: One) {
  return { ...one, id: one.crop.id, placeCode: one.place.code };
}

function absentNote({ crop, place }: { crop: AskedCrop; place: AnyPlace }): string {
  return MISSING_TEXTS.noneHere({ inPlace: inPlace(place), crop: cropInText(crop.name) });
}

/** "Huila produjo 178.319 toneladas de café (en …) y Nariño, 40.000": crop and unit are said once. */
function placesSentence(query: Query, figures: Figures, parts: readonly Part[], metric: Metric): string {
  const [first, ...others] = parts;
  if (first === undefined) return '';
  const { year } = first.total;
  const unit = metric === 'area' ? '' : unitNote(figures.unit(first.crop.id, year), first.crop.name);
  const verbs = { production: TEXTS.placeProduced, yield: TEXTS.placeYielded, area: TEXTS.placeHarvested };
  const lead = verbs[metric]({
    place: placeName(first.place),
    value: measured(metric, first.value),
    crop: cropInText(first.crop.name),
    unit,
  });
  const produced = listed([
    lead,
    ...others.map(({ place, value }) => `${placeName(place)} ${measured(metric, value)}`),
  ]);
  return TEXTS.severalPlaces({ year, produced, region: query.region });
}

/** "qué parte de la papa de Boyacá es de Ventaquemada": a municipality named with its own department. */
function shareOfDepartment(parts: readonly Part[], metric: Metric): string | null {
  const [one, other, ...more] = parts;
  if (one === undefined || other === undefined || more.length > 0 || metric !== 'production') return null;
  const [part, whole] = isMunicipality(one.place) ? [one, other] : [other, one];
  if (!isMunicipality(part.place) || part.place.department.code !== whole.place.code) return null;
  if (whole.value === 0) return null;
  return TEXTS.shareOfPlace({
    part: placeName(part.place),
    share: percentOf(part.value / whole.value),
    crop: cropInText(part.crop.name),
    ofPlace: ofPlace(whole.place),
  });
}

/** A region is asked for as one: its departments together. */
function regionSum(parts: readonly Part[], metric: Metric): string {
  return TEXTS.inAll(
    measured(
      metric,
      parts.reduce((sum, { value }) => sum + value, 0),
    ),
  );
}

function cropsSentence(figures: Figures, parts: readonly Part[], metric: Metric): string {
  const [first] = parts;
  if (first === undefined) return '';
  const { year } = first.total;
  const verbs = { production: TEXTS.producedVerb, yield: TEXTS.yieldedVerb, area: TEXTS.harvestedVerb };
  const crops = parts.map(({ crop, value }) => {
    const unit = metric === 'area' ? '' : unitNote(figures.unit(crop.id, year), crop.name);
    return `${measured(metric, value)} de ${cropInText(crop.name)}${unit}`;
  });
  return TEXTS.severalCrops({
    year,
    verb: verbs[metric],
    place: placeName(first.place),
    crops: listed(crops),
  });
}

function shortSeveral(
  figures: Figures,
  parts: readonly Part[],
  metric: Metric,
  of: 'place' | 'crop',
  year: number,
): string {
  const [first] = parts;
  if (first === undefined) return '';
  // A half year must not be taken for a whole one.
  const halved = parts.find(({ total }) => total.half !== undefined);
  const half = halved && coverageNote(halved.total);
  const unitOf = (part: Part) =>
    metric === 'area' ? '' : unitNote(figures.unit(part.crop.id, year), part.crop.name);
  return fitShortList(parts.length, (count, withUnits) => {
    const unit = (part: Part) => (withUnits ? unitOf(part) : '');
    const shown = parts.slice(0, count);
    const rows = shown.map((part) =>
      of === 'place'
        ? `${shortName(part.place)} ${measuredShort(metric, part.value)}`
        : `${cropInText(part.crop.name)} ${measuredShort(metric, part.value)}${unit(part)}`,
    );
    const head =
      of === 'place' ? `${capitalised(cropInText(first.crop.name))}${unit(first)}` : shortName(first.place);
    return sentences(TEXTS.shortList({ head, year, rows: rows.join('; ') }), half);
  });
}
