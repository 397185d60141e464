import type { CircuitState } from 'cockatiel';
import { pino } from 'pino';
import {
  createLocalBudget,
  type TokenBudget,
} from '../../../../src/workers/upstreams/languageModel/budget.js';
import { createLanguageModel } from '../../../../src/workers/upstreams/languageModel/createLanguageModel.js';
import type { LanguageModelOutcome } from '../../../../src/workers/upstreams/languageModel/failure.js';
import type { LanguageModelConfig } from '../../../../src/workers/upstreams/languageModel/variables.js';
import {
  startLanguageModelStandIn,
  type StandInOptions,
  type Turn,
} from '../../../stand-ins/languageModel.js';
import { NOTES } from './answers.js';

export const BRIEF = { question: '¿Qué es el compostaje?', context: NOTES };

interface Setup {
  standIn?: StandInOptions;
  config?: Partial<LanguageModelConfig>;
  budget?: TokenBudget;
  openForMs?: number;
}

/** A language model whose server is a stand-in; everything that it says is kept. */
export async function openModelRoom({ standIn: options, config, budget, openForMs }: Setup = {}) {
  const standIn = await startLanguageModelStandIn(options);
  const outcomes: LanguageModelOutcome[] = [];
  const breaker: CircuitState[] = [];
  const logged: Record<string, unknown>[] = [];
  const model = createLanguageModel(
    {
      baseUrl: standIn.url,
      apiKey: null,
      model: 'agro-mini',
      tokensPerDay: 0,
      timeoutMs: 10_000,
      firstTokenMs: 5_000,
      betweenTokensMs: 5_000,
      ...config,
    },
    {
      log: pino(
        { level: 'debug', base: null },
        { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) },
      ),
      budget: budget ?? createLocalBudget(0, Date.now),
      count: (outcome) => outcomes.push(outcome),
      onBreakerState: (state) => breaker.push(state),
      retryPauseMs: 1,
      ...(openForMs !== undefined && { openForMs }),
    },
  );
  return {
    standIn,
    model,
    outcomes,
    breaker,
    logged,
    close: async () => {
      await model.close?.();
      await standIn.close();
    },
    /** Asks, with the turns that the server meets it with. */
    async write(turns: Turn[], brief = BRIEF) {
      standIn.meets(...turns);
      const heard = listener();
      const written = await model.write(brief, { signal: new AbortController().signal, ...heard.callbacks });
      return { written, ...heard };
    },
  };
}

/** What an asker hears; a reset takes back all before it. */
export function listener(onFirstText: () => void = () => undefined) {
  const heard = {
    /** Everything in order, a reset as null. */
    all: [] as (string | null)[],
    callbacks: {
      onText(text: string) {
        heard.all.push(text);
        if (heard.all.length === 1) onFirstText();
      },
      onReset: () => void heard.all.push(null),
    },
    get standing() {
      return heard.all.slice(heard.all.lastIndexOf(null) + 1).join('');
    },
    get everything() {
      return heard.all.join('');
    },
  };
  return heard;
}
