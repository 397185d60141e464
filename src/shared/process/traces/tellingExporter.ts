import type { SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { TracesOptions } from './startTraces.js';

/** `ExportResultCode.SUCCESS` */
const SUCCESS = 0;

/**
 * An exporter whose first failure is told, and then its first success: OpenTelemetry itself drops spans in silence.
 * @param collector told by host and path alone, since an address may hold a password
 */
export function tellingExporter(
  inner: SpanExporter,
  collector: URL,
  log: TracesOptions['log'],
): SpanExporter {
  const told = `${collector.host}${collector.pathname}`;
  let isTaken = true;
  return {
    export(spans, done) {
      inner.export(spans, (result) => {
        const taken = Number(result.code) === SUCCESS;
        if (!taken && isTaken) {
          log().warn(
            { collector: told, reason: reasonOf(result.error) },
            'collector takes no spans; they are dropped until it does',
          );
        }
        if (taken && !isTaken) log().info({ collector: told }, 'collector takes spans again');
        isTaken = taken;
        done(result);
      });
    },
    forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => inner.shutdown(),
  };
}

/** Where several addresses were tried, the error has no message of its own. */
function reasonOf(error: Error | undefined): string {
  const first = error instanceof AggregateError ? (error.errors[0] as Error | undefined) : undefined;
  return (first ?? error)?.message ?? 'unknown';
}
