import { InvalidArgumentError, type Command } from 'commander';
import type { AskOptions } from './ask/run.js';

const IN_FLIGHT_DEFAULT = 16;
const IN_FLIGHT_MAX = 64;

const EXAMPLES = `
Examples:
  agrobot ask "¿Cuánto café produjo Huila en 2020?"
  agrobot ask --json "¿Qué siembro en Boyacá?" | jq -r .answer.short
  agrobot ask --municipality 15001 "¿Qué se da bien por acá?"
  agrobot ask --file preguntas.csv --out respuestas.csv
  echo "¿Maíz o fríjol en Santander?" | agrobot ask -

A file is CSV with a column "pregunta" or "question", else its first column counts; a plain list, one question a line,
will do. Run the same command again to go on where it stopped: rows in the answer file are not asked again. To ask a
failed row again, delete its line there.

The API is found by --url, AGROBOT_URL, the instance that "npm start" runs here, or http://127.0.0.1:5017.
AGROBOT_API_KEY is sent where it is set.

Exit status: 0 answered, 1 a question failed or was refused, 2 wrong usage, 3 no API, 130 Ctrl-C.`;

export function register(program: Command): void {
  program
    .command('ask')
    .summary('ask a question, or a CSV file of questions')
    .description('Asks a question and prints the answer with its source. "-" reads the question from stdin.')
    .argument('[question...]', 'the question, in Spanish')
    .option('--json', 'print the finished question object, for scripts')
    .option('--file <csv>', 'answer every question of a CSV file')
    .option('--out <csv>', 'where the answers go (default: beside the file, as NAME.respuestas.csv)')
    .option(
      '--in-flight <n>',
      'questions of a file that are asked at the same time',
      inFlight,
      IN_FLIGHT_DEFAULT,
    )
    .option('--conversation <id>', 'go on with a conversation (c_…)')
    .option('--municipality <code>', 'where the asker is: a DIVIPOLA code of five digits', municipality)
    .option('--local', 'answer in this process, with no Redis and no API')
    .option('--url <url>', 'address of the API')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], options: AskOptions) => {
      const [{ runAsk }, { openTerminal }, { untilInterrupted }] = await Promise.all([
        import('./ask/run.js'),
        import('./ask/terminal.js'),
        import('./untilInterrupted.js'),
      ]);
      process.exitCode = await untilInterrupted((signal) =>
        runAsk(words, options, openTerminal(process), signal),
      );
    });
}

function inFlight(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= IN_FLIGHT_MAX) return number;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${IN_FLIGHT_MAX}.`);
}

function municipality(value: string): string {
  if (/^\d{5}$/.test(value)) return value;
  throw new InvalidArgumentError('It must be five digits, such as 15001 for Tunja.');
}
