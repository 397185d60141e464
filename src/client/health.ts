import { UnreachableError } from './errors.js';
import { send, type Call, type Connection } from './http.js';

/** What `/health` tells of a worker that was heard of in the last 30 s. */
export interface WorkerHealth {
  id: string;
  /** Name of its machine, or id of its container. */
  host: string;
  /** Of its process, on its machine. */
  pid: number;
  /** Questions finished since this worker started. */
  answered: number;
  /** Questions that it holds now. */
  in_flight: number;
}

/** What `/health` tells; the server may add fields. */
export interface Health {
  /** `degraded`: takes questions, but no worker was heard of or Redis is nearly full. */
  status: 'ok' | 'degraded' | 'unavailable' | 'draining';
  version: string;
  workers: WorkerHealth[];
}

export async function readHealth(connection: Connection, signal: AbortSignal | undefined): Promise<Health> {
  // An API that is unwell says so with 503, which keeps load balancers away, and with the same body.
  const call: Call = { method: 'GET', path: '/health', alsoReply: 503, signal };
  const { status, body } = await send(connection, call);
  const health = body as Partial<Health> | undefined;
  if (typeof health?.status === 'string' && Array.isArray(health.workers)) return health as Health;
  const reason = `something else answered there (status ${status}, not its health)`;
  throw new UnreachableError(connection.baseUrl, reason, { status });
}
