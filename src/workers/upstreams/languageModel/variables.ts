import { z } from 'zod';
import { ConfigurationError, wholeNumber } from '../../../shared/process/configuration.js';
import type { SchemaOf } from '../../../shared/process/variables.js';

const OPENAI_URL = 'https://api.openai.com/v1';
/** Small, quick, and takes `max_tokens`. */
const OPENAI_DEFAULT_MODEL = 'gpt-4.1-mini';
/** A model that has begun to write does not pause for longer, unless it is gone. */
const BETWEEN_TOKENS_LIMIT_MS = 10_000;

/** For a process' schema of variables. */
export const languageModelVariables = {
  OPENAI_API_KEY: z.string().trim().min(1).optional(),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:11434/v1' })
    .refine((url) => !URL.canParse(url) || new URL(url).username === '', {
      error: 'must not hold a user or password; the key belongs into OPENAI_API_KEY',
    })
    .optional(),
  OPENAI_MODEL: z.string().trim().min(1).optional(),
  /** Of the whole installation in a Colombian day; 0: no limit. */
  AGROBOT_LLM_TOKENS_PER_DAY: wholeNumber(0, 1_000_000_000, 200_000),
  /** For the whole answer with all its attempts. */
  AGROBOT_LLM_TIMEOUT_S: wholeNumber(5, 600, 60),
  AGROBOT_LLM_FIRST_TOKEN_S: wholeNumber(1, 300, 20),
} satisfies SchemaOf<'languageModel'>;

export type LanguageModelVariables = z.infer<z.ZodObject<typeof languageModelVariables>>;

export interface LanguageModelConfig {
  baseUrl: string;
  /** null: the server wants none. */
  apiKey: string | null;
  model: string;
  /** 0: no limit. */
  tokensPerDay: number;
  timeoutMs: number;
  firstTokenMs: number;
  betweenTokensMs: number;
}

/**
 * What the variables ask for; null without a key and without a server of one's own: there is no language model then.
 * @throws ConfigurationError where a server of one's own comes without the name of its model
 */
export function languageModelConfig(variables: LanguageModelVariables): LanguageModelConfig | null {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = variables;
  if (apiKey === undefined && baseUrl === undefined) return null;
  if (baseUrl !== undefined && model === undefined) {
    throw new ConfigurationError(
      `OPENAI_MODEL is needed with OPENAI_BASE_URL: a name that ${baseUrl.replace(/\/+$/, '')}/models lists`,
    );
  }
  return {
    baseUrl: baseUrl?.replace(/\/+$/, '') ?? OPENAI_URL,
    apiKey: apiKey ?? null,
    model: model ?? OPENAI_DEFAULT_MODEL,
    tokensPerDay: variables.AGROBOT_LLM_TOKENS_PER_DAY,
    timeoutMs: variables.AGROBOT_LLM_TIMEOUT_S * 1_000,
    firstTokenMs: variables.AGROBOT_LLM_FIRST_TOKEN_S * 1_000,
    betweenTokensMs: BETWEEN_TOKENS_LIMIT_MS,
  };
}
