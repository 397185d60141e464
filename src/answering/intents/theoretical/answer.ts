import type { Source } from '../../../shared/contract/answer.js';
import { COMMON_KNOWLEDGE, type Entry } from '../../knowledge/entry.js';
import { spoken, type Answered, type Query } from '../../query.js';
import { fitShort } from '../../spanish/short.js';
import { TEXTS } from './texts.js';

/** The point in "1.600 metros" ends no sentence. */
const SENTENCE_END = /[.!?](?=\s|$)/g;
const CLAUSE_END = /[;:](?=\s)/g;

/** The entry of the knowledge base that answers; below the score that is sure enough an honest no, with the nearest. */
export function answer({ topics: { nearest, score, isSure } }: Query): Answered {
  const [best, ...others] = nearest;
  if (best === undefined || !isSure) {
    const text =
      nearest.length === 0
        ? TEXTS.notFound
        : `${TEXTS.notFound} ${TEXTS.near(nearest.map(({ title }) => title))}`;
    return spoken('no_topic', text, fitShort(TEXTS.notFoundShort), chipsFor(nearest));
  }
  const chips = chipsFor(others.slice(0, 1));
  return {
    rule: 'topic',
    text: best.answer,
    short: best.short ?? shortOf(best),
    data: { kind: 'knowledge', topic_id: best.id, score: Math.round(score * 100) / 100 },
    years: [],
    rows: [],
    sources: [sourceOf(best)],
    ...(chips && { action: chips }),
  };
}

function chipsFor(entries: readonly Entry[]): Answered['action'] {
  if (entries.length === 0) return undefined;
  return {
    type: 'clarify',
    chips: entries.map(({ title, questions }) => ({ label: title, question: questions[0]! })),
  };
}

/**
 * As many whole sentences as fit; of a long first one what stands before a semicolon or colon, and only where there is
 * none it is cut at a word.
 */
function shortOf({ answer: text }: Entry): string {
  const sentences = [...text.matchAll(SENTENCE_END)].map(({ index }) => text.slice(0, index + 1)).reverse();
  const clauses = [...(sentences.at(-1) ?? text).matchAll(CLAUSE_END)].map(
    ({ index }) => `${text.slice(0, index)}.`,
  );
  return fitShort(text, ...sentences, ...clauses.reverse(), sentences.at(-1) ?? text);
}

function sourceOf({ title, source: { name, document, url } }: Entry): Source {
  const publisher = name === COMMON_KNOWLEDGE ? TEXTS.commonKnowledge : name;
  return { title: document ?? title, publisher, ...(url !== undefined && { url }) };
}
