import { isYearWord, relativeYear, type DataYears } from './relativeYears.js';
import { smallNumber } from './smallNumbers.js';
import type { Token } from './tokens.js';
import type { RelativeYear, UnderstoodYears } from './understood.js';

export interface YearReading {
  from: number;
  to: number;
  value: string;
  rule: 'number' | 'words' | 'range' | 'relative' | 'half-year';
}

export interface ReadYears extends UnderstoodYears {
  readings: YearReading[];
}

/** A year as one token or several: `2020`, `2O20`, `dos mil veinte`, `2.020`. */
interface YearAt {
  from: number;
  to: number;
  year: number;
  rule: 'number' | 'words';
  half: 'A' | 'B' | null;
}

/** Numbers before these words measure something: "2000 metros", "2020 toneladas". */
const MEASURES =
  /^(m|mt|mts|metros|msnm|mm|cm|km|ha|has|hectareas?|t|ton|toneladas?|kg|kilos?|kilogramos|gramos|libras?|arrobas?|bultos?|cargas?|cajas?|litros?|pesos|cop|dolares|mil|millones|matas?|palos?|plantas?|arboles|plantulas|semillas|vacas|gallinas|pollos|reses|cabezas|familias|personas|productores|fincas|grados|por|de (altura|altitud))$/;
const YEAR_CUES =
  /^(en|a[ñn]os?|de|del|desde|hasta|entre|y|e|al|el|a|para|durante|o|vs|versus|contra|antes|despues|campaña|cosecha|periodo|vigencia)$/;

export function readYears(tokens: readonly Token[], text: string, data: DataYears): ReadYears {
  const found = numberedYears(tokens, text, data);
  const readings: YearReading[] = found.map(({ from, to, year, rule }) => ({
    from,
    to,
    value: String(year),
    rule,
  }));
  const years = found.map((each) => each.year);
  const halves = new Set(found.map((each) => each.half).filter((half) => half !== null));

  let yearRange = rangeOf(tokens, found, data);
  let relative: RelativeYear | null = null;
  const said = found.length === 0 ? relativeYear(tokens, data) : undefined;
  if (said) {
    relative = said.relative;
    readings.push({ from: said.from, to: said.to, value: said.years.join('–'), rule: 'relative' });
    years.push(...said.years);
    const [from, to] = said.years;
    if (from !== undefined && to !== undefined) yearRange = { from, to };
  }
  const half = readHalf(tokens, readings, halves);
  const distinct = [...new Set(years)];
  return {
    years: distinct,
    yearRange,
    half,
    relative,
    yearsOutside: distinct.filter((year) => year < data.first || year > data.newest),
    readings,
  };
}

function numberedYears(tokens: readonly Token[], text: string, data: DataYears): YearAt[] {
  const found: YearAt[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const previous = found.at(-1);
    const year =
      yearAt(tokens, index) ?? shortYear(tokens, index, previous) ?? bareYear(tokens, index, text, data);
    if (!year) continue;
    found.push(year);
    index = year.to - 1;
  }
  return found;
}

function yearAt(tokens: readonly Token[], index: number): YearAt | undefined {
  const token = tokens[index];
  if (!token) return undefined;
  const before = tokens[index - 1]?.folded;
  const next = tokens[index + 1];

  const compact = /^([12][0o9][0-9ol]{2})([ab])?$/.exec(token.folded);
  if (compact?.[1] !== undefined && /\d.*\d/.test(compact[1])) {
    const year = Number(compact[1].replaceAll('o', '0').replaceAll('l', '1'));
    if (!isCalendarYear(year) || measuresSomething(tokens, index, before)) return undefined;
    const ownHalf = halfLetter(compact[2]);
    const halfNext = ownHalf ? null : halfAfter(token, next);
    return { from: index, to: index + (halfNext ? 2 : 1), year, rule: 'number', half: ownHalf ?? halfNext };
  }
  // "2.020": a year that was written like a quantity, believed only after a word that announces a year.
  if (
    token.folded === '2' &&
    next?.gap === '.' &&
    /^0\d\d$/.test(next.folded) &&
    /^(en|a[ñn]o|del|desde)$/.test(before ?? '')
  ) {
    const year = 2000 + Number(next.folded);
    if (!measuresSomething(tokens, index + 1, before))
      return { from: index, to: index + 2, year, rule: 'number', half: null };
  }
  if (token.folded === 'dos' && next?.folded === 'mil') return spelledYear(tokens, index);
  return undefined;
}

