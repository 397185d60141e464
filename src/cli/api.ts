import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  REDIS_URL=redis://10.0.0.5:6379 PORT=5017 agrobot api

It logs JSON to stdout. If it ends by itself it is started again, later and later.`;

export function register(program: Command): void {
  program
    .command('api')
    .summary('run one API process')
    .description(
      'Runs one API process and keeps it running. Without REDIS_URL it uses the Redis of "agrobot up" on this machine.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const [{ runRole }, { MAINS }] = await Promise.all([import('./runRole.js'), import('./paths.js')]);
      await runRole({
        members: ['api'],
        main: MAINS.api,
        env: process.env,
        environment: (env) => () => ({ env }),
        say: (line) => process.stderr.write(`agrobot: ${line}\n`),
      });
    });
}
