import {
  isFinished,
  ProblemError,
  UnreachableError,
  type AskRequest,
  type Client,
  type FinishedQuestion,
  type Question,
} from '../client/index.js';
import { QUESTION_MAX_CHARACTERS } from '../shared/contract/limits.js';
import type { Logger } from '../shared/process/logger.js';
import { answerText, failureText } from './answerText.js';
import { buttonsUnder, LOCATION_KEYBOARD } from './buttons.js';
import type { Chat } from './chat.js';
import type { ChatMemory } from './chatMemory.js';
import { createLiveMessage, type LiveMessage } from './liveMessage.js';
import type { AskOutcome } from './metrics.js';
import { isTelegramError, reasonOf } from './telegramCalls.js';
import { TEXTS } from './texts.js';
import { keepTyping } from './typing.js';

/** What the bot needs of the public API. */
export type AgroBot = Pick<Client, 'ask' | 'get' | 'stream' | 'wait' | 'feedback' | 'forget'>;

/** Most answers are there within it, and one request is enough; one that takes longer is streamed. */
const WAIT_S = 1;

export interface Asking {
  client: AgroBot;
  memory: ChatMemory;
  log: Logger;
  /** Hears once of each question how it ended. */
  onEnded(outcome: AskOutcome): void;
  /** What the API knows a chat by, so that its limits count for each; undefined where the bot is one caller. */
  callerOf(chatKey: string): string | undefined;
}

/**
 * Answers one question in a chat, whatever happens; the signal ends it with a word about that. Throws only when Telegram
 * takes no message at all.
 */
export async function askInChat(
  asking: Asking,
  chat: Chat,
  text: string,
  signal: AbortSignal,
): Promise<void> {
  const { memory, log, onEnded } = asking;
  if (text.length > QUESTION_MAX_CHARACTERS) {
    await chat.send(TEXTS.tooLong);
    return;
  }
  const live = createLiveMessage(chat, (error) => {
    log.debug({ reason: reasonOf(error) }, 'an edit was skipped');
  });
  const stopTyping = keepTyping(chat.showTyping);
  try {
    const question = await answered(asking, chat, text, live, signal);
    onEnded(question.status);
    const needsLocation = question.status === 'completed' && question.action?.type === 'ask_location';
    memory.update(chat.key, { waitsForLocation: needsLocation ? text : null });
    await live.finish(
      answerText(question),
      question.status === 'completed' ? buttonsUnder(question) : undefined,
    );
    // Telegram lets only private chats ask for a location.
    if (needsLocation && chat.isPrivate) await chat.send(TEXTS.locationInvitation, LOCATION_KEYBOARD);
  } catch (error) {
    if (isTelegramError(error)) throw error;
    onEnded(signal.aborted ? 'stopped' : outcomeOf(error));
    if (!signal.aborted) logFailure(log, error);
    await live.finish(signal.aborted ? TEXTS.stopping : failureText(error));
  } finally {
    stopTyping();
  }
}

/** Shows what is written so far on the way. */
async function answered(
  asking: Asking,
  chat: Chat,
  text: string,
  live: LiveMessage,
  signal: AbortSignal,
): Promise<FinishedQuestion> {
  const { client, memory } = asking;
  let question = await accepted(asking, chat, text, signal);
  memory.update(chat.key, { conversationId: question.conversation_id });
  if (isFinished(question)) return question;
  for await (const event of client.stream(question.id, { signal })) {
    if (event.type === 'answer.delta') live.push(event.data.text);
    else if (event.type === 'answer.reset') live.reset();
    else if ('object' in event.data) question = event.data;
  }
  return isFinished(question) ? question : client.wait(question.id, { signal });
}

async function accepted(
  { client, memory, callerOf }: Asking,
  chat: Chat,
  text: string,
  signal: AbortSignal,
): Promise<Question> {
  const { conversationId, location } = memory.read(chat.key);
  const request: AskRequest = { question: text, ...(location && { location }) };
  const options = { waitS: WAIT_S, signal, onBehalfOf: callerOf(chat.key) };
  if (conversationId === null) return client.ask(request, options);
  try {
    return await client.ask({ ...request, conversation_id: conversationId }, options);
  } catch (error) {
    const isForgotten = error instanceof ProblemError && error.code === 'unknown_conversation';
    if (!isForgotten) throw error;
    return client.ask(request, options);
  }
}

function outcomeOf(error: unknown): AskOutcome {
  if (error instanceof UnreachableError) return 'unreachable';
  return error instanceof ProblemError ? 'refused' : 'broken';
}

/** A bot whose key is refused answers nobody: that is for the operator to see at once. */
function logFailure(log: Logger, error: unknown): void {
  if (error instanceof UnreachableError) log.warn({ reason: error.reason }, 'the api does not answer');
  else if (!(error instanceof ProblemError)) log.error({ reason: reasonOf(error) }, 'a question broke');
  else if (error.status === 401 || error.status === 403) {
    log.error({ code: error.code }, 'the api refuses AGROBOT_API_KEY');
  } else log.warn({ code: error.code }, 'the api refused a question');
}
