import type { Department, Municipality } from '../../shared/eva/figures.js';
import type { Lexicon } from './lexicon.js';
import { areListed, isMeantAsPlace, namesSettlement } from './placeCues.js';
import type { PlaceSense } from './placePhrases.js';
import { foldedWords, startsClause, type Token } from './tokens.js';
import type { MentionRule, PlaceCandidate, PlaceMention } from './understood.js';

/** A place phrase that the sentence means as a place, with what it stands for. Indices are of tokens, `to` exclusive. */
export interface PlaceReading {
  from: number;
  to: number;
  name: string;
  /** One place, or the departments of a region. */
  places: Omit<PlaceMention, 'span'>[];
  /** More than one place of this name, or one that may not be meant: ask. */
  candidates: PlaceCandidate[];
  otherRegion?: { name: string; departmentCodes: readonly string[] };
  /** The reading before this one belongs to it ("Huila, Pitalito") and is no mention of its own. */
  takesPrevious?: true;
}

interface Sentence {
  tokens: readonly Token[];
  lexicon: Lexicon;
  /** Place readings so far, in order. */
  previous: readonly PlaceReading[];
  /** Crops so far, by their tokens. */
  crops: readonly { from: number; to: number }[];
  departmentCode: string | null;
  /** Whether places are set against each other: then "Caldas, Antioquia" is a list of two. */
  compares: boolean;
}

const CONNECTORS = new Set(['en', 'de', 'del', 'departamento', 'municipio', 'el', 'la']);
const CONNECTORS_AT_MOST = 4;

/** "mi meta", "la meta": an aim; "un valle": a valley; "a cesar", "se chocó": verbs. */
const NOT_THE_DEPARTMENT: Readonly<Record<string, RegExp>> = {
  meta: /^(mi|tu|su|la|una|nuestra|esa|esta|como|cada|otra|misma|primera|unica|principal)$/,
  valle: /^(un|este|ese|mi|nuestro|cada|todo|aquel|cual)$/,
  cesar: /^(a|va|puede|debe|sin|don|julio|que)$/,
  choco: /^(se|carro|me|lo|yo|moto|bus|que)$/,
  magdalena: /^(maria|santa|do[ñn]a|se[ñn]ora)$/,
  amazonas: /^(las|unas)$/,
};

/** What follows "Colombia, Huila" where Huila is a department of which something is said, not a qualifier. */
const GOES_ON =
  /^(produ\w+|es|son|tiene|fue|siembra|cultiva|ocupa|aporta|da|lidera|sigue|va|queda|y|o|que|cosecha)$/;

