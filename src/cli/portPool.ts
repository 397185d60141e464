import { CliError } from './cliError.js';
import { EXIT } from './exitStatus.js';

export interface PortPool {
  take(): { port: string | undefined; release: () => void };
}

/**
 * Ports for processes that run beside each other: `size` of them from `first` on, each given to one at a time. A pool
 * without a first port, or from port 0 on, leaves the choice to the process.
 */
export function portsFrom(first: string | undefined, size: number): PortPool {
  if (first === undefined || first === '' || first === '0') {
    return { take: () => ({ port: first || undefined, release: () => {} }) };
  }
  const start = Number(first);
  if (!Number.isInteger(start) || start < 1 || start + size - 1 > 65_535) {
    throw new CliError(
      `AGROBOT_WORKER_PORT is "${first}"; it must be a port from 1 to ${65_536 - size}, or 0.`,
      EXIT.usage,
    );
  }
  const free = Array.from({ length: size }, (_, index) => String(start + index));
  return {
    take() {
      const port = free.shift();
      if (port === undefined) throw new Error(`All ${size} ports from ${start} on are in use.`);
      return {
        port,
        release: () => {
          free.push(port);
          // The lowest first, so that the usual ports stay in use.
          free.sort((a, b) => Number(a) - Number(b));
        },
      };
    },
  };
}
