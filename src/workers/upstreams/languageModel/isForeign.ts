import { foldedWords } from '../../../answering/spanish/fold.js';

const words = (list: string) => new Set(list.trim().split(/\s+/));

/** Frequent words that hardly any neighbour shares. */
const SPANISH = words(`
  el los las y del lo su sus por un una es son con para que en se como mas sin si muy ya hay este esta estos estas cuando
  donde porque pero tambien cada entre sobre desde hasta usted le les agua suelo planta plantas siembra cultivo`);
const FOREIGN = words(`
  the and of to is are you with your this that it on for from be or not can should will have
  nao voce um com em sao dos das ou isso ao mais pode uma pelo pela
  les des et est vous pour avec dans du sur ce il ne pas sont aux
  di che per della sono gli nel anche piu
  der das und ist nicht mit fur sie ein eine auf den`);
/** Letters that neither Spanish nor a plant's Latin name has: another script, or one that looks like ours. */
const LETTERS_OF_OTHERS = /[^\P{L}A-Za-zÀ-ÿªºµ]/u;
/** No Spanish word is as long; encoded text is. */
const WORD_MAX_LETTERS = 28;
const TELLING_WORDS = 6;

/** Whether a sentence is plainly not Spanish: another language, another script, or encoded. */
export function isForeign(sentence: string): boolean {
  if (LETTERS_OF_OTHERS.test(sentence)) return true;
  const all = foldedWords(sentence);
  if (all.some((word) => word.length > WORD_MAX_LETTERS)) return true;
  const spanish = all.filter((word) => SPANISH.has(word)).length;
  const foreign = all.filter((word) => FOREIGN.has(word) && !SPANISH.has(word)).length;
  return (foreign >= 2 && foreign > spanish) || (all.length >= TELLING_WORDS && spanish === 0 && foreign > 0);
}
