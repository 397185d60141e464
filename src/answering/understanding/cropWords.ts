import type { Crop } from '../../shared/eva/figures.js';
import {
  AMBIGUOUS_CROP_WORDS,
  COLOURED_THINGS,
  COLOUR_CROPS,
  CROP_ALIASES,
  DISH_WORDS,
  PRODUCT_ALIASES,
} from './cropAliases.js';
import { foldedWords, type Token } from './tokens.js';

/** What a crop word means: one crop, or several of which one must be asked for. */
export type CropSense =
  | { kind: 'crop'; id: string; productId?: string; rule: 'exact' | 'alias' }
  | { kind: 'ambiguous'; name: string; candidates: string[] };

/** Every way to write every crop, folded; the surest reading of equal words first. */
export function cropPhrases(crops: readonly Crop[]): { words: string[]; sense: CropSense }[] {
  const phrases: { words: string[]; sense: CropSense }[] = [];
  const add = (name: string, sense: CropSense) => {
    for (const form of withPlurals(name)) phrases.push({ words: foldedWords(form), sense });
  };
  const known = new Set(crops.map((crop) => crop.id));
  const cropOfProduct = new Map(
    crops.flatMap((crop) => crop.products.map((product) => [product.id, crop.id] as const)),
  );

  for (const { name, says, crops: ids } of AMBIGUOUS_CROP_WORDS) {
    const candidates = ids.filter((id) => known.has(id) || cropOfProduct.has(id));
    if (candidates.length < 2) continue;
    for (const word of says) add(word, { kind: 'ambiguous', name, candidates });
  }
  for (const crop of crops) {
    if (!crop.residual) add(crop.name, { kind: 'crop', id: crop.id, rule: 'exact' });
  }
  for (const [id, names] of Object.entries(CROP_ALIASES)) {
    if (!known.has(id)) continue;
    for (const name of names) add(name, { kind: 'crop', id, rule: 'alias' });
  }
  for (const crop of crops) {
    if (crop.residual) continue;
    for (const product of crop.products) {
      if (product.id === crop.id) continue;
      add(product.name, { kind: 'crop', id: crop.id, productId: product.id, rule: 'exact' });
    }
  }
  for (const [productId, names] of Object.entries(PRODUCT_ALIASES)) {
    const id = cropOfProduct.get(productId);
    if (id === undefined) continue;
    for (const name of names) add(name, { kind: 'crop', id, productId, rule: 'alias' });
  }
  return phrases;
}

/** Crop ids, product ids and ids of either that the tables of everyday names speak of; a test holds them to the data. */
export function aliasedIds(): { crops: string[]; products: string[]; either: string[] } {
  return {
    crops: Object.keys(CROP_ALIASES),
    products: Object.keys(PRODUCT_ALIASES),
    either: AMBIGUOUS_CROP_WORDS.flatMap((word) => word.crops),
  };
}

/** `papa criolla` → `papas criolla`, `papas criollas`; "de" and what follows it stay as they are. */
function withPlurals(name: string): string[] {
  const words = name.split(/\s+/);
  const [first = '', second, ...rest] = words;
  const forms = [name, [plural(first), second, ...rest].filter((word) => word !== undefined).join(' ')];
  if (second !== undefined && !/^(de|del|para|en|a|con|bajo)$/.test(second)) {
    forms.push([plural(first), plural(second), ...rest].join(' '));
  }
  if (/[íú]$/.test(first) && second === undefined) forms.push(`${first}es`);
  return forms;
}

function plural(word: string): string {
  if (/s$/i.test(word) || /\d/.test(word)) return word;
  if (/z$/i.test(word)) return `${word.slice(0, -1)}ces`;
  return /[aeiouáéíóú]$/i.test(word) ? `${word}s` : `${word}es`;
}

/** Whether the sentence lets the word be the crop: not a colour, a dish, a father, a pronoun. */
export function isMeantAsCrop(sense: CropSense, tokens: readonly Token[], from: number, to: number): boolean {
  const before = wordBefore(tokens, from);
  const secondBefore = tokens[from - 2]?.folded;
  if ((before === 'de' || before === 'con') && secondBefore !== undefined && DISH_WORDS.has(secondBefore)) {
    return false;
  }
  if (isOfAHamlet(before) || (/^(el|la|los|las)$/.test(before ?? '') && isOfAHamlet(secondBefore)))
    return false;
  if (sense.kind !== 'crop' || to - from > 1) return true;
  if (COLOUR_CROPS.has(sense.id) && before !== undefined && COLOURED_THINGS.has(before)) return false;
  if (sense.id === 'papa') return !isFather(tokens, from);
  if (sense.id === 'te') return (before === 'de' || before === 'del') && tokens[to]?.folded !== 'lo';
  if (sense.id === 'col' || sense.id === 'lima') return before !== 'ciudad';
  return true;
}

/** "vereda La Palma", "finca El Limón": a name. */
function isOfAHamlet(word: string | undefined): boolean {
  return word !== undefined && /^(vereda|corregimiento|caserio|barrio|hacienda)$/.test(word);
}

function wordBefore(tokens: readonly Token[], index: number): string | undefined {
  return tokens[index - 1]?.folded;
}

const PERSONAL =
  /^(mi|mis|tu|tus|su|sus|nuestro|nuestros|el|los|al|un|unos|ese|este|del|se[ñn]or|don|querido|hola)$/;
const PERSON_DOES =
  /^(dice|dicen|decia|dijo|quiere|quieren|siembra|siembran|sembraba|sembro|cultiva|cultivaba|tiene|tenia|vende|me|nos|y|murio|trabaja|sabe|cree|piensa|compro|heredo)$/;
const OF_A_POTATO =
  /^(criolla|pastusa|amarilla|negra|parda|china|sabanera|capira|sembrada|guardada|esta|se|con)$/;

/** "mi papá siembra maíz", "el papa de Juan", "papá dice …": potato is feminine and does nothing. */
function isFather(tokens: readonly Token[], index: number): boolean {
  const before = wordBefore(tokens, index);
  const after = tokens[index + 1]?.folded ?? '';
  if (before !== undefined && PERSONAL.test(before)) return !OF_A_POTATO.test(after);
  return (
    (before === undefined || before === 'y' || before === 'que') && PERSON_DOES.test(after) && after !== 'y'
  );
}
