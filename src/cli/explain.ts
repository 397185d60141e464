import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  agrobot explain q_01940f2e-7a00-7000-8000-0123456789ab
  agrobot explain --json q_01940f2e-7a00-7000-8000-0123456789ab | jq .explanation.rule

The id stands under every answer of "agrobot ask" and in every question object. It can be explained for as long as the
question is kept (24 hours by default).

Exit status: 0 explained, 1 no such question or no answer to explain, 3 no API.`;

export function register(program: Command): void {
  program
    .command('explain')
    .summary('tell how an answer came about')
    .description('Tells how an answer came about: spans found, intents weighed, rows and rule used.')
    .argument('<id>', 'the question’s id (q_…)')
    .option('--json', 'print { question, explanation }')
    .option('--url <url>', 'address of the API')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: { json?: boolean; url?: string }) => {
      const { explain } = await import('./explain/run.js');
      process.stdout.write(`${await explain(id, options, process.env)}\n`);
    });
}
