import type { Department, Municipality } from '../../shared/eva/figures.js';
import type { Lexicon } from './lexicon.js';
import type { PlaceSense } from './placePhrases.js';
import type { PlaceReading } from './places.js';
import { foldedWords, startsClause, type Token } from './tokens.js';

/** Bogotá is said to be in Cundinamarca as often as not. */
const BOGOTA = '11';

const CONNECTORS = new Set(['en', 'de', 'del', 'departamento', 'municipio', 'el', 'la']);

const CONNECTORS_AT_MOST = 4;

/** What follows "Colombia, Huila" where Huila is a department of which something is said, not a qualifier. */
export const GOES_ON =
  /^(produ\w+|es|son|tiene|fue|siembra|cultiva|ocupa|aporta|da|lidera|sigue|va|queda|y|o|que|cosecha)$/;

export interface Sentence {
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

export interface Beside {
  municipalities: Municipality[];
  from: number;
  to: number;
  takesPrevious: boolean;
  /** Only a comma or nothing between, in a question that sets places against each other. */
  listed: boolean;
}

/** The department that stands right after or right before a municipality's name, if one of that name lies in it. */
export function departmentBeside(
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

/**
 * "Sevilla, Magdalena": a department behind the name in which there is no such municipality. The hamlet of that name is
 * meant, or the department was mistaken: nobody can tell.
 */
export function otherDepartmentBehind(
  to: number,
  sense: PlaceSense,
  sentence: Sentence,
): { department: Department; to: number } | undefined {
  const { tokens, lexicon } = sentence;
  const index = /^(de|del)$/.test(tokens[to]?.folded ?? '') ? to + 1 : to;
  const token = tokens[index];
  if (!token || sentence.compares || !/^\s*[,(]?\s*$/.test(token.gap)) return undefined;
  if (sense.municipalities.some((place) => place.department.code === BOGOTA)) return undefined;
  const named = lexicon.phrases.startingAt(tokens, index)[0];
  const department = named?.meaning.place?.department;
  if (!named || department?.rule !== 'exact' || named.meaning.crop) return undefined;
  const isOfMore = GOES_ON.test(tokens[named.to]?.folded ?? '') || tokens[named.to]?.gap.includes(',');
  return isOfMore ? undefined : { department: department.place, to: named.to };
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
export function narrowed(places: Municipality[], name: string): Municipality[] {
  if (places.length < 2) return places;
  const exact = places.filter((place) => foldedWords(place.name).join(' ') === name);
  return exact.length === 1 ? exact : places;
}
