import { createRankByMeaning, type Ranked } from './byMeaning.js';
import { createRankByWords } from './byWords.js';
import type { Entry } from './entry.js';
import { joinScores } from './joinScores.js';
import { readEntries } from './readEntries.js';
import { readVectors, type Vectors } from './vectors.js';

/** What the knowledge base holds on a question: its nearest entries, best first, and how near the nearest one is. */
export interface Topics {
  nearest: Entry[];
  /** Cosine of the best entry's nearest way to ask, −1 to 1. */
  score: number;
  /** How sure the best entry is meant: its cosine, its lead over the next joint score, and how well its words fit. */
  sureness: number;
  /** Whether that is enough to answer with it. */
  isSure: boolean;
}

export const NO_TOPICS: Topics = { nearest: [], score: -1, sureness: -1, isSure: false };

export interface Knowledge {
  entries: readonly Entry[];
  /** @param fits leaves out entries that cannot be meant, however near */
  find(text: string, embedding: Float32Array, fits?: (entry: Entry) => boolean): Topics;
}

const TOPICS_FOUND = 3;
/** A word's score is some 10 to 60, a cosine at most 1. */
const WORDS_WEIGHT = 0.02;
/** A question this near to a way to ask is that way, typed with other accents or a slip: chips lead to their own topic. */
const SAME_QUESTION = 0.97;

/** Loads the entries of a folder with their embeddings. @throws BrokenKnowledgeError */
export async function loadKnowledge(folder: string, modelRevision: string): Promise<Knowledge> {
  const entries = await readEntries(folder);
  return createKnowledge(entries, await readVectors(folder, entries, modelRevision));
}

/**
 * Finds entries by meaning and by words: the embedding knows paraphrases, the words know names that training never met.
 * An entry answers where it is near and has no rival.
 */
export function createKnowledge(entries: readonly Entry[], vectors: Vectors): Knowledge {
  const rankByMeaning = createRankByMeaning(entries, vectors);
  const rankByWords = createRankByWords(entries);

  return {
    entries,
    find(text, embedding, fits = () => true) {
      const byMeaning = rankByMeaning(embedding).filter(({ entry }) => fits(entry));
      const byWords = rankByWords(text).filter(({ entry }) => fits(entry));
      const joined = joinScores(byMeaning, byWords);
      const [first] = joined;
      const [nearestInMeaning] = byMeaning;
      if (first === undefined || nearestInMeaning === undefined) return NO_TOPICS;

      const isSame = nearestInMeaning.score >= SAME_QUESTION;
      const best = isSame ? nearestInMeaning.entry : first.entry;
      const rivals = joined.filter(({ entry }) => entry !== best);
      const nearest = [best, ...rivals.map(({ entry }) => entry)].slice(0, TOPICS_FOUND);
      const score = scoreOf(best, byMeaning);
      const lead = scoreOf(best, joined) - (rivals[0]?.score ?? 0);
      const sureness = score + lead + WORDS_WEIGHT * scoreOf(best, byWords);
      return { nearest, score, sureness, isSure: isSame || sureness >= vectors.threshold };
    },
  };
}

/** 0 where it is not among them. */
function scoreOf(wanted: Entry, ranked: readonly Ranked[]): number {
  return ranked.find(({ entry }) => entry === wanted)?.score ?? 0;
}