function isCalendarYear(year: number): boolean {
  return year >= 1950 && year <= 2049;
}

/** "2000 metros", "$2020", "a 2000 de altura": not a year. */
function measuresSomething(tokens: readonly Token[], index: number, before: string | undefined): boolean {
  const next = tokens[index + 1];
  if (next && !/[.;:?!¿¡()\n,]/.test(next.gap)) {
    if (MEASURES.test(next.folded)) return true;
    if (next.folded === 'de' && /^(altura|altitud)$/.test(tokens[index + 2]?.folded ?? '')) return true;
    if (next.folded === 'sobre') return true;
  }
  if (next && /^[.,]$/.test(next.gap) && /^\d+$/.test(next.folded)) return true;
  const gap = tokens[index]?.gap ?? '';
  if (gap.includes('$') || (/^[.,]$/.test(gap) && /^\d+$/.test(before ?? ''))) return true;
  // A round number without a year's word before it is as likely an altitude: "clima frío, 2000".
  return Number(tokens[index]?.folded) === 2000 && !YEAR_CUES.test(before ?? '');
}

/** "dos mil veinte", "dos mil veintidós", "dos mil 20", "dos mil treinta y uno"; "dos mil" alone is a quantity. */
function spelledYear(tokens: readonly Token[], index: number): YearAt | undefined {
  const tens = smallNumber(tokens[index + 2]?.folded);
  if (tens === undefined || tens > 49) return undefined;
  let to = index + 3;
  let year = 2000 + tens;
  const ones = tokens[to]?.folded === 'y' ? smallNumber(tokens[to + 1]?.folded) : undefined;
  if (tens >= 20 && tens % 10 === 0 && ones !== undefined && ones < 10) {
    year += ones;
    to += 2;
  }
  const next = tokens[to];
  if (next && !/[.,;:?!()]/.test(next.gap) && MEASURES.test(next.folded)) return undefined;
  return { from: index, to, year, rule: 'words', half: null };
}

