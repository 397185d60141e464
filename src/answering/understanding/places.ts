import type { Department, Municipality } from '../../shared/eva/figures.js';
import {
  departmentBeside,
  GOES_ON,
  narrowed,
  otherDepartmentBehind,
  type Beside,
  type Sentence,
} from './departmentBeside.js';
import { areListed, isMeantAsPlace, namesSettlement } from './placeCues.js';
import type { PlaceSense } from './placePhrases.js';
import { foldedWords, type Token } from './tokens.js';
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

/** "mi meta", "la meta": an aim; "un valle": a valley; "a cesar", "se chocó": verbs. */
const NOT_THE_DEPARTMENT: Readonly<Record<string, RegExp>> = {
  meta: /^(mi|tu|su|la|una|nuestra|esa|esta|como|cada|otra|misma|primera|unica|principal)$/,
  valle: /^(un|este|ese|mi|nuestro|cada|todo|aquel|cual)$/,
  cesar: /^(a|va|puede|debe|sin|don|julio|que)$/,
  choco: /^(se|carro|me|lo|yo|moto|bus|que)$/,
  magdalena: /^(maria|santa|do[ñn]a|se[ñn]ora)$/,
  amazonas: /^(las|unas)$/,
};

/** "mi china", "una china": a child, in Boyacá and around. */
const NOT_THE_REGION: Readonly<Record<string, RegExp>> = {
  china: /^(mi|tu|su|una|esa|esta|nuestra|linda)$/,
};

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
  if (sense.other) {
    const isNot = NOT_THE_REGION[name]?.test(tokens[from - 1]?.folded ?? '') ?? false;
    return isNot ? undefined : { ...reading, otherRegion: sense.other };
  }
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
    // "el valle del Sinú", "la sabana de Sucre"
    if (/^(valle|la sabana)$/.test(name) && /^(de|del)$/.test(tokens[to]?.folded ?? '')) return undefined;
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
  const elsewhere = beside ? undefined : otherDepartmentBehind(to, sense, sentence);
  if (elsewhere) {
    const candidates = [...sense.municipalities.map(candidate), departmentCandidate(elsewhere.department)];
    return { ...reading, to: elsewhere.to, candidates };
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

function departmentCandidate({ code, name }: Department): PlaceCandidate {
  return { level: 'department', code, name, departmentName: name };
}

export function candidate(place: Municipality): PlaceCandidate {
  return { level: 'municipality', code: place.code, name: place.name, departmentName: place.department.name };
}
