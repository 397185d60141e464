import { z } from 'zod';
import { SHORT_ANSWER_MAX_CHARACTERS } from '../../shared/contract/limits.js';
import { foldedWords } from '../spanish/fold.js';

/** The name of the source where no document is needed. */
export const COMMON_KNOWLEDGE = 'general agronomy';

/** One subject of the knowledge base, as a technician writes it in data/knowledge/*.json. */
export const entrySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case, digits and hyphens'),
  title: z.string().min(3).max(80),
  /** What the farmer reads: two to six sentences. */
  answer: z.string().min(200).max(800),
  /** For SMS and radio, where the first sentences of the answer would leave out what matters most. */
  short: z.string().max(SHORT_ANSWER_MAX_CHARACTERS).optional(),
  /** Ways to ask for it, each in other words. */
  questions: z.array(z.string().min(3)).min(8),
  tags: z.array(z.string()).min(1),
  source: z.strictObject({
    /** Who says so, or COMMON_KNOWLEDGE. */
    name: z.string().min(2),
    document: z.string().optional(),
    url: z.url().optional(),
  }),
});

export type Entry = z.infer<typeof entrySchema>;

/** What is found by: every way to ask, and the title where that is not one of them. */
export function waysToAsk({ title, questions }: Entry): string[] {
  return questions.some((question) => wayKey(question) === wayKey(title)) ? questions : [title, ...questions];
}

/** The same for ways to ask that differ in nothing but capitals, accents and punctuation. */
export function wayKey(way: string): string {
  return foldedWords(way).join(' ');
}
