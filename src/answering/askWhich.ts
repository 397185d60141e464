import { COUNTRY_CODE, type Figures } from '../shared/eva/figures.js';
import { ASK_WHICH_TEXTS as TEXTS } from './askWhichTexts.js';
import { largestCrops } from './eva/largestCrops.js';
import { spoken, type Answered, type Query } from './query.js';
import { cropInText } from './spanish/crops.js';
import { capitalised, listed } from './spanish/lists.js';
import { inPlace, isCountry, placeName, spokenDepartment } from './spanish/places.js';
import { fitShort } from './spanish/short.js';
import type { PlaceCandidate, Span, Understood } from './understanding/understood.js';

const CROP_CHIPS = 3;
/** The widest name, La Unión, is that of a town in four departments. */
const PLACE_CHIPS = 5;

/** Asks back where the question names a crop or place that could be several; undefined where all is clear. */
export function whichOneIsMeant(query: Query, figures: Figures): Answered | undefined {
  const [crop] = query.understood.ambiguousCrops;
  if (crop !== undefined) {
    const names = crop.candidates.map((id) => cropInText(figures.nameOf(id) ?? id));
    const text = TEXTS.whichMeaning({ word: crop.name, choices: listed(names, 'o') });
    return ask('which_crop', query, text, crop.span, names);
  }
  return whichPlaceIsMeant(query, figures);
}

/** The same for places alone. */
export function whichPlaceIsMeant(query: Query, figures: Figures): Answered | undefined {
  const { ambiguousPlaces, otherRegions } = query.understood;
  const [place] = ambiguousPlaces;
  if (place !== undefined) return whichPlace(query, figures, place);
  const [region] = otherRegions;
  if (region === undefined) return undefined;
  const departments = region.departmentCodes.flatMap((code) => figures.place(code) ?? []);
  if (departments.length === 0) {
    const text = TEXTS.abroad({ name: region.name });
    return spoken('place_abroad', text, fitShort(text));
  }
  const text = TEXTS.regionWithoutFigures({
    name: region.name,
    departments: listed(departments.map(placeName), 'o'),
  });
  return ask(
    'which_department',
    query,
    text,
    region.span,
    departments.map((one) => one.name),
  );
}

function whichPlace(query: Query, figures: Figures, place: Understood['ambiguousPlaces'][number]): Answered {
  const [only, ...more] = place.candidates;
  if (only !== undefined && more.length === 0) {
    // One place of that name, and a word that may not be a place at all.
    const text = TEXTS.isThisMeant({ name: placeLabel(only) });
    return ask(
      'which_place',
      query,
      text,
      place.span,
      [qualified(only), 'Colombia'],
      [placeLabel(only), TEXTS.wholeCountry],
    );
  }
  const shown = place.candidates.slice(0, PLACE_CHIPS);
  const name = nameShared(place);
  const text = TEXTS.whichPlace({ name, choices: listed(shown.map(placeLabel), 'o') });
  return ask('which_place', query, text, place.span, shown.map(qualified), shown.map(placeLabel), name);
}

/** The words that all the candidates begin with, as the table writes them: `San Juan` of San Juan de Arama and others. */
function nameShared({ name, candidates }: Understood['ambiguousPlaces'][number]): string {
  const [first = [], ...others] = candidates.map((candidate) => candidate.name.split(' '));
  const differs = first.findIndex((word, index) => others.some((words) => words[index] !== word));
  return (differs < 0 ? first : first.slice(0, differs)).join(' ') || capitalised(name);
}

/** `La Unión (Nariño)`. */
function placeLabel(candidate: PlaceCandidate): string {
  return candidate.level === 'department'
    ? TEXTS.department(candidate.name)
    : `${candidate.name} (${departmentOf(candidate)})`;
}

/** As a question can say it and be understood: `La Unión, Nariño`. */
function qualified(candidate: PlaceCandidate): string {
  return candidate.level === 'department'
    ? TEXTS.department(candidate.name)
    : `${candidate.name}, ${departmentOf(candidate)}`;
}

function departmentOf({ code, departmentName }: PlaceCandidate): string {
  return spokenDepartment(code.slice(0, 2)) ?? departmentName;
}

/** Chips that ask the same question again with the word replaced by what it could mean. */
function ask(
  rule: string,
  { text }: Query,
  asked: string,
  span: Span,
  choices: readonly string[],
  labels: readonly string[] = choices,
  name: string = text.slice(span.start, span.end),
): Answered {
  // "da la Sierra Nevada" → "da Magdalena": places bring the article that they need with them.
  const before =
    rule === 'which_crop' ? text.slice(0, span.start) : withoutArticle(text.slice(0, span.start));
  const chips = choices.map((choice, index) => ({
    label: labels[index] ?? choice,
    question: `${before}${choice}${text.slice(span.end)}`,
  }));
  return spoken(rule, asked, fitShort(asked, TEXTS.short(name)), {
    type: 'clarify',
    chips,
  });
}

function withoutArticle(text: string): string {
  return text
    .replace(/\bdel\s+$/i, 'de ')
    .replace(/\bal\s+$/i, 'a ')
    .replace(/\b(el|la|los|las)\s+$/i, '');
}

/**
 * Asks for a crop where the question needs one and names none; the chips ask it of the largest crops of the place.
 *
 * @param questionOf the question, of a crop as it is written in a sentence
 */
export function whichCrop(query: Query, figures: Figures, questionOf: (crop: string) => string): Answered {
  const place = query.places[0];
  const code = place?.code ?? COUNTRY_CODE;
  const largest = largestCrops(figures, code)
    .slice(0, CROP_CHIPS)
    .map((total) => cropInText(total.name));
  const names = largest.length > 0 ? largest : TEXTS.cropsForExample;
  const chips = names.map((name) => ({ label: name, question: questionOf(name) }));
  const text =
    place === undefined || isCountry(place)
      ? TEXTS.whichCrop({ example: chips[0]?.question ?? '' })
      : TEXTS.whichCropHere({ inPlace: inPlace(place), example: chips[0]?.question ?? '' });
  return spoken('which_crop', text, fitShort(TEXTS.whichCropShort), { type: 'clarify', chips });
}
