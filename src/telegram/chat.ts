import { GrammyError, type Api } from 'grammy';
import type { InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types';

/** The bot may send one message a second to a person and twenty a minute to a group; edits count too. */
const EDIT_INTERVAL_MS = 1_200;
const GROUP_EDIT_INTERVAL_MS = 4_000;

export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;

/**
 * Where an answer goes: the person, or in a group the message that it answers. Texts are sent as they are, without any
 * markup, so that nothing in them needs escaping. Each call may throw grammy's errors.
 */
export function createChat(api: Api, message: Message, personId: number) {
  const { id, type } = message.chat;
  const isPrivate = type === 'private';
  const topic =
    message.is_topic_message === true && message.message_thread_id !== undefined
      ? { message_thread_id: message.message_thread_id }
      : {};
  const inReply = isPrivate
    ? {}
    : { reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true } };
  const plain = { link_preview_options: { is_disabled: true } };

  return {
    /** What is remembered is one person's: in a group each has their own conversation and location. */
    key: isPrivate ? String(id) : `${id}:${personId}`,
    isPrivate,
    editIntervalMs: isPrivate ? EDIT_INTERVAL_MS : GROUP_EDIT_INTERVAL_MS,
    /** Returns the id of the new message. */
    async send(text: string, markup?: Markup): Promise<number> {
      const { message_id: sent } = await api.sendMessage(id, text, {
        ...plain,
        ...topic,
        ...inReply,
        ...(markup && { reply_markup: markup }),
      });
      return sent;
    },
    async edit(messageId: number, text: string, markup?: InlineKeyboardMarkup): Promise<void> {
      try {
        await api.editMessageText(id, messageId, text, { ...plain, ...(markup && { reply_markup: markup }) });
      } catch (error) {
        // It arrived the first time, and only its confirmation was lost.
        const isDone = error instanceof GrammyError && error.description.includes('message is not modified');
        if (!isDone) throw error;
      }
    },
    async showTyping(): Promise<void> {
      await api.sendChatAction(id, 'typing', topic);
    },
  };
}

export type Chat = ReturnType<typeof createChat>;
