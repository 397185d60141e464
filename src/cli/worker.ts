import type { Command } from 'commander';

import { wholeNumber } from './numbers.js';

const MAX_REPLICAS = 64;

const EXAMPLES = `
Examples:
  agrobot worker                        one more worker for the instance that "agrobot up" runs here
  REDIS_URL=redis://10.0.0.5:6379 AGROBOT_WORKER_PORT=9101 agrobot worker --replicas 4

With AGROBOT_WORKER_PORT=9101 and four replicas the health and metrics ports are 9101 to 9104, and 9105 for a successor
while it takes over. It logs JSON to stdout. A worker that ends by itself is started again, later and later; one that
asks to be replaced goes when its successor is ready.`;

export function register(program: Command): void {
  program
    .command('worker')
    .summary('run workers')
    .description(
      'Runs workers and keeps them running. Without REDIS_URL they use the Redis of "agrobot up" on this machine.',
    )
    .option('--replicas <n>', 'worker processes', wholeNumber(1, MAX_REPLICAS), 1)
    .addHelpText('after', EXAMPLES)
    .action(async ({ replicas }: { replicas: number }) => {
      const [{ runRole }, { MAINS }, { portsFrom }] = await Promise.all([
        import('./runRole.js'),
        import('./paths.js'),
        import('./portPool.js'),
      ]);
      const ports = portsFrom(process.env.AGROBOT_WORKER_PORT, replicas + 1);
      await runRole({
        members: Array.from({ length: replicas }, (_, index) =>
          replicas === 1 ? 'worker' : `worker ${index + 1}`,
        ),
        main: MAINS.worker,
        env: process.env,
        environment: (env) => () => {
          const { port, release } = ports.take();
          return { env: { ...env, ...(port === undefined ? {} : { AGROBOT_WORKER_PORT: port }) }, release };
        },
        say: (line) => process.stderr.write(`agrobot: ${line}\n`),
      });
    });
}
