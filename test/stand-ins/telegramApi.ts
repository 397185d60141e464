import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message, MessageEntity, Update } from 'grammy/types';

export const TOKEN = '123456789:AAStandInTokenForTests_-0123456789';
export const BOT = {
  id: 123456789,
  is_bot: true,
  first_name: 'AgroBot',
  username: 'agrobot_test_bot',
} as const;

interface Button {
  text: string;
  callback_data?: string;
  request_location?: boolean;
}

export interface Keyboard {
  inline_keyboard?: Button[][];
  keyboard?: Button[][];
  remove_keyboard?: boolean;
}

/** What the bot sends with a call; each method has its own part of it. */
export interface Payload {
  chat_id: number;
  message_id: number;
  message_thread_id?: number;
  text: string;
  reply_markup?: Keyboard;
  commands: { command: string; description: string }[];
  offset?: number;
  timeout?: number;
}

export interface Call {
  method: string;
  payload: Payload;
  atMs: number;
}

/** What happens to the next call of a method instead of, or before, it is served. */
export type TelegramFault =
  | { kind: 'error'; status: number; description?: string; retryAfterS?: number }
  /** The connection breaks. */
  | { kind: 'drop' }
  /** It is served, but the connection breaks before the reply. */
  | { kind: 'drop reply' };

const MESSAGE_MAX = 4_096;
const BUTTON_DATA_MAX_BYTES = 64;

type Kept = Omit<Message, 'reply_markup'> & { reply_markup?: Keyboard | undefined };

/** A refusal as the Bot API words it. */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly description: string,
  ) {
    super(description);
  }
}
const bad = (description: string) => new Refused(400, `Bad Request: ${description}`);

/**
 * A Bot API server on loopback with one bot: hands out updates by long polling, keeps the messages of its chats, refuses
 * what Telegram refuses (https://core.telegram.org/bots/api), and fails as it is told. `person` writes to the bot.
 */
