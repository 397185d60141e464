import { foldedWords } from '../../workers/inference/ngramFeatures.js';

/** Lower case, no accents, no punctuation: two questions that fold alike are one, as in training. */
export function foldQuestion(text: string): string {
  return foldedWords(text).join(' ');
}
