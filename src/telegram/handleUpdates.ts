import { coarsePoint } from '../shared/contract/coarsePoint.js';
import type { Api } from 'grammy';
import type { CallbackQuery, Message, UserFromGetMe } from 'grammy/types';
import { ProblemError } from '../client/index.js';
import { failureText } from './answerText.js';
import { askInChat, type Asking } from './askInChat.js';
import { chipQuestion, readButton, type Pressed } from './buttons.js';
import { createChat, type Chat } from './chat.js';
import { readMessage, type Said } from './readMessage.js';
import { reasonOf } from './telegramCalls.js';
import { TEXTS } from './texts.js';
import type { Task, Turns } from './turns.js';

/** The API no longer knows a question, or a conversation. */
const isGone = (error: unknown) =>
  error instanceof ProblemError && (error.status === 404 || error.status === 410);

/** About one kilometre; more is not needed to name a municipality. */

/** What the bot does with what it is told. Both return at once: the work goes on in the chat's turn. */
export function createUpdateHandlers({ api, turns, ...asking }: Asking & { api: Api; turns: Turns }) {
  const { client, memory, log } = asking;

  /** Nothing that goes wrong in one chat may reach another, or end the process. */
  const guarded =
    (task: (signal: AbortSignal) => Promise<unknown>): Task =>
    async (signal) => {
      try {
        await task(signal);
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, 'a message was not answered');
      }
    };

  function inTurn(chat: Chat, task: (signal: AbortSignal) => Promise<unknown>): void {
    // Beside the line that is full.
    const refuse = () =>
      turns.take(
        `${chat.key}:full`,
        guarded(() => chat.send(TEXTS.tooMany)),
      );
    turns.take(chat.key, guarded(task), refuse);
  }

  async function reply(chat: Chat, said: Said, signal: AbortSignal): Promise<void> {
    switch (said.kind) {
      case 'question':
        return askInChat(asking, chat, said.text, signal);
      case 'location':
        return takeLocation(chat, said, signal);
      case 'unreadable':
        return void (await chat.send(TEXTS.onlyText));
      case 'command':
        if (said.name === 'olvidar') return forget(chat, signal);
        await chat.send(TEXTS.help);
    }
  }

  async function takeLocation(
    chat: Chat,
    point: { lat: number; lon: number },
    signal: AbortSignal,
  ): Promise<void> {
    const { waitsForLocation } = memory.read(chat.key);
    memory.update(chat.key, { location: coarsePoint(point), waitsForLocation: null });
    await chat.send(TEXTS.locationThanks, chat.isPrivate ? { remove_keyboard: true } : undefined);
    if (waitsForLocation !== null) await askInChat(asking, chat, waitsForLocation, signal);
  }

  async function forget(chat: Chat, signal: AbortSignal): Promise<void> {
    const { conversationId } = memory.read(chat.key);
    memory.forget(chat.key);
    let text = conversationId === null ? TEXTS.nothingToForget : TEXTS.forgotten;
    try {
      if (conversationId !== null) await client.forget(conversationId, { signal });
    } catch (error) {
      if (!isGone(error)) {
        log.warn({ reason: reasonOf(error) }, 'a conversation was not forgotten');
        memory.update(chat.key, { conversationId });
        text = TEXTS.notForgotten;
      }
    }
    await chat.send(text, chat.isPrivate ? { remove_keyboard: true } : undefined);
  }

  async function askChip(
    chat: Chat,
    { questionId, index }: Extract<Pressed, { kind: 'chip' }>,
    signal: AbortSignal,
  ): Promise<void> {
    let text: string | undefined;
    try {
      const question = await client.get(questionId, { signal });
      text = chipQuestion(question, index);
      // After a restart the conversation goes on. In a group the button may belong to somebody else's.
      if (chat.isPrivate && memory.read(chat.key).conversationId === null) {
        memory.update(chat.key, { conversationId: question.conversation_id });
      }
    } catch (error) {
      if (!isGone(error)) return void (await chat.send(failureText(error)));
    }
    if (text === undefined) await chat.send(TEXTS.oldButton);
    else await askInChat(asking, chat, text, signal);
  }

  async function rate(
    query: CallbackQuery,
    { questionId, rating }: Extract<Pressed, { kind: 'rating' }>,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await client.feedback(questionId, { rating }, { signal });
    } catch (error) {
      await api.answerCallbackQuery(query.id, { text: isGone(error) ? TEXTS.oldButton : TEXTS.ratingLost });
      return;
    }
    const text = rating === 'up' ? TEXTS.thanksForPraise : TEXTS.thanksForComplaint;
    await api.answerCallbackQuery(query.id, { text });
    // The thumbs go, and with them the doubt whether the press arrived.
    if (query.message) await api.editMessageReplyMarkup(query.message.chat.id, query.message.message_id);
  }

  return {
    message(message: Message, me: UserFromGetMe): void {
      const said = readMessage(message, me);
      if (said === undefined) return;
      const chat = createChat(api, message, message.from?.id ?? message.chat.id);
      inTurn(chat, (signal) => reply(chat, said, signal));
    },
    button(query: CallbackQuery): void {
      const pressed = readButton(query.data ?? '');
      const { message } = query;
      // A line of its own: a rating does not wait for the answer to another question.
      const aside = (task: (signal: AbortSignal) => Promise<unknown>) =>
        turns.take(`button:${query.id}`, guarded(task));
      if (pressed === undefined || message === undefined) {
        aside(() => api.answerCallbackQuery(query.id, { text: TEXTS.oldButton }));
      } else if (pressed.kind === 'rating') {
        aside((signal) => rate(query, pressed, signal));
      } else {
        aside(() => api.answerCallbackQuery(query.id));
        // Of a message that is too old Telegram tells only where it was, which is all that is needed.
        const chat = createChat(api, message, query.from.id);
        inTurn(chat, (signal) => askChip(chat, pressed, signal));
      }
    },
  };
}
