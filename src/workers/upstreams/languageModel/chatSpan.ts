import { clientSpan } from '../../../shared/process/traces/clientSpan.js';
import type { Span, SpanOptions } from '../../../shared/process/traces/traces.js';
import type { Usage } from './streamChat.js';

/** One request to the language model; neither the prompt nor what is written is told. */
export function chatSpan({ baseUrl, model }: { baseUrl: string; model: string }): SpanOptions {
  return clientSpan(`chat ${model}`, new URL(baseUrl), {
    'gen_ai.operation.name': 'chat',
    // Whose API it speaks, wherever it stands.
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': model,
  });
}

export function tellUsage(span: Span, { inputTokens, outputTokens }: Usage): void {
  if (inputTokens !== undefined) span.note({ 'gen_ai.usage.input_tokens': inputTokens });
  if (outputTokens !== undefined) span.note({ 'gen_ai.usage.output_tokens': outputTokens });
}
