import { setTimeout as delay } from 'node:timers/promises';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  handleWhen,
  retry,
} from 'cockatiel';
import type OpenAI from 'openai';
import type { Brief, Written } from '../../../answering/outside.js';
import type { Logger } from '../../../shared/process/logger.js';
import type { Reservation, TokenBudget } from './budget.js';
import { noTraces, type Span, type Traces } from '../../../shared/process/traces/traces.js';
import { chatSpan, tellUsage } from './chatSpan.js';
import { ADVICE, LanguageModelFailure, type LanguageModelOutcome } from './failure.js';
import { gateSentences, type Gated } from './gateSentences.js';
import type { LanguageModel, WriteOptions } from './languageModel.js';
import { openClient } from './openClient.js';
import { buildPrompt, type Prompt } from './prompt.js';
import { commonestDialect, maxTokens, streamChat } from './streamChat.js';
import type { LanguageModelConfig } from './variables.js';
import { withoutThinking } from './withoutThinking.js';

/** Spanish has 3 to 4 characters a token: rather reserved too much than too little. */
const CHARACTERS_PER_TOKEN = 3;
/** With less time than this left nothing is asked. */
const SHORTEST_MS = 2_000;
const RETRIES = 2;
const RETRY_PAUSE_MS = 500;
const FAILURES_TO_OPEN = 5;
const OPEN_FOR_MS = 30_000;

export interface LanguageModelDependencies {
  log: Logger;
  budget: TokenBudget;
  traces?: Traces;
  /** Called for each request that failed and for each answer. */
  count(outcome: LanguageModelOutcome): void;
  /** Called with the first state and each that follows. */
  onBreakerState?(state: CircuitState): void;
  /** Before the first repetition; the next waits twice as long, each with jitter. */
  retryPauseMs?: number;
  /** How long no request is sent after five failures in a row. */
  openForMs?: number;
}

