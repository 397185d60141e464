import type { Command } from 'commander';
import type { EvaluateOptions } from './evaluate.js';
import type { IndexOptions } from './indexEntries.js';

/** `agrobot knowledge …`: what the theoretical questions are answered from. */
export function register(program: Command): void {
  const knowledge = program
    .command('knowledge')
    .description('index and measure the knowledge base in data/knowledge');

  knowledge
    .command('index')
    .description(
      'Makes the embeddings of all ways to ask anew; wanted after entries or the model have changed.',
    )
    .option('--model <dir>', 'the model folder (default: AGROBOT_MODEL_DIR, or the shipped one)')
    .option('--data <dir>', 'the data folder (default: AGROBOT_DATA_DIR, or the shipped one)')
    .option(
      '--questions <file>',
      'TSV with the columns topic and question (default: training/data/knowledge-test.tsv)',
    )
    .action(async (options: IndexOptions) => {
      const { indexCommand } = await import('./indexEntries.js');
      process.exitCode = await indexCommand(options, { stdout: process.stdout, env: process.env });
    });

  knowledge
    .command('evaluate')
    .description(
      'Measures how well entries are found, by meaning, by words and by both, on questions never learned from.',
    )
    .option('--model <dir>', 'the model folder (default: AGROBOT_MODEL_DIR, or the shipped one)')
    .option('--data <dir>', 'the data folder (default: AGROBOT_DATA_DIR, or the shipped one)')
    .option(
      '--questions <file>',
      'TSV with the columns topic and question (default: training/data/knowledge-test.tsv)',
    )
    .option(
      '--outside <file>',
      'labelled TSV; its plain out_of_scope questions should find nothing (default: training/data/test.tsv)',
    )
    .option('--json', 'print the figures as JSON')
    .action(async (options: EvaluateOptions) => {
      const { evaluateCommand } = await import('./evaluate.js');
      process.exitCode = await evaluateCommand(options, { stdout: process.stdout, env: process.env });
    });
}
