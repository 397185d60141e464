import type { SuperviseEvent } from '../supervise.js';

const EXAMPLE = '¿Cuánto café produjo Huila en 2020?';

/** One line of progress for a person, or undefined where there is nothing to tell. */
export function eventLine(name: string, event: SuperviseEvent): string | undefined {
  switch (event.type) {
    case 'started':
      return undefined;
    case 'ready': {
      const { url, metricsUrl } = event.ready;
      const where = url ?? (metricsUrl && `metrics on ${metricsUrl}`);
      return `✓ ${name}: ready after ${seconds(event.afterMs)}${where ? `, ${where}` : ''}`;
    }
    case 'crashed':
      return `✗ ${name}: ended (${event.reason}); starting it again in ${seconds(event.retryInMs)}`;
    case 'recycling':
      return `  ${name}: asks to be replaced (${event.reason}); starting its successor`;
    case 'recycled':
      return `  ${name}: process ${event.successor} took over from ${event.pid}`;
  }
}

/** What a newcomer reads when all is up: where it is and a line to paste. */
export function readyText(url: string, afterS: number, varDir: string): string {
  return `
AgroBot is ready at ${url} (after ${afterS.toFixed(1)} s).

Ask it something, in a browser at ${url}, or in another terminal:

  npm run ask -- "${EXAMPLE}"

  curl -s ${url}/v1/questions -H 'Content-Type: application/json' -H 'Prefer: wait=10' \\
    -d '{"question":"${EXAMPLE}"}'

Logs are in ${varDir}/log. Ctrl-C stops everything.
`;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
