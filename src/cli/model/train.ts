import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { onStopSignals } from '../signals.js';

/** What a shell adds to the number of the signal that ended a program. */
const SIGNALLED = 128;

const COST =
  'Training takes about 60 minutes on two cores and, the first time, 6 GB of disk for its Python environment.\n' +
  'Ctrl-C stops it; models/intents changes only at the end, when the new model is good enough.\n';

/**
 * `agrobot model train`: runs training/make.sh of the checkout with the arguments as they are.
 * @param root the folder of package.json
 * @returns the script's own exit status
 * @throws CliError where there is nothing to run
 */
export async function trainCommand(
  args: readonly string[],
  { root, notes }: { root: string; notes: { write(text: string): unknown } },
): Promise<number> {
  const script = path.join(root, 'training', 'make.sh');
  if (!existsSync(script)) {
    throw new CliError(
      `There is no ${script}: training needs the whole repository, not only the built program. Clone it and run it there.`,
      EXIT.failed,
    );
  }
  notes.write(COST);
  const child = spawn('sh', [script, ...args], { cwd: root, stdio: 'inherit' });
  // A terminal's Ctrl-C reaches the script by itself; what is sent to this process alone is handed on.
  const giveBack = onStopSignals(
    (signal) => {
      if (signal !== 'SIGINT') child.kill(signal);
    },
    () => child.kill('SIGKILL'),
  );
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        const reason =
          error.code === 'ENOENT' ? 'there is no "sh" here. On Windows, run it in WSL' : error.message;
        reject(new CliError(`training/make.sh cannot be started: ${reason}.`, EXIT.failed, { cause: error }));
      });
      child.once('exit', (code, signal) => {
        resolve(code ?? SIGNALLED + (signal === null ? 0 : constants.signals[signal]));
      });
    });
  } finally {
    giveBack();
  }
}
