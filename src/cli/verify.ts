import type { Command } from 'commander';
import type { VerifyOptions } from './verify/run.js';

const EXAMPLES = `
Examples:
  agrobot verify                                    the instance that "npm start" runs here
  agrobot verify --url https://agro.example.org     after a deploy
  agrobot verify --json | jq '.checks[] | select(.status == "fail")'

It asks questions whose answers stand in the figures of this checkout or image, by waiting, polling and streaming, and
compares figures, place and source; then it asks what has to be refused, repeats a question by its Idempotency-Key, and
rates one (comment "agrobot verify"). AGROBOT_API_KEY is sent where it is set.

Exit status: 0 all as it should be, 1 something is not, 2 wrong usage, 3 no API, 130 Ctrl-C.`;

export function register(program: Command): void {
  program
    .command('verify')
    .summary('ask a running instance questions whose answers are known')
    .description('Asks a running instance questions whose answers are known, and says what is not right.')
    .option('--url <url>', 'address of the API')
    .option('--answers-only', 'only the questions; no refusals, repetition or rating')
    .option(
      '--mixed',
      'while versions change: what workers with other figures answer need only be an answer, not these figures',
    )
    .option('--json', 'print { status, url, version, dataset, checks: [{ check, how, status, found, ms }] }')
    .addHelpText('after', EXAMPLES)
    .action(async (options: VerifyOptions) => {
      const [{ verify }, { untilInterrupted }] = await Promise.all([
        import('./verify/run.js'),
        import('./untilInterrupted.js'),
      ]);
      const { stdout, env } = process;
      process.exitCode = await untilInterrupted((signal) => verify(options, { stdout, env }, signal));
    });
}