export async function startTelegramApi(host = '127.0.0.1') {
  const calls: Call[] = [];
  const updates: Update[] = [];
  const messages = new Map<number, Kept>();
  const faults = new Map<string, TelegramFault[]>();
  const taken = new Map<string, number>();
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of [...waiting]) check();
  };
  let lastUpdateId = 1_000;
  let lastMessageId = 0;

  /** Resolves with what `look` finds, as soon as it finds something. */
  const eventually = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = () => {
        const found = look();
        if (found === undefined) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, host);
  await once(server, 'listening');
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const payload = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Payload;
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (token !== TOKEN) return reply(response, 401, { description: 'Unauthorized' });
    calls.push({ method, payload, atMs: performance.now() });
    wake();
    const fault = faults.get(method)?.shift();
    if (fault?.kind === 'drop') return void request.socket.destroy();
    if (fault?.kind === 'error') {
      const { status, description = 'told to fail', retryAfterS } = fault;
      const parameters = retryAfterS === undefined ? {} : { parameters: { retry_after: retryAfterS } };
      return reply(response, status, { description, ...parameters });
    }
    try {
      const result = method === 'getUpdates' ? await poll(payload, response) : METHODS[method]?.(payload);
      if (result === undefined) throw new Refused(404, 'Not Found');
      if (fault?.kind === 'drop reply') return void request.socket.destroy();
      reply(response, 200, { result });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      reply(response, error.status, { description: error.description });
    }
  }

  /** An offset confirms all updates before it. */
  async function poll({ offset = 0, timeout = 0 }: Payload, response: ServerResponse): Promise<Update[]> {
    const confirmed = updates.findIndex(({ update_id }) => update_id >= offset);
    updates.splice(0, confirmed === -1 ? updates.length : confirmed);
    if (timeout === 0 || updates.length > 0) return [...updates];
    const timer = setTimeout(wake, timeout * 1_000);
    const untilMs = performance.now() + timeout * 1_000;
    response.once('close', wake);
    const news = await eventually(() =>
      updates.length > 0 || performance.now() >= untilMs || response.destroyed ? [...updates] : undefined,
    );
    clearTimeout(timer);
    return news;
  }

  const METHODS: Record<string, (payload: Payload) => unknown> = {
    getMe: () => BOT,
    deleteWebhook: () => true,
    setMyCommands: () => true,
    sendChatAction: () => true,
    answerCallbackQuery: () => true,
    sendMessage({ chat_id, text, reply_markup, ...rest }) {
      checkText(text);
      checkMarkup(reply_markup, chat_id);
      return keep({ chat: chatOf(chat_id), from: BOT, text, reply_markup, ...rest });
    },
    editMessageText({ chat_id, message_id, text, reply_markup }) {
      const message = messages.get(message_id);
      if (!message || message.chat.id !== chat_id) throw bad('message to edit not found');
      checkText(text);
      checkMarkup(reply_markup, chat_id);
      const same =
        message.text === text && JSON.stringify(message.reply_markup) === JSON.stringify(reply_markup);
      if (same) throw bad('message is not modified');
      return Object.assign(message, { text, reply_markup });
    },
    editMessageReplyMarkup({ message_id, reply_markup }) {
      const message = messages.get(message_id);
      if (!message) throw bad('message to edit not found');
      return Object.assign(message, { reply_markup });
    },
  };

  function keep(message: object): Kept {
    lastMessageId += 1;
    const kept = { message_id: lastMessageId, date: 1_795_000_000, ...message } as unknown as Kept;
    messages.set(lastMessageId, kept);
    return kept;
  }

  function deliver(update: object): void {
    lastUpdateId += 1;
    updates.push({ update_id: lastUpdateId, ...update });
    wake();
  }

  function nextCall(method: string): Promise<Call> {
    return eventually(() => {
      const index = calls.findIndex((call, at) => at >= (taken.get(method) ?? 0) && call.method === method);
      if (index === -1) return undefined;
      taken.set(method, index + 1);
      return calls[index];
    });
  }

  return {
    url,
    /** All calls, in the order in which they came. */
    calls,
    of: (method: string) => calls.filter((call) => call.method === method),
    /** The next call of a method that no one has taken yet; waits for it. */
    nextCall,
    /** The text of the next message that the bot sends, as it is sent. */
    nextText: async () => (await nextCall('sendMessage')).payload.text,
    failNext(method: string, ...next: TelegramFault[]) {
      faults.set(method, [...(faults.get(method) ?? []), ...next]);
    },
    /** The messages of a chat as they stand now, the bot's and the others'. */
    chat: (id: number) => [...messages.values()].filter((message) => message.chat.id === id),
    /** Removes a message, as whoever reads it may. */
    remove: (messageId: number) => messages.delete(messageId),
    /** Updates that the bot has not confirmed. */
    unconfirmed: () => updates.length,
    /** Somebody who writes to the bot: alone with it, or in a group (whose ids are negative). */
    person(id: number, chatId = id) {
      const from = { id, is_bot: false, first_name: 'Rosa' };
      const chat = chatOf(chatId);
      const send = (message: object) => {
        const sent = keep({ chat, from, ...message });
        deliver({ message: sent });
        return sent;
      };
      return {
        send,
        say: (text: string, more: object = {}) => send({ text, entities: entitiesOf(text), ...more }),
        shareLocation: (latitude: number, longitude: number) => send({ location: { latitude, longitude } }),
        /** Presses the button with this label under the newest message that has one. */
        press(label: string) {
          const message = [...messages.values()]
            .filter((one) => one.chat.id === chatId)
            .findLast((one) => buttonsOf(one).some(({ text }) => text === label));
          if (!message) throw new Error(`No message has a button "${label}".`);
          const { callback_data: data } = buttonsOf(message).find(({ text }) => text === label)!;
          deliver({
            callback_query: { id: String(lastUpdateId + 1), from, message, chat_instance: '1', data },
          });
        },
        /** A button of a message that is not here any more. */
        pressOld(data: string) {
          const message = { chat, message_id: 1, date: 0 };
          deliver({
            callback_query: { id: String(lastUpdateId + 1), from, message, chat_instance: '1', data },
          });
        },
      };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type TelegramApi = Awaited<ReturnType<typeof startTelegramApi>>;

function reply(response: ServerResponse, status: number, body: object): void {
  const ok = status === 200;
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ ok, ...(ok ? {} : { error_code: status }), ...body }));
}

const chatOf = (id: number) =>
  id > 0 ? { id, type: 'private', first_name: 'Rosa' } : { id, type: 'supergroup', title: 'Vereda' };

function checkText(text: unknown): void {
  if (typeof text !== 'string' || text.trim() === '') throw bad('message text is empty');
  if (text.length > MESSAGE_MAX) throw bad('message is too long');
}

const buttonsOf = ({ reply_markup: markup }: { reply_markup?: Keyboard | undefined }): Button[] =>
  markup?.inline_keyboard?.flat() ?? [];

function checkMarkup(markup: Keyboard | undefined, chatId: number): void {
  for (const { text, callback_data: data = '' } of buttonsOf({ reply_markup: markup })) {
    const bytes = Buffer.byteLength(data);
    if (text === '' || bytes < 1 || bytes > BUTTON_DATA_MAX_BYTES) throw bad('BUTTON_DATA_INVALID');
  }
  const asksLocation = markup?.keyboard?.flat().some((button) => button.request_location) ?? false;
  if (asksLocation && chatId < 0) throw bad('location can be requested in private chats only');
}

/** Commands and mentions as Telegram finds them. */
function entitiesOf(text: string): MessageEntity[] {
  return [...text.matchAll(/\/\w+(?:@\w+)?|@\w+/g)].map(({ 0: found, index }) => ({
    type: found.startsWith('/') ? ('bot_command' as const) : ('mention' as const),
    offset: index,
    length: found.length,
  }));
}
