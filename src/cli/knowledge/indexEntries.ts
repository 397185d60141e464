import { createKnowledge } from '../../answering/knowledge/createKnowledge.js';
import { waysToAsk, type Entry } from '../../answering/knowledge/entry.js';
import { packVectors, writeVectors } from '../../answering/knowledge/vectors.js';
import { neverSaid } from '../../answering/neverSaid.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { halves, readAsked } from './askedQuestions.js';
import { chooseThreshold } from './chooseThreshold.js';
import { fromRoot, withKnowledge, type Folders } from './openKnowledge.js';

export interface IndexOptions extends Folders {
  questions?: string;
}

/** `agrobot knowledge index`: embeddings of all ways to ask, and the score from which an entry answers. */
export function indexCommand(
  options: IndexOptions,
  { stdout, env }: { stdout: NodeJS.WritableStream; env: NodeJS.ProcessEnv },
): Promise<number> {
  return withKnowledge(options, env, async ({ folder, entries, manifest, model }) => {
    refuseForbidden(entries);
    const embed = async (texts: string[]) => (await model.classify(texts)).map(({ embedding }) => embedding);

    const ways = entries.flatMap(waysToAsk);
    const vectors = packVectors(await embed(ways), Infinity);
    const knowledge = createKnowledge(entries, vectors);
    const asked = await readAsked(options.questions ?? fromRoot('training', 'data', 'knowledge-test.tsv'));
    const { choosing } = halves(asked);
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
    const threshold = chooseThreshold(found);
    await writeVectors(folder, entries, manifest.revision, { ...vectors, threshold });
    stdout.write(
      `${entries.length} entries, ${ways.length} ways to ask, an answer from a sureness of ${threshold}\n`,
    );
    return EXIT.ok;
  });
}

function refuseForbidden(entries: readonly Entry[]) {
  for (const { id, answer, short = '' } of entries) {
    const found = neverSaid(`${answer} ${short}`);
    if (found.length === 0) continue;
    throw new CliError(
      `The entry "${id}" says what is never said (doses, brands, promises …): ${found.join(', ')}. Reword it.`,
      EXIT.failed,
    );
  }
}
