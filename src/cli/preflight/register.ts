import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  agrobot preflight                     with the variables that API and workers will get
  agrobot preflight --json | jq '.findings[] | select(.status != "ok")'
  REDIS_URL_FILE=/run/secrets/redis_url agrobot preflight

It looks at model, data, Redis, clock, secrets, services outside and the machine, and changes nothing. Exit status 1:
something would not work or not be safe. Warnings alone are exit status 0. Secrets are never printed.`;

export function register(program: Command): void {
  program
    .command('preflight')
    .summary('look at everything before and after a deploy')
    .description('Looks at everything that an installation needs, and says what is wrong and what to do.')
    .option('--json', 'print { status, findings: [{ check, status, found, advice }] }')
    .addHelpText('after', EXAMPLES)
    .action(async (options: { json?: true }) => {
      const { preflight } = await import('./run.js');
      process.exitCode = await preflight(options, {
        stdout: process.stdout,
        env: process.env,
        execArgv: process.execArgv,
        userId: process.getuid?.() ?? null,
      });
    });
}
