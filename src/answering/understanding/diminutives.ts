import { fold } from './tokens.js';

/**
 * Words whose small form is something else: "Rosita" is a woman, "colita" a tail, "coquito" a weed, "algodoncito" a
 * mealybug's wax; "limita" and "habita" are verbs.
 */
const NEVER_SMALL = new Set([
  'rosa',
  'col',
  'te',
  'lima',
  'haba',
  'coca',
  'nuez',
  'clavel',
  'dalia',
  'coco',
  'algodon',
]);
const SHORTEST = 3;

/**
 * How a farmer calls a thing dear to him: `yuca` → `yuquita`, `arroz` → `arrocito`, `aguacate` → `aguacatico`,
 * `limón` → `limoncito`. Singular, folded; none for names of several words.
 */
export function diminutives(name: string): string[] {
  const word = fold(name);
  if (name.includes(' ') || word.length < SHORTEST || NEVER_SMALL.has(word)) return [];
  if (/[nr]$/.test(word)) return [`${word}cito`];
  if (word.endsWith('z')) return [`${word.slice(0, -1)}cito`];
  if (word.endsWith('l')) return [`${word}ito`];
  if (/é$/.test(name)) return [`${word}cito`];
  if (/[íúáó]$/.test(name) || !/[aeo]$/.test(word)) return [];
  const ending = word.endsWith('a') ? 'a' : 'o';
  const stem = word.slice(0, -1);
  const soft = stem.replace(/c$/, 'qu').replace(/g$/, 'gu').replace(/z$/, 'c');
  // After a t Colombians say -ico: "tomatico" beside "tomatito".
  return [`${soft}it${ending}`, ...(stem.endsWith('t') ? [`${stem}ic${ending}`] : [])];
}
