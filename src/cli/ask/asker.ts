import {
  createClient,
  isFinished,
  type AskRequest,
  type CompletedQuestion,
  type FinishedQuestion,
  type Retry,
} from '../../client/index.js';
import { WAIT_MAX_S } from '../../shared/contract/limits.js';

/** An answer made in this process: nobody else knows the question, so it has no id to ask for it by. */
export type LocalAnswer = Omit<CompletedQuestion, 'id' | 'urls' | 'conversation_id'>;

export type Answered = FinishedQuestion | LocalAnswer;

/** Answers one question: through the API, or in this process itself. */
export type Asker = (request: AskRequest, signal: AbortSignal) => Promise<Answered>;

export interface ApiOptions {
  baseUrl: string;
  apiKey: string | undefined;
  patienceMs: number;
  onRetry?: (retry: Retry) => void;
}

/** Asks the API and lets it hold the reply back until the answer is there: one round trip a question. */
export function apiAsker(options: ApiOptions): Asker {
  const client = createClient(options);
  return async (request, signal) => {
    const question = await client.ask(request, { waitS: WAIT_MAX_S, signal });
    return isFinished(question) ? question : client.wait(question.id, { signal });
  };
}
