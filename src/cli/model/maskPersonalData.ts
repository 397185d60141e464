import { maskNames } from './maskNames.js';

/**
 * Takes out of a question what could tell who asked it: addresses of e-mail, sites and houses, accounts, coordinates,
 * numbers of telephones and documents, and names after the phrases that introduce them. A mark in square brackets stays
 * in its place. Rather one word too many than one too few; digits that were dictated as words are not found, which is
 * why a person reads the file before it is learned from.
 */
export function maskPersonalData(text: string): string {
  let masked = text.normalize('NFC');
  for (const [pattern, mark] of PATTERNS) masked = masked.replace(pattern, mark);
  masked = masked.replace(DOCUMENT, (_whole, word: string) => `${word} ${NUMBER}`);
  return maskNames(maskLongNumbers(masked));
}

const NUMBER = '[número]';
const COORDINATES = '[coordenadas]';
const LONG_NUMBER_DIGITS = 7;

/** In this order: the ending of an e-mail address looks like a site, and numbers hide in all of them. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu, '[correo]'],
  // Dictated; an arroba alone is a weight of 12.5 kg.
  [/[\p{L}\p{N}._-]+ arroba [\p{L}\p{N}-]+( punto \p{L}+)+/giu, '[correo]'],
  [/(https?:\/\/|www\.)[^\s<>"']*[^\s<>"'.,;:!?)]/giu, '[enlace]'],
  [
    /(?<![\p{L}\p{N}])[a-z0-9][a-z0-9.-]*\.(com|net|org|gov|edu)(\.[a-z]{2})?(?![\p{L}\p{N}])(\/[^\s,;!?]*)?/giu,
    '[enlace]',
  ],
  // The shorter endings are words too ("maíz.es bueno"), unless a path follows.
  [/(?<![\p{L}\p{N}])[a-z0-9-]+\.[a-z]{2,4}\/[^\s,;!?]+/giu, '[enlace]'],
  [/(?<![\p{L}\p{N}@])@[\p{L}_][\p{L}\p{N}._]*[\p{L}\p{N}_]/gu, '[usuario]'],
  [
    /(?<!\p{L})(calle|cll?e?|carrera|cra|kra?|cr|diagonal|diag|transversal|transv|avenida|av)\.?\s*\d+\s*\p{L}?(\s+bis)?(\s+(sur|norte|este|oeste))?\s*(#|n[o°º.]+|nro\.?|número|numero|con)\s*\d+\s*\p{L}?(\s*[-–]\s*\d+)?(?![\p{L}\p{N}])/giu,
    '[dirección]',
  ],
  // 4°36'35" N, 4.6097° N
  [
    /-?\d{1,3}([.,]\d+)?\s*[°º]\s*(\d{1,2}([.,]\d+)?\s*['’′]\s*(\d{1,2}([.,]\d+)?\s*(["”″]|''))?\s*[nsewo]?|[nsewo])(?!\p{L})/giu,
    COORDINATES,
  ],
  [/(?<!\p{L})(lat(itud)?|lon(g(itud)?)?)[\s:=]*-?\d{1,3}([.,]\d+)?/giu, COORDINATES],
  // Four decimals: 1.500, 2.300 are two numbers.
  [/(?<![\d.,])-?\d{1,3}[.,]\d{4,}\s*[,;/ ]\s*-?\d{1,3}[.,]\d{4,}/gu, COORDINATES],
  [/(?<![\d.,])-?\d{1,2}[.,]\d{5,}(?!\d)/gu, COORDINATES],
  [/(?<![\p{L}\p{N}])[2-9cfghjmpqrvwx]{4,8}\+[2-9cfghjmpqrvwx]{2,3}(?![\p{L}\p{N}])/giu, COORDINATES],
];

/** Whatever stands after such a word is a document's or an account's number, however short. */
const DOCUMENT =
  /(?<!\p{L})(c\.?\s?c\.?|t\.?\s?i\.?|c[eé]dula|nit|documento|identificaci[oó]n|pasaporte|cuenta|celular|cel|tel[eé]fono|tel|whatsapp|wasap)(?:\s+(?:de\s+ciudadan[ií]a|n[uú]mero|es|no|n°))*[\s.:#°]*\d[\d .-]{3,}\d/giu;

/** Digits with a little between them, as telephones and documents are written. */
const DIGITS = /\+?\(?\d(?:[ .,()–-]{0,3}\d)+/gu;
const AMOUNT_BEFORE = /\$\s*$/;
const AMOUNT_AFTER =
  /^\s*(de\s+)?(pesos|cop|usd|d[oó]lares|mil|millones|kilos?|kg|kilogramos|gramos|gr?|toneladas?|tons?|t|arrobas?|cargas?|bultos|quintales|libras|litros|lts?|hect[aá]reas?|has?|metros|mts?|m2|matas|plantas|[aá]rboles|semillas|pollos|gallinas|peces|alevinos)(?!\p{L})/iu;
const YEARS = /^(19|20)\d\d(\s*[ –-]\s*(19|20)\d\d)+$/;
const DATE = /^(\d{1,2}[-.]\d{1,2}[-.](19|20)\d\d|(19|20)\d\d-\d{1,2}-\d{1,2})$/;
/** "2018, 2019, 2020" and "10, 20, 30" are lists. */
const LIST = /, /;

function maskLongNumbers(text: string): string {
  return text.replace(DIGITS, (found: string, offset: number) => {
    const parts = LIST.test(found) ? found.split(LIST) : [found];
    const isAmount =
      AMOUNT_BEFORE.test(text.slice(0, offset)) || AMOUNT_AFTER.test(text.slice(offset + found.length));
    return parts
      .map((part) => {
        const digits = part.replace(/\D/g, '').length;
        if (digits < LONG_NUMBER_DIGITS || isAmount || YEARS.test(part) || DATE.test(part)) return part;
        return NUMBER;
      })
      .join(', ');
  });
}
