import { neverSaid } from '../../../answering/neverSaid.js';
import { fold, foldedWords } from '../../../answering/spanish/fold.js';
import { isForeign } from './isForeign.js';
import { numericValue, undisguised, withDigits } from './readings.js';
import { INSTRUCTIONS, MESSAGE } from './texts.js';

export type LeftOut =
  /** What no text of AgroBot says. */
  | 'never'
  /** A figure that the notes do not have. */
  | 'figure'
  /** An address, a telephone or a source that the notes do not have. */
  | 'contact'
  | 'language'
  /** The instructions, or talk of them. */
  | 'prompt';

/**
 * Why a sentence of a language model may not be shown, or null. Rather a harmless sentence too many than a dose too
 * few.
 * @param before the end of what was shown before it: "Use 20." and "Mililitros por litro." are one dose
 */
export function whyLeftOut(sentence: string, before: string, { notes, mark }: Allowed): LeftOut | null {
  if (saysNever(sentence, before) || namesGrade(sentence, notes)) return 'never';
  if (givesAway(sentence, mark)) return 'prompt';
  if (namesContact(sentence, notes)) return 'contact';
  if (hasUnknownFigure(sentence, notes)) return 'figure';
  if (isForeign(sentence)) return 'language';
  return null;
}

export interface Allowed {
  /** What the model was given to lean on. */
  notes: string;
  /** Between which its message stood. */
  mark: string;
}

function saysNever(sentence: string, before: string): boolean {
  const earlier = before.slice(-BEFORE_CHARACTERS).replace(/[.;:!?]+(?=\s|$)|\n/g, ' ');
  return [sentence, undisguised(sentence)].some((reading) => {
    const alone = withDigits(reading);
    if (neverSaid(reading).length > 0 || neverSaid(alone).length > 0) return true;
    if (RULES.some((rule) => rule.test(alone))) return true;
    if (earlier === '') return false;
    const start = withDigits(earlier);
    const known = new Set(neverSaid(start));
    return neverSaid(`${start} ${alone}`).some((words) => !known.has(words));
  });
}

const BEFORE_CHARACTERS = 160;

/** Beyond `neverSaid`: what a person writing these texts has good use for, but a model has not. Over folded text. */
const RULES: readonly RegExp[] = [
  // Units of doses, also without a number, or in English.
  /\b(?:ml|mls|mililitros?|milliliters?|centilitros?|cc|c\.c|cm3|c(?:m|entimetros?) cubicos|mg|miligramos?|ppm|gramos?|grams?|onzas?|ounces?|cucharad(?:it)?as?|tea ?spoons?|table ?spoons?)\b/,
  /\bdosis\b.*\d|\d.*\bdosis\b/,
  /\bpor\s+(?:cada\s+)?(?:bombas?|bombadas?|fumigadoras?|canecas?|baldes?|tanques?|galon(?:es)?)\b/,
  // Recipes of the house.
  /\b(?:licu|mezcl|disuelv|dilu|extracto|purin|caldo|macer|fermento)[^.]*\d+\s*(?:litros?|l\b|kilos?|kg|libras?|cabezas|partes?)/,
  // Waiting after a treatment, however it is put.
  /^(?=.*\d+\s*(?:dias?|horas?|semanas?|mes(?:es)?))(?=.*\b(?:medicament|antibiotic|purg|vermifug|desparasit|inyec|droga|plaguicid|insecticid|fungicid|herbicid|veneno|fumig))/,
  /\b(?:fumig|asperj|apli(?:c|qu)|inyect|purg|desparasit|vacun)[^.]{0,60}\bcada\s+(?:\d+|otr[oa])\s*(?:dias?|semanas?|mes(?:es)?|horas?)/,
  /\b(?:proporcion|relacion|mezcla)\b[^.]{0,30}\d+\s*(?::|a|por)\s*\d+/,
  // Active substances by family.
  /\b[a-z]{3,}(?:sulfuron|triona|fenozida|clofop|oxifeno?|boscalid|azoles?)\b|\bazadiractina\b/,
  // Houses and trade names beside those of `neverSaid`.
  /\b(?:bayer|syngenta|basf|corteva|monsanto|adama|fmc|pioneer|dekalb|yara|creolina|italcol|solla|purina)\b/,
  /\bseguro (?:que )?(?:va|van|vamos) a\b/,
  // What a poisoned person should swallow; what is grown for drugs.
  /\b(?:intoxic|envenen).*\b(?:tom|beb|vomit|leche|carbon|aceite)|\b(?:marihuana|cannabis|amapola)\b/,
];

/** Of a fertiliser, which the soil's analysis decides: `15-15-15`; fine where a note explains what that is. */
function namesGrade(sentence: string, notes: string): boolean {
  return (sentence.match(/\b\d{1,2}-\d{1,2}-\d{1,2}\b/g) ?? []).some((grade) => !notes.includes(grade));
}

const ABOUT_ITSELF =
  /\b(?:mis|estas|las|sus) instrucciones (?:son|dicen|anteriores|del sistema|iniciales|internas)|\bmis (?:instrucciones|reglas)\b|(?:system prompt|prompt|mensaje) (?:del sistema|de sistema|inicial)|\bsystem prompt\b|\bmodelo de lenguaje\b|\bcomo (?:una )?(?:ia|inteligencia artificial)\b|\b(?:modo desarrollador|modo dan)\b/;
/** So many words in a row of the instructions are no accident. */
const GIVEN_AWAY_WORDS = 8;

