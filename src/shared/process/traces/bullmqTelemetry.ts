import { SpanStatusCode, type Context } from '@opentelemetry/api';
import type { Attributes, Span, Telemetry } from 'bullmq';
import { BullMQOtel, type BullMQOTelSpan } from 'bullmq-otel';
import { errorType } from './errorType.js';

/** Numbers of SpanKind. */
const PRODUCER = 3;
const CONSUMER = 4;

/**
 * The spans of bullmq-otel, of jobs that are added and processed, with the names that OpenTelemetry has for messages
 * beside BullMQ's own. Its spans of what a worker does for itself (asking for the next job, renewing locks) are left
 * out: they belong to no question, and there are more of them than of all others.
 */
export function bullmqTelemetry(): Telemetry {
  const { tracer, contextManager } = new BullMQOtel();
  return {
    contextManager,
    tracer: {
      startSpan(name, options, context: Context | undefined) {
        const kind = Number(options?.kind);
        if (kind !== PRODUCER && kind !== CONSUMER) return NO_SPAN;
        const type = kind === PRODUCER ? 'send' : 'process';
        const span = tracer.startSpan(name, options, context) as BullMQOTelSpan;
        span.setAttributes({ 'messaging.system': 'bullmq', 'messaging.operation.type': type });
        return messageSpan(span);
      },
    },
  };
}

/** What runs in it runs in the span around it. */
const NO_SPAN: Span = {
  setSpanOnContext: (context: unknown) => context,
  setAttribute: () => undefined,
  setAttributes: () => undefined,
  addEvent: () => undefined,
  recordException: () => undefined,
  end: () => undefined,
};

const MESSAGING_NAMES: Record<string, readonly string[]> = {
  'bullmq.queue.name': ['messaging.destination.name'],
  'bullmq.queue.operation': ['messaging.operation.name'],
  // The jobs of a question bear its id.
  'bullmq.job.id': ['messaging.message.id', 'agrobot.question.id'],
};

function messageSpan(inner: BullMQOTelSpan): Span {
  const failed = (type: string) => {
    inner.span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR });
  };
  const setAttributes = (attributes: Attributes) => {
    const all: Attributes = { ...attributes };
    for (const [name, value] of Object.entries(attributes)) {
      for (const other of MESSAGING_NAMES[name] ?? []) all[other] = value;
    }
    inner.setAttributes(all);
  };
  return {
    setSpanOnContext: (context: Parameters<typeof inner.setSpanOnContext>[0]) =>
      inner.setSpanOnContext(context),
    setAttributes,
    setAttribute: (name, value) => setAttributes({ [name]: value }),
    // Without what BullMQ tells with it: an error's message may quote what it met.
    addEvent(name) {
      if (name === 'job failed') failed('job failed');
    },
    recordException: (exception) => failed(errorType(exception)),
    end: () => inner.end(),
  };
}
