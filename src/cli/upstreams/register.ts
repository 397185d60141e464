import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  agrobot upstreams check
  agrobot upstreams check --json
  OPENWEATHERMAP_API_KEY=… agrobot upstreams check

It asks each service once, with the variables of the worker (docs/configuration.md), and needs neither a running
instance nor Redis. Keys are never printed. Exit status 1: one that is configured does not work.`;

/** `agrobot upstreams …`: weather, maps and the language model. */
export function register(program: Command): void {
  program
    .command('upstreams')
    .description('look after the services outside: weather, maps, language model')
    .command('check')
    .summary('ask each configured service once')
    .description('Asks each service outside that is configured, and says what works and what to do.')
    .option('--json', 'print a list of { use, service, configured, how, works, outcome, ms, found, advice }')
    .addHelpText('after', EXAMPLES)
    .action(async (options: { json?: true }) => {
      const { checkCommand } = await import('./check.js');
      process.exitCode = await checkCommand(options, { stdout: process.stdout, env: process.env });
    });
}
