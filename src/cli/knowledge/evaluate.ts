import { createRankByMeaning } from '../../answering/knowledge/byMeaning.js';
import { createRankByWords } from '../../answering/knowledge/byWords.js';
import { createKnowledge } from '../../answering/knowledge/createKnowledge.js';
import type { Entry } from '../../answering/knowledge/entry.js';
import { readVectors } from '../../answering/knowledge/vectors.js';
import { EXIT } from '../exitStatus.js';
import { readLabelledRows } from '../model/labelledFile.js';
import { halves, readAsked, type Asked } from './askedQuestions.js';
import { joinRanks } from './joinRanks.js';
import { fromRoot, withKnowledge, type Folders, type OpenKnowledge } from './openKnowledge.js';

export interface EvaluateOptions extends Folders {
  questions?: string;
  outside?: string;
  json?: true;
}

interface Found {
  questions: number;
  first: number;
  among_first_three: number;
}

/** Shares are fractions of one. */
export interface KnowledgeFigures {
  entries: number;
  ways_to_ask: number;
  /** Over all questions of the file. */
  by_meaning: Found;
  by_words: Found;
  /** By reciprocal rank, for comparison. */
  by_both_ranks: Found;
  /** As the product finds. */
  joined: Found;
  threshold: number;
  /** Joined, on the half of the questions that the threshold was not chosen on. */
  answered: number;
  right_when_answered: number;
  /** The same questions asked of a knowledge base without their entry: how many got another one. */
  wrongly_answered_without_entry: number;
  /** Of the out-of-scope questions: taken for theoretical and near enough to an entry. */
  outside: { questions: number; got_an_entry: number };
}

/** `agrobot knowledge evaluate`: how well entries are found, and how often there is one where there should be none. */
export function evaluateCommand(
  options: EvaluateOptions,
  { stdout, env }: { stdout: NodeJS.WritableStream; env: NodeJS.ProcessEnv },
): Promise<number> {
  return withKnowledge(options, env, async (opened) => {
    const figures = await measure(opened, options);
    stdout.write(options.json ? `${JSON.stringify(figures, null, 2)}\n` : asText(figures));
    return EXIT.ok;
  });
}

async function measure(
  { folder, entries, manifest, model }: OpenKnowledge,
  { questions, outside }: EvaluateOptions,
): Promise<KnowledgeFigures> {
  const [vectors, asked, labelled] = await Promise.all([
    readVectors(folder, entries, manifest.revision),
    readAsked(questions ?? fromRoot('training', 'data', 'knowledge-test.tsv')),
    readLabelledRows(outside ?? fromRoot('training', 'data', 'test.tsv')),
  ]);
  const rankByMeaning = createRankByMeaning(entries, vectors);
  const rankByWords = createRankByWords(entries);
  const knowledge = createKnowledge(entries, vectors);
  const readings = await model.classify(asked.map(({ question }) => question));

  const results = asked.map(({ topic, question }, index) => {
    const { embedding } = readings[index]!;
    const joined = knowledge.find(question, embedding);
    const [meaning, words] = [rankByMeaning(embedding), rankByWords(question)];
    return {
      topic,
      meaning: meaning.map(({ entry }) => entry),
      words: words.map(({ entry }) => entry),
      ranks: joinRanks(meaning, words),
      joined: joined.nearest,
      isSure: joined.isSure,
      isSureWithout: knowledge.find(question, embedding, ({ id }) => id !== topic).isSure,
    };
  });
  const found = (ranking: 'meaning' | 'words' | 'ranks' | 'joined'): Found => ({
    questions: results.length,
    first: share(results, (one) => one[ranking][0]?.id === one.topic),
    among_first_three: share(results, (one) => isAmong(one[ranking].slice(0, 3), one)),
  });

  const measuring = new Set(halves(asked).measuring);
  const measured = results.filter((_, index) => measuring.has(asked[index]!));
  const answered = measured.filter(({ isSure }) => isSure);

  const theoretical = manifest.labels.indexOf('theoretical');
  const strangers = labelled
    .filter(({ label, kind }) => label === 'out_of_scope' && (kind ?? 'plain') === 'plain')
    .map(({ question }) => question);
  const takenFor = await model.classify(strangers);
  const gotAnEntry = strangers.filter((question, index) => {
    const { probabilities, embedding } = takenFor[index]!;
    const isTaken = probabilities[theoretical]! >= manifest.thresholds.answer;
    return isTaken && knowledge.find(question, embedding).isSure;
  });
  return {
    entries: entries.length,
    ways_to_ask: vectors.rows,
    by_meaning: found('meaning'),
    by_words: found('words'),
    by_both_ranks: found('ranks'),
    joined: found('joined'),
    threshold: vectors.threshold,
    answered: share(measured, ({ isSure }) => isSure),
    right_when_answered: share(answered, (one) => one.joined[0]?.id === one.topic),
    wrongly_answered_without_entry: share(measured, ({ isSureWithout }) => isSureWithout),
    outside: { questions: strangers.length, got_an_entry: round(gotAnEntry.length / strangers.length) },
  };
}

function isAmong(entries: readonly Entry[], { topic }: Pick<Asked, 'topic'>): boolean {
  return entries.some(({ id }) => id === topic);
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : round(items.filter(holds).length / items.length);
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

function asText(figures: KnowledgeFigures): string {
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  const line = (name: string, { first, among_first_three }: Found) =>
    `${name.padEnd(14)}${percent(first).padStart(9)}${percent(among_first_three).padStart(16)}\n`;
  const { entries, ways_to_ask, joined, threshold, answered, right_when_answered, outside } = figures;
  return [
    `${entries} entries, ${ways_to_ask} ways to ask, ${joined.questions} questions never learned from\n\n`,
    `${''.padEnd(14)}${'first'.padStart(9)}${'first three'.padStart(16)}\n`,
    line('by meaning', figures.by_meaning),
    line('by words', figures.by_words),
    line('both ranks', figures.by_both_ranks),
    line('joined', joined),
    `\nfrom a sureness of ${threshold}: ${percent(answered)} answered, ${percent(right_when_answered)} of them right\n`,
    `${percent(figures.wrongly_answered_without_entry)} answered, wrongly, where their entry is taken away\n`,
    `${percent(outside.got_an_entry)} of ${outside.questions} out-of-scope questions get an entry\n`,
  ].join('');
}
