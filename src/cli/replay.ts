import type { Command } from 'commander';
import type { ReplayOptions } from './replay/run.js';

const EXAMPLES = `
Examples:
  agrobot replay q_01940f2e-7a00-7000-8000-0123456789ab --model /tmp/new-model
  agrobot replay q_01940f2e-7a00-7000-8000-0123456789ab --model models/intents --json | jq .same

The turns of its conversation before it are gone through as well, so that "¿y en Nariño?" means the same. Coordinates
are not kept: where the asker sent some, the municipality that they led to stands in. Weather is that of now.

Exit status: 0 answered, 1 no such question, or it was never answered, 3 no API.`;

export function register(program: Command): void {
  program
    .command('replay')
    .summary('answer an old question with another model')
    .description(
      'Answers a question of the last 24 hours once more, in this process, with another model or other data.',
    )
    .argument('<id>', 'the question’s id (q_…)')
    .requiredOption('--model <dir>', 'folder of the model to answer with')
    .option('--data <dir>', 'folder of the data to answer from')
    .option('--json', 'print { text, before, after, same }')
    .option('--url <url>', 'address of the API')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: ReplayOptions) => {
      const [{ replay }, { untilInterrupted }] = await Promise.all([
        import('./replay/run.js'),
        import('./untilInterrupted.js'),
      ]);
      process.exitCode = await untilInterrupted(async (signal) => {
        process.stdout.write(`${await replay(id, options, process.env, signal)}\n`);
        return 0;
      });
    });
}
