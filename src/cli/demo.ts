import type { Command } from 'commander';
import { wholeNumber } from './numbers.js';

const QUESTIONS_DEFAULT = 200;
const QUESTIONS_MIN = 20;
const QUESTIONS_MAX = 10_000;

const EXAMPLES = `
Examples:
  agrobot demo
  agrobot demo --questions 1000

It uses the instance that "agrobot up" runs here, else it starts one of its own and stops it at the end. Half-way a
second worker joins; then that worker is killed with SIGKILL while it holds questions. They come back to the other one
within about 15 seconds, when the dead worker's locks have run out.

Exit status: 0 all answered, 1 some were not.`;

export function register(program: Command): void {
  program
    .command('demo')
    .summary('watch 200 questions survive the death of a worker')
    .description('Asks many questions while a worker is added and one is killed; none is lost.')
    .option('--questions <n>', 'how many', wholeNumber(QUESTIONS_MIN, QUESTIONS_MAX), QUESTIONS_DEFAULT)
    .addHelpText('after', EXAMPLES)
    .action(async ({ questions }: { questions: number }) => {
      const [{ runDemo }, { createLiveLines }, { untilInterrupted }] = await Promise.all([
        import('./demo/run.js'),
        import('./liveLines.js'),
        import('./untilInterrupted.js'),
      ]);
      process.exitCode = await untilInterrupted((signal) =>
        runDemo({ total: questions, env: process.env, screen: createLiveLines(process.stdout), signal }),
      );
    });
}
