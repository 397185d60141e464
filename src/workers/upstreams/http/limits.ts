import { setTimeout as delay } from 'node:timers/promises';

/** How long a call may take: until the asker gives up, or until `deadlineAt` (ms of `performance.now()`). */
export interface Limits {
  signal: AbortSignal;
  deadlineAt: number;
}

export function leftMs({ deadlineAt }: Pick<Limits, 'deadlineAt'>): number {
  return deadlineAt - performance.now();
}

export interface Timeout {
  signal: AbortSignal;
  timedOut(): boolean;
  clear(): void;
}

/** A signal that follows another and also ends after `timeoutMs`; to be cleared, or its timer lives on. */
export function withTimeout(signal: AbortSignal, timeoutMs: number): Timeout {
  const controller = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort(new Error('took too long'));
  }, timeoutMs);
  const follow = () => controller.abort(signal.reason);
  if (signal.aborted) follow();
  else signal.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    timedOut: () => timedOut,
    clear() {
      clearTimeout(timer);
      signal.removeEventListener('abort', follow);
    },
  };
}

/** @throws the signal's reason, as soon as it is aborted */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    await delay(ms, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}
