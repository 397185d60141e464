import type OpenAI from 'openai';
import { LanguageModelFailure, requestFailure, streamFailure } from './failure.js';
import type { Prompt } from './prompt.js';

export type ChatPiece = { text: string } | Usage | { finish: 'stop' | 'length' | 'filtered' };

/** In tokens, as the server counts them. */
export interface Usage {
  totalTokens: number;
  /** Not every server that tells the sum tells its parts. */
  inputTokens: number | undefined;
  outputTokens: number | undefined;
}

export interface ChatLimits {
  firstTokenMs: number;
  betweenTokensMs: number;
}

/** 400 Spanish words are about 700 tokens; small models' tokens are shorter. */
const ANSWER_MAX_TOKENS = 1_200;
/** Models that want `max_completion_tokens` count what they think, too. */
const ANSWER_WITH_THOUGHT_MAX_TOKENS = 4_000;
/** Close to what the notes say, without the repetitions of a model that may never vary. */
const TEMPERATURE = 0.2;
/** How long the count of tokens may take after the last word. */
const USAGE_WAIT_MS = 2_000;

/**
 * What of the API a server takes. Begins with the commonest (`max_tokens`, `temperature`, `stream_options`); a server
 * that names one of them in a 400 or 422 is asked again without it, and from then on.
 */
export interface Dialect {
  tokensField: 'max_tokens' | 'max_completion_tokens';
  takesTemperature: boolean;
  takesStreamOptions: boolean;
}

export function commonestDialect(): Dialect {
  return { tokensField: 'max_tokens', takesTemperature: true, takesStreamOptions: true };
}

/** The most that an answer may take, beside its prompt. */
export function maxTokens({ tokensField }: Dialect): number {
  return tokensField === 'max_tokens' ? ANSWER_MAX_TOKENS : ANSWER_WITH_THOUGHT_MAX_TOKENS;
}

/**
 * One streamed answer. Ends the request when its reader stops reading.
 * @throws LanguageModelFailure, also where the answer ends without a reason; the signal's reason when it is aborted
 */
export async function* streamChat(
  client: OpenAI,
  model: string,
  prompt: Prompt,
  dialect: Dialect,
  limits: ChatLimits,
  signal: AbortSignal,
): AsyncGenerator<ChatPiece> {
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  let isStalled = false;
  let timer: NodeJS.Timeout | undefined;
  const waitFor = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isStalled = true;
      ending.abort();
    }, ms);
  };
  /** The library ends quietly, or with an error of its own, when it is aborted. */
  const whyEnded = (otherwise: () => LanguageModelFailure) => {
    if (signal.aborted) return signal.reason as Error;
    return isStalled ? new LanguageModelFailure('stall') : otherwise();
  };

  let hasFinished = false;
  try {
    waitFor(limits.firstTokenMs);
    const stream = await open(client, model, prompt, dialect, either).catch((error: unknown) => {
      throw whyEnded(() => requestFailure(error));
    });
    let hasBegun = false;
    try {
      for await (const chunk of stream) {
        const choice = chunk.choices?.[0];
        const text = choice?.delta?.content ?? '';
        hasBegun ||= text !== '' || thinks(choice?.delta);
        if (text !== '') yield { text };
        if (choice?.delta?.refusal) yield { finish: 'filtered' };
        if (choice?.finish_reason) {
          hasFinished = true;
          yield { finish: finishOf(choice.finish_reason) };
        }
        if (chunk.usage) yield usageOf(chunk.usage);
        if (hasFinished) waitFor(USAGE_WAIT_MS);
        else if (hasBegun) waitFor(limits.betweenTokensMs);
      }
    } catch (error) {
      // With the last word the answer is whole, whatever happens to the count of its tokens.
      if (!hasFinished || signal.aborted) throw whyEnded(() => streamFailure(error));
    }
    if (!hasFinished || signal.aborted) throw whyEnded(() => new LanguageModelFailure('cut'));
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

function usageOf(told: OpenAI.CompletionUsage): Usage {
  const { total_tokens, prompt_tokens, completion_tokens } = told as Partial<typeof told>;
  return { totalTokens: total_tokens!, inputTokens: prompt_tokens, outputTokens: completion_tokens };
}

async function open(
  client: OpenAI,
  model: string,
  { messages }: Prompt,
  dialect: Dialect,
  signal: AbortSignal,
) {
  for (;;) {
    try {
      return await client.chat.completions.create(
        {
          model,
          messages,
          stream: true,
          [dialect.tokensField]: maxTokens(dialect),
          ...(dialect.takesTemperature && { temperature: TEMPERATURE }),
          ...(dialect.takesStreamOptions && { stream_options: { include_usage: true } }),
        },
        { signal },
      );
    } catch (error) {
      if (!learn(dialect, error)) throw error;
    }
  }
}

/** @returns whether the server complained of something that can be left out or called otherwise */
function learn(dialect: Dialect, error: unknown): boolean {
  const {
    status,
    message = '',
    param,
  } = error as { status?: number; message?: string; param?: string | null };
  if (status !== 400 && status !== 422) return false;
  const complaint = `${param ?? ''} ${message}`;
  if (dialect.takesStreamOptions && /stream_options|include_usage/.test(complaint)) {
    dialect.takesStreamOptions = false;
  } else if (dialect.tokensField === 'max_tokens' && /\bmax_tokens\b/.test(complaint)) {
    dialect.tokensField = 'max_completion_tokens';
  } else if (dialect.takesTemperature && /temperature/.test(complaint)) {
    dialect.takesTemperature = false;
  } else {
    return false;
  }
  return true;
}

/** Servers of models that think first send it beside the answer, under one of two names. */
function thinks(delta: object | undefined): boolean {
  const { reasoning_content: a, reasoning: b } = (delta ?? {}) as Record<string, unknown>;
  return [a, b].some((thought) => typeof thought === 'string' && thought !== '');
}

function finishOf(reason: string): Extract<ChatPiece, { finish: string }>['finish'] {
  if (reason === 'length') return 'length';
  return reason === 'content_filter' ? 'filtered' : 'stop';
}
