import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '../shared/process/configuration.js';
import { environmentOf } from '../shared/process/environment.js';
import type { Reader } from '../shared/process/variables.js';
import { CliError } from './cliError.js';
import { EXIT } from './exitStatus.js';

/** What these start reads its own secrets; the others read them here. */
const ROLES: Record<string, Reader> = { api: 'api', worker: 'worker', telegram: 'telegram' };
/** They tell what is wrong with the variables, or what is right. */
const APART = new Set(['configuration', 'preflight']);

/**
 * Refuses variables that nobody reads, and puts secrets that stand in files into `env`, so that no command has to know
 * of files.
 * @throws CliError
 */
export async function settleEnvironment(command: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (APART.has(command)) return;
  const settled = await environmentOf(ROLES[command] ?? 'cli', env, (path) => readFile(path, 'utf8')).catch(
    (error: unknown) => {
      if (!(error instanceof ConfigurationError)) throw error;
      throw new CliError(error.message, EXIT.usage, { cause: error });
    },
  );
  for (const name of Object.keys(env)) if (!(name in settled)) delete env[name];
  Object.assign(env, settled);
}
