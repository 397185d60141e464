/** A word or number of the question: how it reads folded, and where it stands. */
export interface Token {
  /** Lower case, no accents, ñ kept. */
  folded: string;
  /** As it was typed. */
  written: string;
  /** UTF-16 offsets into the original text, end exclusive. */
  start: number;
  end: number;
  /** What stands between the token before (or the start of the text) and this one, spaces and all. */
  gap: string;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const PLAIN = /^[a-z0-9]+$/;

/** Abbreviations of words in places' names, and the letters that stand for small words in messages. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  sta: 'santa',
  sto: 'santo',
  pto: 'puerto',
  dpto: 'departamento',
  depto: 'departamento',
  mpio: 'municipio',
  dptos: 'departamentos',
  deptos: 'departamentos',
  mpios: 'municipios',
  d: 'de',
  k: 'que',
  n: 'en',
  q: 'que',
  x: 'por',
  pa: 'para',
};

/**
 * Lower case and without accents, in whatever Unicode form it came; ñ is a letter of its own and stays.
 */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .toLowerCase()
    .replace(/n\u0303/g, 'ñ')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** For keyboards without ñ: "pina", "cana", "narino". */
export function withoutTilde(folded: string): string {
  return folded.replaceAll('ñ', 'n');
}

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let before = 0;
  for (const match of text.matchAll(WORD)) {
    const start = match.index;
    const end = start + match[0].length;
    const folded = fold(match[0]);
    tokens.push({
      folded: SHORT_FORMS[folded] ?? folded,
      written: match[0],
      start,
      end,
      gap: text.slice(before, start),
    });
    before = end;
  }
  return tokens;
}

/** Folded words of a name: `Bogotá, D.C.` → `bogota`, `d`, `c`. */
export function foldedWords(name: string): string[] {
  return tokenize(name).map((token) => token.folded);
}

/** True where one sentence or clause ends between the token before and this one. */
export function startsClause(token: Token): boolean {
  return /[.;:?!¿¡()\n]/.test(token.gap);
}

/** True where a name may run on over the gap: spaces, a hyphen, an abbreviation's dot; no comma, no new sentence. */
export function joins(token: Token, previous: Token): boolean {
  if (/^[\s\-–'’"«»]*$/.test(token.gap)) return true;
  return /^\.\s*$/.test(token.gap) && previous.end - previous.start <= 3;
}