/** Reads one phrase as a place; undefined where the sentence does not mean it so. */
export function readPlace(
  sense: PlaceSense,
  from: number,
  to: number,
  spelling: 'exact' | 'typo',
  sentence: Sentence,
): PlaceReading | undefined {
  const { tokens, lexicon, previous } = sentence;
  const name = tokens
    .slice(from, to)
    .map((token) => token.folded)
    .join(' ');
  const reading = { from, to, name, places: [], candidates: [] };
  if (sense.other) return { ...reading, otherRegion: sense.other };
  if (sense.group) {
    const group = sense.group.name;
    return {
      ...reading,
      places: sense.group.departments.map((place) => ({ ...ref(place), rule: 'nickname' as const, group })),
    };
  }

  const isCrop = (index: number) => sentence.crops.some((crop) => index >= crop.from && index < crop.to);
  const startsCrop = (index: number) =>
    lexicon.phrases.startingAt(tokens, index).some(({ meaning }) => meaning.crop !== undefined);
  const settlement = namesSettlement(tokens, from);
  const beside = departmentBeside(sense, from, to, sentence);
  if (sense.country) {
    const municipality = beside?.municipalities[0];
    const goesOn = beside && GOES_ON.test(tokens[beside.to]?.folded ?? '');
    if (municipality && beside && !goesOn && !beside.takesPrevious)
      return qualified(reading, municipality, beside);
    if (settlement && sense.municipalities[0]) return oneOf(reading, sense, spelling, sentence);
    return { ...reading, places: [{ level: 'country', code: 'CO', name: 'Colombia', rule: spelling }] };
  }
  if (sense.department) {
    const { place, rule } = sense.department;
    const before = tokens[from - 1]?.folded ?? '';
    if (NOT_THE_DEPARTMENT[name]?.test(before)) return undefined;
    if (name === 'valle' && /^(de|del)$/.test(tokens[to]?.folded ?? '')) return undefined;
    if (
      isMeantAsPlace(tokens, {
        from,
        to,
        readiness: 'town',
        continuesList: false,
        isCropWithout: false,
        isCrop,
        startsCrop,
      }) === 'no'
    )
      return undefined;
    if (sense.municipalities.length > 0) {
      if (beside && !beside.listed && beside.municipalities[0])
        return qualified(reading, beside.municipalities[0], beside);
      if (settlement && saysTheMunicipality(tokens, from, to))
        return oneOf(reading, sense, spelling, sentence);
    }
    return { ...reading, places: [{ ...ref(place), rule: spelling === 'typo' ? 'typo' : rule }] };
  }

  if (sense.municipalities.length === 0) return undefined;
  if (beside?.municipalities.length === 1 && beside.municipalities[0]) {
    return qualified(reading, beside.municipalities[0], beside);
  }
  const last = previous.at(-1);
  const continuesList =
    (last !== undefined && areListed(tokens, last.to, from)) || isListedWithNext(to, sentence);
  const withoutArticle = lexicon.phrases.startingAt(tokens, from + 1)[0];
  const meant = isMeantAsPlace(tokens, {
    from,
    to,
    readiness: sense.readiness,
    continuesList,
    isCropWithout: withoutArticle?.to === to && withoutArticle.meaning.crop !== undefined,
    isCrop,
    startsCrop,
  });
  if (meant === 'no') return undefined;
  if (meant === 'ask' && spelling === 'exact') {
    return { ...reading, candidates: (beside?.municipalities ?? sense.municipalities).map(candidate) };
  }
  if (beside && beside.municipalities.length > 1) {
    return { ...reading, to: Math.max(to, beside.to), candidates: beside.municipalities.map(candidate) };
  }
  return oneOf(reading, sense, spelling, sentence);
}

/** "Garzón y Pitalito": what stands in a list with a place is one. */
function isListedWithNext(to: number, { tokens, lexicon }: Sentence): boolean {
  for (const next of [to, to + 1, to + 2]) {
    if (!areListed(tokens, to, next)) continue;
    const place = lexicon.phrases.startingAt(tokens, next)[0]?.meaning.place;
    if (
      place &&
      (place.department !== undefined || (place.municipalities.length > 0 && place.readiness === 'town'))
    ) {
      return true;
    }
  }
  return false;
}

type Bare = Pick<PlaceReading, 'from' | 'to' | 'name' | 'places' | 'candidates'>;

interface Beside {
  municipalities: Municipality[];
  from: number;
  to: number;
  takesPrevious: boolean;
  /** Only a comma or nothing between, in a question that sets places against each other. */
  listed: boolean;
}

function qualified(reading: Bare, municipality: Municipality, beside: Beside): PlaceReading {
  return {
    ...reading,
    from: Math.min(reading.from, beside.from),
    to: Math.max(reading.to, beside.to),
    places: [{ ...ref(municipality), rule: 'beside' }],
    ...(beside.takesPrevious ? { takesPrevious: true } : {}),
  };
}

