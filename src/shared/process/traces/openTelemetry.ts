import type { IncomingHttpHeaders } from 'node:http';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span as OtelSpan,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace-node';
import { bullmqTelemetry } from './bullmqTelemetry.js';
import { errorType } from './errorType.js';
import type { TracesOptions } from './startTraces.js';
import { tellingExporter } from './tellingExporter.js';
import type { Span, Traces } from './traces.js';
import type { TraceSettings } from './variables.js';

/** A collector that is away must not hold up a stop. */
const STOP_MS = 1_500;

const KINDS = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT };

/** Begins to make spans and to send them, in the background, a few seconds apart. */
export function openTelemetry(settings: TraceSettings, options: TracesOptions): Traces {
  const { url, headers, sampler } = settings;
  const { service, version, pid, log } = options;
  const exporter = new OTLPTraceExporter({ url, headers });
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({
        'service.version': version,
        'host.name': hostname(),
        'process.pid': pid,
        ...settings.resource,
        'service.name': settings.serviceName ?? settings.resource['service.name'] ?? service,
      }),
    ),
    sampler: samplerOf(sampler),
    spanProcessors: [new BatchSpanProcessor(tellingExporter(exporter, new URL(url), log))],
  });
  provider.register();
  const tracer = trace.getTracer('agrobot', version);

  return {
    bullmq: bullmqTelemetry(),

    request: ({ method, route }, handle) => {
      const name = `${method} ${route}`;
      const attributes = { 'http.request.method': method, 'http.route': route };
      return (request, response) => {
        const from = propagation.extract(ROOT_CONTEXT, traceHeaders(request.headers));
        const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, from);
        response.once('close', () => {
          const { statusCode } = response;
          span.setAttribute('http.response.status_code', statusCode);
          if (statusCode >= 500) failed(span, String(statusCode));
          span.end();
        });
        return context.with(trace.setSpan(from, span), handle, undefined, request, response);
      };
    },

    async inSpan({ name, kind, attributes = {} }, work) {
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes });
      let isTold = false;
      const told: Span = {
        note: (more) => void span.setAttributes(more),
        fail(type) {
          isTold = true;
          failed(span, type);
        },
      };
      try {
        return await context.with(trace.setSpan(context.active(), span), work, undefined, told);
      } catch (error) {
        if (!isTold) failed(span, errorType(error));
        throw error;
      } finally {
        span.end();
      }
    },

    note(attributes) {
      trace.getActiveSpan()?.setAttributes(attributes);
    },

    logFields() {
      const running = trace.getActiveSpan()?.spanContext();
      return running ? { trace_id: running.traceId, span_id: running.spanId } : {};
    },

    async stop() {
      // What goes wrong in it has been told by the exporter.
      await Promise.race([provider.shutdown().catch(() => undefined), delay(STOP_MS)]);
    },
  };
}

/** Only these two of the caller's: baggage would carry on whatever they put into it. */
function traceHeaders({ traceparent, tracestate }: IncomingHttpHeaders): object {
  return {
    ...(traceparent !== undefined && { traceparent }),
    ...(tracestate !== undefined && { tracestate }),
  };
}

function failed(span: OtelSpan, type: string): void {
  span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR });
}

function samplerOf({ name, ratio }: TraceSettings['sampler']): Sampler {
  const parentBased = (root: Sampler) => new ParentBasedSampler({ root });
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratio);
    case 'parentbased_always_on':
      return parentBased(new AlwaysOnSampler());
    case 'parentbased_always_off':
      return parentBased(new AlwaysOffSampler());
    case 'parentbased_traceidratio':
      return parentBased(new TraceIdRatioBasedSampler(ratio));
  }
}
