import type { Logger } from '../logger.js';
import { noTraces, type Traces } from './traces.js';
import type { TraceSettings } from './variables.js';

export interface TracesOptions {
  service: 'agrobot-api' | 'agrobot-worker';
  version: string;
  pid: number;
  /** Asked for when there is something to log: the logger itself tells of the span that runs. */
  log(): Logger;
}

/** OpenTelemetry (170 ms and 16 MB to load) is loaded only where a collector is named, which is why nothing else may import it. */
export async function startTraces(settings: TraceSettings | null, options: TracesOptions): Promise<Traces> {
  if (settings === null) return noTraces;
  const { openTelemetry } = await import('./openTelemetry.js');
  return openTelemetry(settings, options);
}