/** The only place of the name, the one in the asker's department, or the question which. */
function oneOf(
  reading: Bare,
  sense: PlaceSense,
  spelling: 'exact' | 'typo',
  sentence: Sentence,
): PlaceReading {
  const named = sense.official > 0 ? sense.municipalities.slice(0, sense.official) : sense.municipalities;
  const [only, ...others] = named;
  const rule: MentionRule = spelling === 'typo' ? 'typo' : sense.official > 0 ? 'exact' : 'alias';
  if (only && others.length === 0) {
    const exact = foldedWords(only.name).join(' ') === reading.name;
    return { ...reading, places: [{ ...ref(only), rule: rule === 'exact' && !exact ? 'alias' : rule }] };
  }
  const here = narrowed(
    named.filter((place) => place.department.code === sentence.departmentCode),
    reading.name,
  );
  if (here.length === 1 && here[0]) return { ...reading, places: [{ ...ref(here[0]), rule: 'context' }] };
  const seatsFirst = [...named].sort((a, b) => Number(isSeat(b)) - Number(isSeat(a)));
  return { ...reading, candidates: seatsFirst.map(candidate) };
}

/** The department that stands right after or right before a municipality's name, if one of that name lies in it. */
function departmentBeside(
  sense: PlaceSense,
  from: number,
  to: number,
  sentence: Sentence,
): Beside | undefined {
  if (sense.municipalities.length === 0) return undefined;
  const name = sentence.tokens
    .slice(from, to)
    .map((token) => token.folded)
    .join(' ');
  const inDepartment = (code: string) =>
    narrowed(
      sense.municipalities.filter((place) => place.department.code === code),
      name,
    );

  const after = departmentAfter(to, sentence);
  if (after) {
    const municipalities = inDepartment(after.department.code);
    const list = /,/.test(sentence.tokens[to]?.gap ?? '') && sentence.compares;
    if (municipalities.length > 0) {
      return { municipalities, from, to: after.to, takesPrevious: false, listed: list };
    }
  }
  const last = sentence.previous.at(-1);
  const department =
    last?.places.length === 1 && last.places[0]?.level === 'department' ? last.places[0] : undefined;
  if (last && department && !sense.department && isRightBefore(sentence.tokens, last.to, from)) {
    const municipalities = inDepartment(department.code);
    if (municipalities.length > 0) {
      return { municipalities, from: last.from, to, takesPrevious: true, listed: false };
    }
  }
  return undefined;
}

function departmentAfter(to: number, sentence: Sentence): { department: Department; to: number } | undefined {
  const { tokens, lexicon } = sentence;
  for (let index = to; index <= to + CONNECTORS_AT_MOST; index++) {
    const token = tokens[index];
    if (!token || (startsClause(token) && !/^\s*\(\s*$/.test(token.gap))) return undefined;
    const longest = lexicon.phrases.startingAt(tokens, index)[0];
    const department = longest?.meaning.place?.department?.place;
    if (longest && department) return { department, to: longest.to };
    if (!CONNECTORS.has(token.folded)) return undefined;
  }
  return undefined;
}

function isRightBefore(tokens: readonly Token[], departmentTo: number, from: number): boolean {
  if (from - departmentTo > CONNECTORS_AT_MOST) return false;
  const between = tokens.slice(departmentTo, from);
  return [...between, tokens[from]].every(
    (token, index) =>
      token !== undefined &&
      !startsClause(token) &&
      (index === between.length || CONNECTORS.has(token.folded)),
  );
}

/** Of several, the one whose official name is just this, if only one is. */
function narrowed(places: Municipality[], name: string): Municipality[] {
  if (places.length < 2) return places;
  const exact = places.filter((place) => foldedWords(place.name).join(' ') === name);
  return exact.length === 1 ? exact : places;
}

/** "el municipio de Caldas" itself, not "el municipio de Caldas que más produce". */
function saysTheMunicipality(tokens: readonly Token[], from: number, to: number): boolean {
  return (
    tokens[from - 2]?.folded === 'municipio' && !/^(que|con|donde|mas|menos)$/.test(tokens[to]?.folded ?? '')
  );
}

function isSeat(place: Municipality): boolean {
  return place.code.endsWith('001');
}

function ref(place: {
  level: PlaceMention['level'];
  code: string;
  name: string;
}): Pick<PlaceMention, 'level' | 'code' | 'name'> {
  return { level: place.level, code: place.code, name: place.name };
}

export function candidate(place: Municipality): PlaceCandidate {
  return { level: 'municipality', code: place.code, name: place.name, departmentName: place.department.name };
}
