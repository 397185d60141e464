import { createKnowledge } from '../../answering/knowledge/createKnowledge.js';
import { waysToAsk, type Entry } from '../../answering/knowledge/entry.js';
import { packVectors, type Vectors } from '../../answering/knowledge/vectors.js';
import { halves, readAsked } from './askedQuestions.js';
import { chooseThreshold } from './chooseThreshold.js';
import { fromRoot } from './openKnowledge.js';

/**
 * Embeddings of all ways to ask by one model, with the sureness from which an entry answers.
 * @param questions paraphrases with their topics, by which that is chosen; else the ones of the training data
 */
export async function embedEntries(
  entries: Entry[],
  embed: (texts: string[]) => Promise<Float32Array[]>,
  questions = fromRoot('training', 'data', 'knowledge-test.tsv'),
): Promise<Vectors> {
  const vectors = packVectors(await embed(entries.flatMap(waysToAsk)), Infinity);
  const knowledge = createKnowledge(entries, vectors);
  const { choosing } = halves(await readAsked(questions));
  const embeddings = await embed(choosing.map(({ question }) => question));
  // Every second one is asked once more of a knowledge base that lacks its entry: of the theoretical questions that
  // farmers ask, a third is taken to have none.
  const found = choosing.flatMap(({ topic, question }, index) => {
    const embedding = embeddings[index]!;
    const { nearest, sureness } = knowledge.find(question, embedding);
    const without = knowledge.find(question, embedding, ({ id }) => id !== topic);
    const whole = { sureness, isRight: nearest[0]?.id === topic };
    return index % 2 === 0 ? [whole, { sureness: without.sureness, isRight: false }] : [whole];
  });
  return { ...vectors, threshold: chooseThreshold(found) };
}
