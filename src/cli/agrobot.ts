import { readFileSync } from 'node:fs';

import { Command, CommanderError } from 'commander';

import { register as registerApi } from './api.js';
import { register as registerAsk } from './ask.js';
import { CliError } from './cliError.js';
import { register as registerConfiguration } from './configuration.js';
import { register as registerData } from './data/register.js';
import { register as registerDemo } from './demo.js';
import { EXIT } from './exitStatus.js';
import { register as registerExplain } from './explain.js';
import { PACKAGE_FILE } from './paths.js';
import { register as registerKnowledge } from './knowledge/register.js';
import { register as registerKeys } from './keys.js';
import { register as registerModel } from './model/register.js';
import { register as registerOpenapi } from './openapi.js';
import { register as registerPreflight } from './preflight/register.js';
import { register as registerReplay } from './replay.js';
import { register as registerTelegram } from './telegram.js';
import { register as registerUp } from './up.js';
import { register as registerUpstreams } from './upstreams/register.js';
import { register as registerVerify } from './verify.js';
import { register as registerWebhooks } from './webhooks.js';
import { register as registerWorker } from './worker.js';

/** In the order in which a newcomer meets them. */
const COMMANDS = [
  registerUp,
  registerAsk,
  registerExplain,
  registerDemo,
  registerApi,
  registerWorker,
  registerTelegram,
  registerPreflight,
  registerVerify,
  registerKeys,
  registerUpstreams,
  registerWebhooks,
  registerData,
  registerKnowledge,
  registerModel,
  registerReplay,
  registerConfiguration,
  registerOpenapi,
];

const ABOUT = 'Answers everyday farming questions from Colombia with official figures.';

const MORE = `
Start here:
  agrobot up                                               run everything on this machine
  agrobot ask "¿Cuánto café produjo Huila en 2020?"        ask it, from another terminal
  agrobot COMMAND --help                                   options and examples of a command

To work on AgroBot itself (npm run … does the same):
  agrobot test [files] [-t behaviour] | types | lint | format | build | bench`;

/** Runs one command; the error of a failed one is printed and becomes the exit status. */
export async function main(args: string[]): Promise<void> {
  // For whatever loads ONNX Runtime, here or in a child: else it reports to its maker.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has been printed; help and version are no errors.
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
      return;
    }
    const known = error instanceof CliError;
    process.stderr.write(`agrobot: ${known ? error.message : ((error as Error).stack ?? String(error))}\n`);
    process.exitCode = known ? error.exitStatus : EXIT.failed;
  }
}

export function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as { version: string };
  const program = new Command('agrobot').description(ABOUT).version(version).addHelpText('after', MORE);
  // Settings first: subcommands copy them when they are made.
  program.showHelpAfterError('(--help lists the options)').exitOverride();
  program.hook('preAction', async (_, action) => {
    const { settleEnvironment } = await import('./environment.js');
    await settleEnvironment(nameBelow(program, action), process.env);
  });
  for (const register of COMMANDS) register(program);
  return program;
}

/** `data` of `agrobot data check`. */
function nameBelow(program: Command, action: Command): string {
  let command = action;
  while (command.parent && command.parent !== program) command = command.parent;
  return command.name();
}
