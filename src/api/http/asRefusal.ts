import { InternalError, NotFound, Refusal, StorageFull, Unavailable } from './outcomes.js';

const REDIS_IS_AWAY =
  /^(Connection is closed|Command timed out|Stream isn't writeable|Reached the max retries|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)/;
const NETWORK_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'];

/** What any error of a handler means to the asker. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof URIError) return new NotFound();
  if (error instanceof Error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error.message.startsWith('OOM ')) return new StorageFull();
    if (REDIS_IS_AWAY.test(error.message) || (code !== undefined && NETWORK_CODES.includes(code))) {
      return new Unavailable({ cause: error });
    }
  }
  return new InternalError(error);
}