function givesAway(sentence: string, mark: string): boolean {
  if (sentence.includes(mark) || ABOUT_ITSELF.test(fold(sentence))) return true;
  const words = foldedWords(sentence);
  for (let at = 0; at + GIVEN_AWAY_WORDS <= words.length; at++) {
    if (INSTRUCTION_WORDS.includes(` ${words.slice(at, at + GIVEN_AWAY_WORDS).join(' ')} `)) return true;
  }
  return false;
}

/** Without the lines on whom to call: an answer that says the same has understood them. */
const INSTRUCTION_WORDS = [...INSTRUCTIONS.split('\n'), MESSAGE.task]
  .filter((line) => !/\b(?:ICA|123)\b/.test(line))
  .map((line) => ` ${foldedWords(line).join(' ')} `)
  .join('\n');

const ADDRESS =
  /https?:\/\/\S+|\bwww\.\S+|\S+@\S+\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|gob|info|io|co)\b(?:\/\S*)?/gi;
const LONG_NUMBER = /\+?\d(?:[\s()-]{0,2}\d){6,}/g;
const CALL =
  /(?:\bllam[ea]r?|\bmar(?:que|car)|\blinea|\btelefono|\bcelular|\bwhatsapp|\bnumero)\b[^.]{0,40}?[#*]?\b(\d{3,6})\b/g;
const NUMBERED_RULE =
  /\b(?:ley|decreto|resolucion|norma|ntc|articulo|circular|acuerdo|conpes)\s+(?:ica\s+|n(?:o|ro|umero)?\.?\s*°?\s*)?(\d+)/g;
const STUDY =
  /\b(?:segun|de acuerdo con|como (?:muestra|indica|dice))\s+(?:\p{L}+\s+){0,3}?(?:estudios?|informes?|investigacion(?:es)?|encuestas?|censos?|estadisticas|cifras|datos|reportes?|manual(?:es)?|cartillas?)\b/u;
/** The country's line for every emergency, which the instructions name. */
const EMERGENCY = '123';

function namesContact(sentence: string, notes: string): boolean {
  const folded = fold(sentence);
  const known = fold(notes);
  const knownNumbers = new Set(known.match(/\d+/g));
  // A range of heights or years is no telephone: 1.200-1.800, 2015-2019.
  const withoutFigures = folded
    .replace(/\d{1,3}(?:\.\d{3})+/g, '#')
    .replace(/\b(?:19|20)\d\d\s*-\s*(?:19|20)\d\d\b/g, '#');
  return (
    (folded.match(ADDRESS) ?? []).some((address) => !known.includes(address.replace(/[.,;:)»"]+$/, ''))) ||
    (withoutFigures.match(LONG_NUMBER) ?? []).some((number) => !digitsOf(known).includes(digitsOf(number))) ||
    [...folded.matchAll(CALL)].some(([, number]) => number !== EMERGENCY && !knownNumbers.has(number!)) ||
    [...folded.matchAll(NUMBERED_RULE)].some(([, number]) => !knownNumbers.has(number!)) ||
    (STUDY.test(folded) && !STUDY.test(known))
  );
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Not the 4 of "R4T". */
const NUMBER = String.raw`(?<![a-z\d]|\d[.,])\d+(?:[.,]\d+)*`;
const UNIT = String.raw`toneladas?|tons?\b|tn\b|t\b|hectareas?|has?\b|fanegadas?|kg\s*/|kilos?\s+por|kilogramos?\s+por|quintales|arrobas?|cargas?|bultos?|litros? de leche|%|por ciento|por mil|pesos|dolares|cop\b|usd\b`;
const MEASURED = new RegExp(
  String.raw`(?:(${NUMBER})\s*(?:a|o|y|-|–|hasta)\s*)?(${NUMBER})\s*(?:de\s+)?(?:(millon(?:es)?)\s*(?:de\s+)?)?(${UNIT}|(?<=millon(?:es)?\s*))`,
  'g',
);
const MONEY = new RegExp(String.raw`\$\s*(${NUMBER})`, 'g');
const UNCOUNTED =
  /\b(?:medio|un) millon\b|\bmillones de (?:toneladas|hectareas|pesos)\b|\bmiles de (?:toneladas|hectareas|millones)\b/;

/** A quantity of harvest, land or money, or a share, that is not in the notes. "1 hectárea" is a measure, no figure. */
function hasUnknownFigure(sentence: string, notes: string): boolean {
  const folded = withDigits(sentence);
  const figures = figuresIn(folded);
  const known = withDigits(notes);
  if (figures.length === 0) return UNCOUNTED.test(folded) && !UNCOUNTED.test(known);
  const knownFigures = new Set(figuresIn(known));
  return figures.some((figure) => figure !== '1 h' && !knownFigures.has(figure));
}

/** Value and kind of unit of each: `12.5 t`, `45000 $`. */
function figuresIn(folded: string): string[] {
  const measured = [...folded.matchAll(MEASURED)].flatMap(([, from, to, millions = '', unit = '']) =>
    [from, to]
      .filter((value) => value !== undefined)
      .map((value) => `${numericValue(value)} ${millions && 'millions '}${kindOf(unit)}`),
  );
  const money = [...folded.matchAll(MONEY)].map(([, value]) => `${numericValue(value!)} $`);
  return [...measured, ...money];
}

/** `t/ha` and `toneladas por hectárea` are one kind, as are `%` and `por ciento`, `$` and `pesos`. */
function kindOf(unit: string): string {
  if (/^(?:%|por c)/.test(unit)) return '%';
  if (/^(?:pesos|cop)/.test(unit)) return '$';
  if (/^k/.test(unit)) return 'k';
  return /^[th]/.test(unit) ? unit.charAt(0) : unit.slice(0, 4);
}
