import { fold } from '../../../answering/spanish/fold.js';

// prettier-ignore
const SINGLE: Record<string, number> = {
  dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, once: 11, doce: 12,
  trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18, diecinueve: 19, veinte: 20,
  veintiun: 21, veintiuno: 21, veintiuna: 21, veintidos: 22, veintitres: 23, veinticuatro: 24, veinticinco: 25,
  veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29, treinta: 30, cuarenta: 40, cincuenta: 50,
  sesenta: 60, setenta: 70, ochenta: 80, noventa: 90, cien: 100, ciento: 100, doscientos: 200, doscientas: 200,
  trescientos: 300, trescientas: 300, cuatrocientos: 400, cuatrocientas: 400, quinientos: 500, quinientas: 500,
  seiscientos: 600, seiscientas: 600, setecientos: 700, setecientas: 700, ochocientos: 800, ochocientas: 800,
  novecientos: 900, novecientas: 900, mil: 1_000,
};
const SINGLE_WORD = new RegExp(
  String.raw`(?<!\bpor )\b(?:${Object.keys(SINGLE).join('|')})\b|(?<=\bpor )(?!cien)(?:${Object.keys(SINGLE).join('|')})\b`,
  'g',
);
const TENS_AND_ONE =
  /\b(treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa) y (un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)\b/g;

/** Folded, with numbers in digits: "Veintidós mililitros" → `22 mililitros`. */
export function withDigits(text: string): string {
  return fold(text)
    .replace(TENS_AND_ONE, (_, tens: string, one: string) => String(SINGLE[tens]! + (SINGLE[one] ?? 1)))
    .replace(SINGLE_WORD, (word) => String(SINGLE[word]));
}

const LETTER_FOR_DIGIT: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
};

/**
 * How a text reads to somebody who wants to: `g l i f o s a t o`, `gli-fo-sato`, `gl1fos4to`, `20 m.l.` and letters of
 * the same look become the word that they hide.
 */
export function undisguised(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Me}]/gu, '')
    .replace(/(?<=\p{L})[-_*·.'’|~](?=\p{L})/gu, '')
    .replace(/(?<![\p{L}\p{N}])\p{L}(?:[ ,]\p{L}){1,}(?![\p{L}\p{N}])/gu, (letters) =>
      letters.replace(/[ ,]/g, ''),
    )
    .replace(/(?<=\p{L})[013457](?=\p{L})/gu, (digit) => LETTER_FOR_DIGIT[digit]!);
}

/** A number as Colombia writes it: `1.600` → 1600, `2,5` → 2.5. */
export function numericValue(written: string): number {
  return Number(written.replace(/\.(?=\d{3}(?!\d))/g, '').replace(',', '.'));
}
