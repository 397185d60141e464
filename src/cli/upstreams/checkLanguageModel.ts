import { ADVICE, LanguageModelFailure } from '../../workers/upstreams/languageModel/failure.js';
import { openClient } from '../../workers/upstreams/languageModel/openClient.js';
import { commonestDialect, streamChat } from '../../workers/upstreams/languageModel/streamChat.js';
import type { LanguageModelConfig } from '../../workers/upstreams/languageModel/variables.js';
import { unused, type Check } from './checked.js';

const SERVICE = 'language model';
/** Costs next to nothing, and shows that address, key and model are right. */
const MESSAGES: Parameters<typeof streamChat>[2]['messages'] = [
  { role: 'system', content: 'Responda con una sola palabra.' },
  { role: 'user', content: 'Diga «hola».' },
];

/** Asks for one word. */
export async function checkLanguageModel(config: LanguageModelConfig | null): Promise<Check> {
  if (!config) {
    return unused(
      'open questions',
      SERVICE,
      'no key, no server',
      'Optional: set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL for a server of your own.',
    );
  }
  const checked = {
    use: 'open questions',
    service: SERVICE,
    configured: true,
    how: `${withoutLogin(config.baseUrl)}, ${config.model}, ${config.apiKey === null ? 'no key' : 'with a key'}`,
    found: null,
  } as const;
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  try {
    await firstPiece(config);
    return { ...checked, works: true, outcome: 'ok', ms: ms(), advice: null };
  } catch (error) {
    const outcome = error instanceof LanguageModelFailure ? error.outcome : 'internal_error';
    const advice = ADVICE[outcome] ?? `No answer (${outcome}): try again later, or see OPENAI_BASE_URL.`;
    return { ...checked, works: false, outcome, ms: ms(), advice };
  }
}

async function firstPiece(config: LanguageModelConfig): Promise<void> {
  const client = await openClient(config);
  const prompt = { messages: MESSAGES, mark: '', notes: '', characters: 0 };
  const pieces = streamChat(
    client,
    config.model,
    prompt,
    commonestDialect(),
    config,
    AbortSignal.timeout(config.timeoutMs),
  );
  for await (const _ of pieces) return;
}

function withoutLogin(url: string): string {
  const address = new URL(url);
  address.username = '';
  address.password = '';
  return address.href;
}
