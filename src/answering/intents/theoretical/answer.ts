import type { Source } from '../../../shared/contract/answer.js';
import { COMMON_KNOWLEDGE, type Entry } from '../../knowledge/entry.js';
import { spoken, type Answered, type Query, type Unfinished } from '../../query.js';
import { fitShort } from '../../spanish/short.js';
import { TEXTS } from './texts.js';

/** The point in "1.600 metros" ends no sentence. */
const SENTENCE_END = /[.!?](?=\s|$)/g;
const CLAUSE_END = /[;:](?=\s)/g;
const CHIPS_BESIDE_WRITTEN = 2;

/**
 * The entry of the knowledge base that answers. Where none is sure enough a language model writes, if there is one,
 * from the nearest entries; else an honest no, with their titles.
 */
export function answer(query: Query): Answered | Unfinished {
  const { nearest, score, isSure } = query.topics;
  const [best, ...others] = nearest;
  if (best === undefined || !isSure) return query.canWrite ? toBeWritten(query) : noTopic(query);
  const chips = chipsFor(others.slice(0, 1));
  return {
    rule: 'topic',
    text: best.answer,
    short: best.short ?? shortOf(best.answer),
    data: { kind: 'knowledge', topic_id: best.id, score: Math.round(score * 100) / 100 },
    years: [],
    rows: [],
    sources: [sourceOf(best)],
    ...(chips && { action: chips }),
  };
}

/** An answer that a language model writes from what the knowledge base has that is near. */
export function toBeWritten(query: Query): Unfinished {
  const { nearest } = query.topics;
  const brief = {
    question: query.text,
    context: nearest.map(({ title, answer: text }) => ({ title, text })),
  };
  return {
    needs: 'writing',
    async complete(outside) {
      const written = await outside.write(brief);
      if (written === null) return { ...noTopic(query), degraded: ['llm'] };
      const chips = chipsFor(nearest.slice(0, CHIPS_BESIDE_WRITTEN));
      return {
        rule: 'written',
        text: written.text,
        short: shortOf(written.text),
        data: null,
        years: [],
        rows: [],
        sources: [
          { title: TEXTS.writtenBy(written.model), publisher: TEXTS.languageModel },
          ...nearest.map(sourceOf),
        ],
        disclaimer: TEXTS.disclaimer,
        ...(chips && { action: chips }),
      };
    },
  };
}

function noTopic({ topics: { nearest } }: Query): Answered {
  const text =
    nearest.length === 0
      ? TEXTS.notFound
      : `${TEXTS.notFound} ${TEXTS.near(nearest.map(({ title }) => title))}`;
  return spoken('no_topic', text, fitShort(TEXTS.notFoundShort), chipsFor(nearest));
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
function shortOf(text: string): string {
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
