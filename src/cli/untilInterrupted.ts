import { EXIT } from './exitStatus.js';
import { onStopSignals } from './signals.js';

/** Runs a command with a signal that Ctrl-C aborts, so that it can clean up; a second Ctrl-C ends the process at once. */
export async function untilInterrupted<T>(command: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const giveBack = onStopSignals(
    (name) => stop.abort(new Error(`stopped by ${name}`)),
    () => process.exit(EXIT.interrupted),
  );
  try {
    return await command(stop.signal);
  } finally {
    giveBack();
  }
}
