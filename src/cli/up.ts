import type { Command } from 'commander';

import { portNumber, portOfEnv, wholeNumber } from './numbers.js';

const MAX_WORKERS = 64;

const EXAMPLES = `
Examples:
  agrobot up
  agrobot up --port 8080 --workers 2
  REDIS_URL=redis://127.0.0.1:6379 agrobot up

Without REDIS_URL it runs a Redis of its own on loopback, behind a random password, with its data in var/redis. Logs
go to var/log. AGROBOT_VAR names another folder than var/, for a second instance.`;

export function register(program: Command): void {
  program
    .command('up')
    .summary('run everything on this machine: Redis, the API and a worker')
    .description('Runs Redis, the API and workers on this machine until Ctrl-C, which stops them in order.')
    .option('--port <port>', 'port of the API (default: PORT, else 5017 or the next free one)', portNumber)
    .option('--workers <n>', 'worker processes', wholeNumber(1, MAX_WORKERS), 1)
    .option('--verbose', 'show all that API and workers log, not only warnings')
    .addHelpText('after', EXAMPLES)
    .action(async (options: { port?: number; workers: number; verbose?: boolean }) => {
      // A closed terminal or a pipe that ended takes the words, not the instance.
      process.stdout.on('error', () => undefined);
      const { runUp } = await import('./up/runUp.js');
      await runUp({
        port: options.port ?? portOfEnv(process.env.PORT),
        workers: options.workers,
        verbose: options.verbose ?? false,
        env: process.env,
        say: (line) => process.stdout.write(`${line}\n`),
      });
    });
}
