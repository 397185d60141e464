import { readAsks } from './asks.js';
import { isMeantAsCrop } from './cropCues.js';
import type { CropSense } from './cropWords.js';
import { createLexicon, mayBeMisspelt, type Lexicon, type Meaning } from './lexicon.js';
import { CROPS_BEFORE_TOWNS, isMoraTheCrop } from './notCrops.js';
import { areListed } from './placeCues.js';
import { endsBehindCrop, hasTypoCue, isSubjectOfProducing, standsWithCrop } from './typoCues.js';
import { candidate, readPlace, type PlaceReading } from './places.js';
import type { Gazetteer } from './placePhrases.js';
import { LONGEST_NEAR_PHRASE } from './phrases.js';
import { foldedWords, tokenize, type Token } from './tokens.js';
import { typoDistance } from './typos.js';
import type { CropMention, ExplainedSpan, MentionRule, Span, Understand, Understood } from './understood.js';
import { readYears } from './years.js';

/** A crop phrase that the sentence means as a crop. Indices are of tokens, `to` exclusive. */
interface CropReading {
  from: number;
  to: number;
  sense: CropSense;
  spelling: 'exact' | 'typo';
}

interface Readings {
  crops: CropReading[];
  places: PlaceReading[];
}

/** Misspelt names that fit more towns than this are left alone. */
const RIVALS_AT_MOST = 4;
const COMPARES = /\b(vs|versus|contra|compar\w*|entre|diferencia|cual de)\b/i;

/**
 * Makes `understand`, which finds the crops, places and years of a question and what is asked of them. Built once
 * (about 50 ms); the function it returns is pure and never throws, whatever the text.
 */
export function createUnderstanding(gazetteer: Gazetteer): Understand {
  const lexicon = createLexicon(gazetteer);
  return (text, context) => {
    const tokens = tokenize(text);
    const readings = readNames(tokens, text, lexicon, context.departmentCode);
    const years = readYears(tokens, text, gazetteer.years);
    const inPlaces = new Set(readings.places.flatMap(({ from, to }) => range(from, to)));
    const understood: Understood = {
      crops: [],
      ambiguousCrops: [],
      places: [],
      ambiguousPlaces: [],
      otherRegions: [],
      years: years.years,
      yearRange: years.yearRange,
      half: years.half,
      relative: years.relative,
      yearsOutside: years.yearsOutside,
      asks: readAsks(tokens, text, inPlaces),
      spans: [],
    };
    const spanOf = (reading: { from: number; to: number }) => spanBetween(text, tokens, reading);
    for (const crop of readings.crops) addCrop(understood, crop, spanOf(crop));
    for (const place of readings.places) addPlace(understood, place, spanOf(place));
    for (const reading of years.readings) {
      const span = spanOf(reading);
      const kind = reading.rule === 'half-year' ? 'other' : 'year';
      understood.spans.push({ ...span, kind, value: reading.value, rule: reading.rule });
    }
    understood.spans.sort((a, b) => a.start - b.start);
    return understood;
  };
}

