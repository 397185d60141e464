import { describe, expect, it } from 'vitest';
import { ConfigurationError, readEnvironment } from '../../../../src/shared/process/configuration.js';
import {
  languageModelConfig,
  languageModelVariables,
} from '../../../../src/workers/upstreams/languageModel/variables.js';

const configOf = (env: Record<string, string>) =>
  languageModelConfig(readEnvironment(env, languageModelVariables));

describe('a language model is configured', () => {
  it('by a key alone, for OpenAI itself', () => {
    expect(configOf({ OPENAI_API_KEY: 'sk-1' })).toEqual({
      baseUrl: 'https://api.openai.com/v1',
      apiKey: 'sk-1',
      model: 'gpt-4.1-mini',
      tokensPerDay: 200_000,
      timeoutMs: 60_000,
      firstTokenMs: 20_000,
      betweenTokensMs: 10_000,
    });
  });

  it('by the address of a server of one’s own, with or without a key', () => {
    expect(
      configOf({ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1/', OPENAI_MODEL: 'qwen3:8b' }),
    ).toMatchObject({
      baseUrl: 'http://127.0.0.1:11434/v1',
      apiKey: null,
      model: 'qwen3:8b',
    });
  });

  it.each([{}, { OPENAI_MODEL: 'gpt-4.1' }, { OPENAI_API_KEY: '' }])('not by %j', (env) => {
    expect(configOf(env)).toBeNull();
  });
});

it.each([
  [
    { OPENAI_BASE_URL: 'http://localhost:8000/v1' },
    /OPENAI_MODEL is needed with OPENAI_BASE_URL.*\/v1\/models/,
  ],
  [{ OPENAI_BASE_URL: 'localhost:8000' }, /OPENAI_BASE_URL must be an address such as/],
  [{ AGROBOT_LLM_TOKENS_PER_DAY: '-1' }, /AGROBOT_LLM_TOKENS_PER_DAY must be at least 0/],
  [{ AGROBOT_LLM_TIMEOUT_S: 'x' }, /AGROBOT_LLM_TIMEOUT_S must be a whole number/],
])('a variable that cannot be used is named: %j', (env, message) => {
  expect(() => configOf(env)).toThrow(ConfigurationError);
  expect(() => configOf(env)).toThrow(message);
});
