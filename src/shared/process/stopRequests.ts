/** What a main hears of a process: handed in, so that nothing below a main touches the real one. */
export interface StoppableProcess {
  on(event: 'SIGTERM' | 'SIGINT' | 'disconnect', listener: () => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  exit(code: number): never;
}

/**
 * Calls `stop` once: on SIGTERM, on SIGINT, when the launcher says so, or when the launcher is gone and with it the
 * channel to it. A second signal ends the process at once.
 */
export function onStopRequest(process: StoppableProcess, stop: (reason: string) => void): void {
  let asked = false;
  const ask = (reason: string, again: 'exit' | 'ignore') => {
    if (asked) {
      if (again === 'exit') process.exit(1);
      return;
    }
    asked = true;
    stop(reason);
  };
  process.on('SIGTERM', () => ask('SIGTERM', 'exit'));
  process.on('SIGINT', () => ask('SIGINT', 'exit'));
  process.on('disconnect', () => ask('launcher gone', 'ignore'));
  process.on('message', (message) => {
    const { type } = (message ?? {}) as { type?: unknown };
    if (type === 'stop') ask('launcher', 'ignore');
  });
}