/** "2018-19", "del 2015 al 19", "año 19", "’19": two figures only where a full year or the word year stands by. */
function shortYear(
  tokens: readonly Token[],
  index: number,
  previous: YearAt | undefined,
): YearAt | undefined {
  const token = tokens[index];
  if (!token || !/^\d{2}$/.test(token.folded)) return undefined;
  const between = previous ? tokens.slice(previous.to, index).map((each) => each.folded) : [];
  const afterYear =
    previous?.to === index
      ? /^\s?[-–/]\s?$/.test(token.gap)
      : previous !== undefined && between.length <= 2 && /^(al?|y|hasta)( el)?$/.test(between.join(' '));
  const announced = /^a[ñn]os?$/.test(tokens[index - 1]?.folded ?? '') || /['’]$/.test(token.gap);
  const next = tokens[index + 1];
  const measured =
    next !== undefined && (MEASURES.test(next.folded) || next.folded === 'de' || isYearWord(next.folded));
  if (measured || !(afterYear || announced)) return undefined;
  const year = 2000 + Number(token.folded);
  if (year > 2049 || (afterYear && previous !== undefined && year <= previous.year)) return undefined;
  return { from: index, to: index + 1, year, rule: 'number', half: null };
}

const OF_FIGURES =
  /^(cuant|produ[cj]|cosech|tonelad|area|hectare|rend|rind|dato|cifra|sembr|crec|aument|baj|cambi|evol|vari)/;
const OF_WEATHER = /^(clima|tiempo|pronostico|llov|lluev|lluvia|temperatura|hela|viento)/;

/** "en el 21"; "del 21" and "desde el 21" only in a question of figures. Two figures of a year that the data holds. */
function bareYear(
  tokens: readonly Token[],
  index: number,
  text: string,
  data: DataYears,
): YearAt | undefined {
  const token = tokens[index];
  if (!token || !/^\d{2}$/.test(token.folded)) return undefined;
  const year = 2000 + Number(token.folded);
  if (year < data.first || year > data.newest || /^\s*[%°º]|^[.,]\d/.test(text.slice(token.end)))
    return undefined;
  const lead = `${tokens[index - 2]?.folded ?? ''} ${tokens[index - 1]?.folded ?? ''}`;
  const any = (words: RegExp) => tokens.some(({ folded }) => words.test(folded));
  const announced = / del$|^desde el$/.test(lead) ? any(OF_FIGURES) : lead === 'en el';
  if (!announced || any(OF_WEATHER) || isCounted(tokens, index)) return undefined;
  return { from: index, to: index + 1, year, rule: 'number', half: null };
}

/** "20 bultos", "15 de mayo", "15 al 19 de mayo", "15-15-15". */
function isCounted(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  if (next === undefined || /[;:?!\n]/.test(next.gap)) return false;
  if (MEASURES.test(next.folded) || next.folded === 'de' || isYearWord(next.folded)) return true;
  if (/^\d+$/.test(next.folded)) return !/,/.test(next.gap);
  return /^(al?|y|o|hasta|en|del)$/.test(next.folded) && /^\d{1,2}$/.test(tokens[index + 2]?.folded ?? '')
    ? isCounted(tokens, index + 2)
    : false;
}

function rangeOf(
  tokens: readonly Token[],
  found: readonly YearAt[],
  data: DataYears,
): { from: number; to: number } | null {
  const [first, second] = found;
  if (!first) return null;
  const before = tokens.slice(Math.max(0, first.from - 3), first.from).map((token) => token.folded);
  const lead = before.filter((word) => !/^(el|los|a[ñn]os?)$/.test(word)).at(-1);
  if (second) {
    const between = tokens
      .slice(first.to, second.from)
      .map((token) => token.folded)
      .join(' ');
    const gap = tokens[second.from]?.gap ?? '';
    const spans =
      /^(al?|hasta)( el)?( a[ñn]o)?$/.test(between) ||
      (between === '' && /^\s*[-–—]\s*$/.test(gap)) ||
      (/^y( el)?$/.test(between) && lead === 'entre');
    return spans ? ordered(first.year, second.year) : null;
  }
  const opening = before.filter((word) => !/^(el|los|a[ñn]os?|de|del)$/.test(word)).at(-1);
  if (opening === 'desde' || (lead === 'de' && /\ba partir de/.test(before.join(' ')))) {
    return first.year <= data.newest ? { from: first.year, to: data.newest } : null;
  }
  if (opening === 'hasta') return first.year >= data.first ? { from: data.first, to: first.year } : null;
  return null;
}

function ordered(a: number, b: number) {
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

function halfLetter(letter: string | undefined): 'A' | 'B' | null {
  return letter === 'a' ? 'A' : letter === 'b' ? 'B' : null;
}

/** "2019-A", "2019 B", "2019-1"; "2019 a 2020" is no half-year. */
function halfAfter(year: Token, next: Token | undefined): 'A' | 'B' | null {
  if (!next) return null;
  if (/^[-–]$/.test(next.gap) && /^[ab12]$/.test(next.folded)) return /[a1]/.test(next.folded) ? 'A' : 'B';
  return next.gap === ' ' && next.folded === 'b' && year.end < next.start ? 'B' : null;
}

const FIRST = /^(primer|primero|primera|1|1er|1ro|i|a)$/;
const SECOND = /^(segundo|segunda|2|2do|2o|ii|b)$/;

function readHalf(
  tokens: readonly Token[],
  readings: YearReading[],
  halves: Set<'A' | 'B'>,
): 'A' | 'B' | null {
  tokens.forEach((token, index) => {
    if (!/^(semestre|mitad|cosecha)$/.test(token.folded)) return;
    const around: [string | undefined, number][] = [[tokens[index - 1]?.folded, index - 1]];
    if (token.folded === 'semestre') around.push([tokens[index + 1]?.folded, index + 1]);
    for (const [word, at] of around) {
      if (word === undefined || (token.folded !== 'semestre' && /^[ab12i]+$/.test(word))) continue;
      const half = FIRST.test(word) ? 'A' : SECOND.test(word) ? 'B' : null;
      if (!half) continue;
      halves.add(half);
      readings.push({
        from: Math.min(index, at),
        to: Math.max(index, at) + 1,
        value: half,
        rule: 'half-year',
      });
    }
    // "semestre A o B", "en el primer semestre o en el segundo"
    const rest = tokens.slice(index + 1, index + 6).map((next) => next.folded);
    if (rest.includes('o') && rest.some((word) => SECOND.test(word))) halves.add('A').add('B');
  });
  const [only] = halves;
  return halves.size === 1 && only ? only : null;
}