/** From left to right, the longest phrase that the sentence means; words in no phrase may be misspelt ones. */
function readNames(
  tokens: readonly Token[],
  text: string,
  lexicon: Lexicon,
  departmentCode: string | null,
): Readings {
  const readings: Readings = { crops: [], places: [] };
  const unknown = tokens.map(
    (token) => token.folded.length >= 4 && !/\d/.test(token.folded) && !lexicon.isKnown(token.folded),
  );
  const compares = COMPARES.test(text);
  const sentence = {
    tokens,
    lexicon,
    previous: readings.places,
    crops: readings.crops,
    departmentCode,
    compares,
  };

  const take = (
    meaning: Meaning,
    from: number,
    to: number,
    spelling: 'exact' | 'typo',
  ): number | undefined => {
    if (meaning.nothing || meaning.place?.nothing) return to;
    if (meaning.lateOrMora) return isMoraTheCrop(tokens.map((token) => token.folded)) ? undefined : to;
    const place = meaning.place && readPlace(meaning.place, from, to, spelling, sentence);
    const isCrop = meaning.crop !== undefined && isMeantAsCrop(meaning.crop, tokens, from, to);
    if (place && !(isCrop && (place.candidates.length > 0 || meansTheCrop(meaning, from)))) {
      const abroad = place.otherRegion?.departmentCodes.length === 0;
      const isQualified = abroad && readings.places.at(-1)?.to === from;
      // "Buenos Aires, Argentina" is not the one in Cauca.
      if (place.takesPrevious || isQualified) readings.places.pop();
      readings.places.push(place);
      return place.to;
    }
    if (!isCrop || !meaning.crop) return undefined;
    readings.crops.push({ from, to, sense: meaning.crop, spelling });
    return to;
  };

  let index = 0;
  while (index < tokens.length) {
    index = takeHere(index) ?? index + 1;
  }
  return readings;

  function meansTheCrop({ crop }: Meaning, from: number): boolean {
    if (crop?.kind !== 'crop' || !CROPS_BEFORE_TOWNS.has(crop.id)) return false;
    return !hasTypoCue(tokens, from) && readings.crops.length === 0;
  }

  function takeHere(from: number): number | undefined {
    const exact = lexicon.phrases.startingAt(tokens, from);
    const withTypo = misspeltPhrase(from);
    if (withTypo && withTypo.to > (exact[0]?.to ?? 0)) {
      const end = take(withTypo.meaning, from, withTypo.to, 'typo');
      if (end !== undefined) return end;
    }
    for (const match of exact) {
      const end = take(match.meaning, from, match.to, 'exact');
      if (end !== undefined) return end;
    }
    return unknown[from] ? takeMisspeltWord(from) : undefined;
  }

  /** "puerto lopes", "cebolla de buldo": one unknown word in a phrase that is otherwise as written. */
  function misspeltPhrase(from: number): { to: number; meaning: Meaning } | undefined {
    const other = unknown.indexOf(true, from);
    if (other < 0 || other >= from + LONGEST_NEAR_PHRASE) return undefined;
    const typed = tokens[other]?.folded ?? '';
    const near = lexicon.phrases.withOtherWord(tokens, from, other).filter(({ expected, meaning }) => {
      const cued = mayStandHere(meaning, from) && (!isOnlyTown(meaning) || hasTypoCue(tokens, from));
      return cued && mayBeMisspelt(meaning) && typoDistance(typed, expected) !== undefined;
    });
    const longest = near[0];
    if (!longest) return undefined;
    const rivals = near.filter(
      (each) => each.to === longest.to && !meansTheSame(each.meaning, longest.meaning),
    );
    return rivals.length === 0 ? longest : undefined;
  }

  function mayStandHere(meaning: Meaning, from: number): boolean {
    if (meaning.crop !== undefined || hasTypoCue(tokens, from)) return true;
    if (isOnlyTown(meaning)) {
      return (
        (readings.crops.length > 0 && isSubjectOfProducing(tokens, from)) ||
        endsBehindCrop(tokens, from, isCropAt)
      );
    }
    if (!meaning.place?.department) return false;
    const last = readings.places.at(-1);
    return (
      isSubjectOfProducing(tokens, from) ||
      standsWithCrop(tokens, from, isCropAt) ||
      (last !== undefined && areListed(tokens, last.to, from))
    );
  }

  function isCropAt(index: number): boolean {
    const isRead = readings.crops.some((crop) => index >= crop.from && index < crop.to);
    return (
      isRead || lexicon.phrases.startingAt(tokens, index).some(({ meaning }) => meaning.crop !== undefined)
    );
  }

  function takeMisspeltWord(from: number): number | undefined {
    const typed = tokens[from]?.folded ?? '';
    const near = lexicon.near(typed).filter(({ meaning }) => mayStandHere(meaning, from));
    const fewest = Math.min(...near.map((each) => each.edits));
    const nearest = near.filter((each) => each.edits === fewest);
    const first = nearest[0];
    if (!first) return undefined;
    const surely = !isOnlyTown(first.meaning) || hasTypoCue(tokens, from);
    if (surely && nearest.every((each) => meansTheSame(each.meaning, first.meaning))) {
      return take(first.meaning, from, from + 1, 'typo');
    }
    // Several towns as near as each other ("neiba": Neira, Neiva), or one that may be a person: ask.
    const towns = nearest.flatMap(({ meaning }) =>
      isOnlyTown(meaning) ? (meaning.place?.municipalities ?? []) : [],
    );
    if (towns.length < nearest.length || towns.length > RIVALS_AT_MOST) return undefined;
    readings.places.push({ from, to: from + 1, name: typed, places: [], candidates: towns.map(candidate) });
    return from + 1;
  }
}

