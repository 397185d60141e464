import type OpenAI from 'openai';
import type { LanguageModelConfig } from './variables.js';

/** Loads the library (50 ms, 12 MB), which is why nothing else may import it. It takes nothing from the environment. */
export async function openClient(config: LanguageModelConfig): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    baseURL: config.baseUrl,
    // The library wants one; without a key the header is not sent.
    apiKey: config.apiKey ?? 'none',
    ...(config.apiKey === null && { defaultHeaders: { Authorization: null } }),
    // Else it reads these from the environment by itself.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    // It would log what the model wrote.
    logLevel: 'off',
    maxRetries: 0,
    timeout: config.timeoutMs,
  });
}
