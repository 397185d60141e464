import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A server that speaks as much of the OpenAI chat-completions API as AgroBot uses, and fails as real ones do. */
export interface LanguageModelStandIn {
  /** For OPENAI_BASE_URL. */
  url: string;
  /** Chat completions that were asked for, oldest first. */
  requests: ChatRequest[];
  /** What the next requests meet, one each; the last one serves all that follow. */
  meets(...turns: Turn[]): void;
  close(): Promise<void>;
}

export interface ChatRequest {
  headers: IncomingHttpHeaders;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    stream?: boolean;
    stream_options?: { include_usage?: boolean };
    max_tokens?: number;
    max_completion_tokens?: number;
    temperature?: number;
  };
  /** When the connection is gone: true where the asker left before the answer's end. */
  leftEarly: Promise<boolean>;
}

export type Turn =
  | {
      does: 'answer';
      text: string;
      /** Tells the tokens used, where they are asked for; by default it does. */
      usage?: boolean;
      finish?: 'stop' | 'length' | 'content_filter';
      /** Sends no more until it is fulfilled, once so many characters of the text are sent. */
      pause?: { afterCharacters: number; until: Promise<void> };
      /** Sent beside the answer before it, as servers of models that think first do. */
      thought?: string;
    }
  | { does: 'refuse'; status: number; headers?: Record<string, string>; code?: string; message?: string }
  /** Sends this much, then nothing, and keeps the connection; without a text not even the status. */
  | { does: 'stall'; text?: string }
  /** Sends this much, then the connection is gone. */
  | { does: 'cut'; text: string }
  /** Sends this much and ends in order, without a reason to finish. */
  | { does: 'end without finish'; text: string }
  | { does: 'error chunk'; text: string }
  | { does: 'malformed chunk'; text: string };

export interface StandInOptions {
  /** Any other gets a 401; by default none is asked for. */
  apiKey?: string;
  models?: string[];
  /** Parameters that get a 400, as newer models and older servers give it. */
  unsupported?: ('max_tokens' | 'temperature' | 'stream_options')[];
}

/** Token by token in odd sizes, so that words are split; the bytes on the wire are split anew, within letters too. */
const TEXT_SIZES = [3, 1, 5, 2, 7, 4];
const BYTE_SIZES = [301, 7, 457, 3, 129];

export async function startLanguageModelStandIn({
  apiKey,
  models = ['agro-mini'],
  unsupported = [],
}: StandInOptions = {}): Promise<LanguageModelStandIn> {
  const requests: ChatRequest[] = [];
  let turns: Turn[] = [{ does: 'refuse', status: 500, message: 'nothing to say' }];

  const server = createServer((request, response) => {
    void (async () => {
      if (apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`) {
        return refuse(
          response,
          401,
          `Incorrect API key provided: ${apiKey.slice(0, 3)}***.`,
          'invalid_api_key',
        );
      }
      if (request.method === 'GET' && request.url === '/v1/models') {
        const data = models.map((id) => ({
          id,
          object: 'model',
          created: 1_700_000_000,
          owned_by: 'agrobot',
        }));
        return sendJson(response, 200, { object: 'list', data });
      }
      if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
        return refuse(response, 404, `Unknown request URL: ${request.method} ${request.url}.`, 'unknown_url');
      }
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = JSON.parse(Buffer.concat(parts).toString()) as ChatRequest['body'];
      const leftEarly = new Promise<boolean>((resolve) => {
        response.once('close', () => resolve(!response.writableFinished));
      });
      requests.push({ headers: request.headers, body, leftEarly });
      if (!models.includes(body.model)) {
        return refuse(response, 404, `The model \`${body.model}\` does not exist.`, 'model_not_found');
      }
      const bad = unsupported.find((name) => name in body);
      if (bad) {
        return refuse(response, 400, `Unsupported parameter: '${bad}'.`, 'unsupported_parameter', {}, bad);
      }
      const turn = turns.length > 1 ? turns.shift()! : turns[0]!;
      await take(turn, body, response);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    meets: (...next) => (turns = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function take(turn: Turn, body: ChatRequest['body'], response: ServerResponse): Promise<void> {
  if (turn.does === 'refuse') {
    return refuse(response, turn.status, turn.message ?? 'refused', turn.code, turn.headers);
  }
  if (turn.does === 'stall' && turn.text === undefined) return;

  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const chunk = (delta: object, finish: string | null = null) =>
    event(body.model, { choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] });
  await send(response, chunk({ role: 'assistant', content: '' }));
  if (turn.does === 'answer' && turn.thought)
    await send(response, chunk({ reasoning_content: turn.thought }));

  const { text = '' } = turn;
  const pause = turn.does === 'answer' ? turn.pause : undefined;
  const parts = pause ? [text.slice(0, pause.afterCharacters), text.slice(pause.afterCharacters)] : [text];
  for (const [index, part] of parts.entries()) {
    if (index > 0) await pause!.until;
    await send(
      response,
      cut(part, TEXT_SIZES)
        .map((content) => chunk({ content }))
        .join(''),
    );
  }

  switch (turn.does) {
    case 'stall':
      return;
    case 'cut':
      response.socket?.destroy();
      return;
    case 'end without finish':
      response.end();
      return;
    case 'error chunk':
      await send(
        response,
        'data: {"error":{"message":"The server had an error.","type":"server_error"}}\n\n',
      );
      response.end();
      return;
    case 'malformed chunk':
      await send(response, 'data: {"id":"chatcmpl-1","choices":[{"delta":{"content":"y lueg\n\n');
      response.end();
      return;
    case 'answer':
      await send(response, chunk({}, turn.finish ?? 'stop'));
      if (turn.usage !== false && body.stream_options?.include_usage) {
        await send(response, event(body.model, { choices: [], usage: usageOf(body, text) }));
      }
      await send(response, 'data: [DONE]\n\n');
      response.end();
  }
}

/** A token for four characters: what a test can work out by itself. */
export function usageOf(body: ChatRequest['body'], text: string) {
  const prompt_tokens = Math.ceil(body.messages.reduce((sum, { content }) => sum + content.length, 0) / 4);
  const completion_tokens = Math.ceil(text.length / 4);
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

function event(model: string, rest: object): string {
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model, ...rest };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

async function send(response: ServerResponse, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  let at = 0;
  for (let index = 0; at < bytes.length; index++) {
    if (response.destroyed) return;
    const size = BYTE_SIZES[index % BYTE_SIZES.length]!;
    response.write(bytes.subarray(at, at + size));
    at += size;
    await nextTurn();
  }
}

function cut(text: string, sizes: readonly number[]): string[] {
  const parts: string[] = [];
  for (let at = 0, index = 0; at < text.length; index++) {
    const size = sizes[index % sizes.length]!;
    parts.push(text.slice(at, at + size));
    at += size;
  }
  return parts;
}

function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  code: string | null = null,
  headers: Record<string, string> = {},
  param: string | null = null,
): void {
  sendJson(response, status, { error: { message, type: 'invalid_request_error', param, code } }, headers);
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