function isOnlyTown({ crop, place }: Meaning): boolean {
  return !crop && place !== undefined && !place.department && !place.group && !place.country;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}

function meansTheSame(a: Meaning, b: Meaning): boolean {
  if (a === b) return true;
  if (a.crop?.kind === 'crop' && b.crop?.kind === 'crop') {
    return a.crop.id === b.crop.id && a.crop.productId === b.crop.productId;
  }
  const department = a.place?.department?.place;
  return !a.crop && !b.crop && department !== undefined && department === b.place?.department?.place;
}

function addCrop(understood: Understood, reading: CropReading, span: Span) {
  const { sense } = reading;
  if (sense.kind === 'ambiguous') {
    if (understood.ambiguousCrops.some((crop) => crop.name === sense.name)) return;
    understood.ambiguousCrops.push({ name: sense.name, candidates: sense.candidates, span });
    understood.spans.push({ ...span, kind: 'crop', value: sense.candidates.join(' | '), rule: 'ambiguous' });
    return;
  }
  const rule: MentionRule = reading.spelling === 'typo' ? 'typo' : sense.rule;
  const mention: CropMention = {
    id: sense.id,
    ...(sense.productId === undefined ? {} : { productId: sense.productId }),
    span,
    rule,
  };
  understood.spans.push({ ...span, kind: 'crop', value: sense.productId ?? sense.id, rule });
  const isThere = understood.crops.some(
    (crop) => crop.id === mention.id && crop.productId === mention.productId,
  );
  if (!isThere) understood.crops.push(mention);
}

function addPlace(understood: Understood, reading: PlaceReading, span: Span) {
  const explain = (value: string, rule: string): ExplainedSpan => ({ ...span, kind: 'place', value, rule });
  if (reading.otherRegion) {
    const { name, departmentCodes } = reading.otherRegion;
    understood.otherRegions.push({ name, departmentCodes: [...departmentCodes], span });
    understood.spans.push(explain(name, 'no figures'));
    return;
  }
  if (reading.candidates.length > 0) {
    const [likeliest] = reading.candidates;
    const isSpelt = likeliest !== undefined && foldedWords(likeliest.name).join(' ') === reading.name;
    const name = isSpelt ? likeliest.name : span.text;
    understood.ambiguousPlaces.push({ name, candidates: reading.candidates, span });
    understood.spans.push(explain(reading.candidates.map((place) => place.code).join(' | '), 'ambiguous'));
    return;
  }
  const [first] = reading.places;
  if (!first) return;
  understood.spans.push(explain(reading.places.map((place) => place.code).join(' '), first.rule));
  for (const place of reading.places) {
    if (!understood.places.some((known) => known.code === place.code))
      understood.places.push({ ...place, span });
  }
}

function spanBetween(text: string, tokens: readonly Token[], reading: { from: number; to: number }): Span {
  const start = tokens[reading.from]?.start ?? 0;
  const end = tokens[reading.to - 1]?.end ?? start;
  return { text: text.slice(start, end), start, end };
}
