import { z } from 'zod';
import type { SchemaOf } from '../variables.js';

/** Where and how spans are sent; there are no settings, and no spans, unless a collector is named. */
export interface TraceSettings {
  /** Takes OTLP over HTTP: `http://collector:4318/v1/traces`. */
  url: string;
  /** Sent with every request; they may hold keys. */
  headers: Record<string, string>;
  /** Instead of `agrobot-api` or `agrobot-worker`. */
  serviceName: string | null;
  /** What spans tell of where they come from, beside the service's name and version. */
  resource: Record<string, string>;
  sampler: { name: SamplerName; ratio: number };
}

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerName = (typeof SAMPLERS)[number];

const PATH_OF_TRACES = '/v1/traces';

const collector = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
    error:
      'must be http://… or https://…: the address of a collector that takes OTLP over HTTP, port 4318 most likely',
  })
  .optional();
const pairs = z.string().transform(parsePairs).default({});

/** Of OpenTelemetry; their names and meanings are its specification's. */
export const traceVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: collector,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector,
  OTEL_EXPORTER_OTLP_HEADERS: pairs,
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: pairs,
  OTEL_TRACES_SAMPLER: z
    .enum(SAMPLERS, { error: `must be one of ${SAMPLERS.join(', ')}` })
    .default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number({ error: 'must be a number from 0 to 1' })
    .min(0, 'must be a number from 0 to 1')
    .max(1, 'must be a number from 0 to 1')
    .default(1),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none'], { error: 'must be "otlp" or "none"' }).default('otlp'),
  OTEL_SDK_DISABLED: z.stringbool({ error: 'must be "true" or "false"' }).default(false),
} satisfies SchemaOf<'traces'>;

/** @returns null where no spans are to be made */
export function traceSettings(set: z.infer<z.ZodObject<typeof traceVariables>>): TraceSettings | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = set;
  const url = own ?? (base && base.replace(/\/+$/, '') + PATH_OF_TRACES);
  if (!url || set.OTEL_SDK_DISABLED || set.OTEL_TRACES_EXPORTER === 'none') return null;
  return {
    url,
    headers: set.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: set.OTEL_SERVICE_NAME ?? null,
    resource: set.OTEL_RESOURCE_ATTRIBUTES,
    sampler: { name: set.OTEL_TRACES_SAMPLER, ratio: set.OTEL_TRACES_SAMPLER_ARG },
  };
}

/** `name=value,name=value`, percent-encoded, as the specification writes headers and attributes of the resource. */
function parsePairs(text: string, context: z.RefinementCtx): Record<string, string> {
  const read: Record<string, string> = {};
  for (const pair of text.split(',')) {
    if (pair.trim() === '') continue;
    const [name = '', ...value] = pair.split('=');
    try {
      if (name.trim() === '' || value.length === 0) throw new URIError();
      read[name.trim()] = decodeURIComponent(value.join('=').trim());
    } catch {
      // Never with what stands there: it may be a key.
      context.addIssue('must be name=value, separated by commas, percent-encoded');
      return z.NEVER;
    }
  }
  return read;
}