/** Writes with any server that speaks the OpenAI chat-completions API; `openai` is loaded with the first answer. */
export function createLanguageModel(
  config: LanguageModelConfig,
  {
    log,
    budget,
    traces = noTraces,
    count,
    onBreakerState = () => undefined,
    retryPauseMs = RETRY_PAUSE_MS,
    openForMs = OPEN_FOR_MS,
  }: LanguageModelDependencies,
): LanguageModel {
  /** One for each answer under way: no listener stays on anything that lives longer. */
  const endings = new Map<AbortController, Promise<unknown>>();
  let isClosed = false;
  const dialect = commonestDialect();
  const asking = chatSpan(config);
  const breaker = circuitBreaker(handleWhen(isFaultNow), {
    halfOpenAfter: openForMs,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  onBreakerState(breaker.state);
  breaker.onStateChange(onBreakerState);
  // What ends the one trial otherwise (a cancellation, the day's budget) has not shown that the server is back.
  function isFaultNow(error: Error): boolean {
    return isFault(error) || breaker.state === CircuitState.HalfOpen;
  }
  let loading: Promise<OpenAI> | undefined;

  async function write(
    brief: Brief,
    { signal, withinMs = Infinity, onText, onReset }: WriteOptions,
    ending: AbortController,
  ): Promise<Written | null> {
    const stop = ending.signal;
    const onAbort = () => ending.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    const timeIsUp = new LanguageModelFailure('timeout');
    const limitMs = Math.min(config.timeoutMs, withinMs);
    const endsAtMs = Date.now() + limitMs;
    const timer = setTimeout(() => ending.abort(timeIsUp), limitMs);
    let hasShown = false;
    const show = (text: string) => {
      // A question that was cancelled gets not a word more; one whose time is up gets the end of what it has.
      if (stop.aborted && stop.reason !== timeIsUp) throw stop.reason;
      hasShown = true;
      onText(text);
    };
    const takeBack = () => {
      if (hasShown) onReset();
      hasShown = false;
    };
    try {
      stop.throwIfAborted();
      if (limitMs < SHORTEST_MS) throw timeIsUp;
      const prompt = buildPrompt(brief);
      const gated = await attempts(prompt, { stop, endsAtMs, show, takeBack });
      if (gated.outcome === 'passed') {
        count('ok');
        return { text: gated.text, model: config.model };
      }
      takeBack();
      count(gated.reason === 'no_answer' ? 'no_answer' : 'unusable');
      log.info({ reason: gated.reason }, 'nothing of the language model may be shown');
      return null;
    } catch (error) {
      if (stop.aborted && stop.reason !== timeIsUp) {
        count('cancelled');
        throw stop.reason;
      }
      takeBack();
      tell(stop.aborted ? timeIsUp : error);
      return null;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  interface Attempts {
    stop: AbortSignal;
    endsAtMs: number;
    show(text: string): void;
    takeBack(): void;
  }

  function attempts(prompt: Prompt, { endsAtMs, stop, ...rest }: Attempts): Promise<Gated> {
    let failed: LanguageModelFailure | undefined;
    const again = retry(
      handleWhen((error) => {
        if (!(error instanceof LanguageModelFailure) || !error.isRetryable) return false;
        failed = error;
        return (error.retryAfterMs ?? 0) < endsAtMs - Date.now();
      }),
      // The pause stands below, where a cancellation ends it.
      { maxAttempts: RETRIES, backoff: new ConstantBackoff(0) },
    );
    return again.execute(async ({ attempt }) => {
      if (attempt > 0) {
        rest.takeBack();
        count(failed!.outcome);
        log.debug({ outcome: failed!.outcome, ...failed!.details }, 'language model is asked again');
        await delay(failed!.retryAfterMs ?? pauseMs(attempt), undefined, { signal: stop });
      }
      // One request finds out whether the server is back; the library would let the others wait for its end.
      if (breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
      return breaker.execute(() =>
        traces.inSpan(asking, (span) => attemptOnce(prompt, stop, rest.show, span)),
      );
    });
  }

  async function attemptOnce(
    prompt: Prompt,
    stop: AbortSignal,
    show: (text: string) => void,
    span: Span,
  ): Promise<Gated> {
    stop.throwIfAborted();
    const promptTokens = tokensOf(prompt.characters);
    const reservation = await budget.reserve(promptTokens + maxTokens(dialect));
    if (!reservation) throw new LanguageModelFailure('budget');
    const gate = gateSentences(prompt, show);
    const answer = withoutThinking();
    let received = 0;
    let usedTokens: number | undefined;
    let finish: 'stop' | 'length' | 'filtered' | undefined;
    try {
      const client = await (loading ??= openClient(config));
      for await (const piece of streamChat(client, config.model, prompt, dialect, limits, stop)) {
        if ('text' in piece) {
          received += piece.text.length;
          if (!gate.push(answer(piece.text))) break;
        } else if ('finish' in piece) {
          finish ??= piece.finish;
        } else {
          usedTokens = piece.totalTokens;
          tellUsage(span, piece);
        }
      }
    } catch (error) {
      span.fail(error instanceof LanguageModelFailure ? error.outcome : 'cancelled');
      if (error instanceof LanguageModelFailure && !STARTED.has(error.outcome)) usedTokens ??= 0;
      // What is written by the time limit may be enough.
      const isTimeUp = error instanceof LanguageModelFailure && error.outcome === 'timeout';
      const cut = isTimeUp ? gate.end(true) : undefined;
      if (cut?.outcome === 'passed') return cut;
      throw error;
    } finally {
      await settle(reservation, usedTokens ?? promptTokens + tokensOf(received));
    }
    if (finish === 'filtered') return { outcome: 'unusable', reason: 'no_answer' };
    return gate.end(finish === 'length');
  }

  const limits = {
    firstTokenMs: config.firstTokenMs,
    betweenTokensMs: config.betweenTokensMs,
  };

  /** 50 to 100 % of a pause that doubles. */
  function pauseMs(attempt: number): number {
    return retryPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
  }

  async function settle(reservation: Reservation, tokens: number): Promise<void> {
    await reservation.settle(tokens).catch((error: unknown) => {
      log.warn({ reason: messageOf(error) }, 'tokens of the language model were not settled');
    });
  }

  function tell(error: unknown): void {
    if (error instanceof BrokenCircuitError) {
      count('breaker_open');
      log.debug('language model is left alone after failures in a row');
    } else if (error instanceof LanguageModelFailure) {
      count(error.outcome);
      log.warn(
        { outcome: error.outcome, ...error.details, model: config.model, advice: ADVICE[error.outcome] },
        'language model gives no answer',
      );
    } else {
      count('internal_error');
      log.error({ err: error }, 'language model could not be asked');
    }
  }

  return {
    async write(brief, options) {
      const ending = new AbortController();
      if (isClosed) ending.abort(closed());
      const writing = write(brief, options, ending);
      endings.set(ending, writing);
      try {
        return await writing;
      } finally {
        endings.delete(ending);
      }
    },
    async close() {
      isClosed = true;
      for (const ending of endings.keys()) ending.abort(closed());
      await Promise.allSettled(endings.values());
    },
  };
}

function closed(): Error {
  return new Error('the language model is closed');
}

/** Failures of requests that a server had begun to work on, and most likely counts. */
const STARTED: ReadonlySet<LanguageModelOutcome> = new Set(['stall', 'cut', 'malformed', 'timeout']);

function isFault(error: Error): boolean {
  return error instanceof LanguageModelFailure && error.isFault;
}

function tokensOf(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
