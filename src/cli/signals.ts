/** npm hands a Ctrl-C on that the terminal has already sent: the same signal so soon again is the same key press. */
const SAME_KEY_PRESS_MS = 400;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type StopSignal = (typeof SIGNALS)[number];

/**
 * Calls `onFirst` at the first SIGINT, SIGTERM or SIGHUP, and `onSecond` when another one shows that whoever sends
 * them does not want to wait. Returns a function that gives the signals back.
 */
export function onStopSignals(onFirst: (signal: StopSignal) => void, onSecond: () => void): () => void {
  let first: { signal: StopSignal; atMs: number } | undefined;
  const listener = (signal: StopSignal) => {
    const atMs = performance.now();
    if (first === undefined) {
      first = { signal, atMs };
      onFirst(signal);
    } else if (signal !== first.signal || atMs - first.atMs > SAME_KEY_PRESS_MS) {
      onSecond();
    }
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
