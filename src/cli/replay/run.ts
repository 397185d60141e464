import { createKnowledge, loadKnowledge, type Knowledge } from '../../answering/knowledge/createKnowledge.js';
import { BrokenKnowledgeError, readEntries } from '../../answering/knowledge/readEntries.js';
import type { Remembered } from '../../answering/ports.js';
import {
  createClient,
  ProblemError,
  UnreachableError,
  type CompletedQuestion,
  type Conversation,
  type Location,
} from '../../client/index.js';
import type { Classifier } from '../../workers/inference/classification.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { apiAway, expectApi, findApiUrl } from '../findApi.js';
import { embedEntries } from '../knowledge/embedEntries.js';
import { openLocalAnswering, type LocalReply } from '../local/openAnswering.js';
import { replayText } from './text.js';

export interface ReplayOptions {
  model: string;
  data?: string;
  json?: boolean;
  url?: string;
}

/** One answer, as far as two can be compared. */
export interface Compared {
  model: string;
  dataset: string;
  intent: string;
  confidence: number;
  place: string | null;
  crops: string[];
  text: string;
}

export interface Replayed {
  text: string;
  before: Compared;
  after: Compared;
  /** Intent, crops, place and text are the same. */
  same: boolean;
}

type Turn = Conversation['turns'][number];

/**
 * Answers a kept question once more with another model, turn by turn of its conversation, for a person or as JSON.
 * @throws CliError
 */
export async function replay(
  id: string,
  { model, data, json, url }: ReplayOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string> {
  const { turns, question } = await turnsUpTo(id, url, env);
  const local = await openLocalAnswering(env, {
    model,
    ...(data !== undefined && { data }),
    openKnowledge,
  });
  try {
    let remembered: Remembered | null = null;
    let last: LocalReply | undefined;
    for (const turn of turns) {
      last = await local.answer({ text: turn.text!, location: placeSent(turn), remembered }, signal);
      remembered = last.reply.remember;
    }
    const before = comparedOf(question, question.model.revision, question.dataset.version);
    const after = comparedOf(last!.reply, last!.model.revision, last!.dataset.version);
    const same =
      before.intent === after.intent &&
      before.place === after.place &&
      before.crops.join() === after.crops.join() &&
      before.text === after.text;
    const replayed: Replayed = { text: turns.at(-1)!.text!, before, after, same };
    return json ? JSON.stringify(replayed, null, 2) : replayText(replayed);
  } finally {
    await local.close();
  }
}

async function turnsUpTo(
  id: string,
  url: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<{ turns: Turn[]; question: CompletedQuestion }> {
  const baseUrl = await findApiUrl(url, env);
  const apiKey = env.AGROBOT_API_KEY;
  await expectApi(baseUrl, apiKey);
  const client = createClient({ baseUrl, apiKey });
  try {
    const question = await client.get(id);
    if (question.status !== 'completed') {
      throw new CliError(`There is nothing to replay: ${id} is ${question.status}.`, EXIT.failed);
    }
    const { turns } = await client.conversation(question.conversation_id);
    const upTo = turns.slice(0, turns.findIndex((turn) => turn.question.id === id) + 1);
    // A turn that failed or was cancelled left nothing that later ones could lean on.
    const answered = upTo.filter((turn) => turn.text !== null && turn.question.status === 'completed');
    if (answered.at(-1)?.question.id !== id) {
      throw new CliError(`The text of ${id} is not kept any more.`, EXIT.failed);
    }
    return { turns: answered, question };
  } catch (error) {
    if (error instanceof ProblemError) throw new CliError(error.message, EXIT.failed, { cause: error });
    if (error instanceof UnreachableError) throw apiAway(error);
    throw error;
  }
}

/** The municipality that the request was taken to come from; where the question named its own it changes nothing. */
function placeSent({ question }: Turn): Location | null {
  const place = question.status === 'completed' ? question.entities.place : null;
  return place?.level === 'municipality' ? { municipality_code: place.code } : null;
}

/** The stored embeddings where they are of this model; else all is embedded anew, which takes the training data, too. */
async function openKnowledge(folder: string, classifier: Classifier): Promise<Knowledge> {
  try {
    return await loadKnowledge(folder, classifier.manifest.revision);
  } catch (error) {
    if (!(error instanceof BrokenKnowledgeError)) throw error;
  }
  const entries = await readEntries(folder);
  const embed = async (texts: string[]) => {
    const embeddings: Float32Array[] = [];
    for (const text of texts) embeddings.push((await classifier.classify(text)).embedding);
    return embeddings;
  };
  return createKnowledge(entries, await embedEntries(entries, embed));
}

function comparedOf(
  { intent, entities, answer }: Pick<CompletedQuestion, 'intent' | 'entities' | 'answer'>,
  model: string,
  dataset: string,
): Compared {
  return {
    model,
    dataset,
    intent: intent.name,
    confidence: intent.confidence,
    place: entities.place?.name ?? null,
    crops: entities.crops.map(({ name }) => name),
    text: answer.text,
  };
}
