import type { Entry } from '../../answering/knowledge/entry.js';
import { writeVectors } from '../../answering/knowledge/vectors.js';
import { neverSaid } from '../../answering/neverSaid.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { embedEntries } from './embedEntries.js';
import { withKnowledge, type Folders } from './openKnowledge.js';

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
    const vectors = await embedEntries(entries, embed, options.questions);
    await writeVectors(folder, entries, manifest.revision, vectors);
    stdout.write(
      `${entries.length} entries, ${vectors.rows} ways to ask, an answer from a sureness of ${vectors.threshold}\n`,
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
