import path from 'node:path';
import { readEnvironment, type ConfigurationError } from '../../shared/process/configuration.js';
import { readVersion } from '../../shared/process/version.js';
import {
  languageModelConfig,
  languageModelVariables,
} from '../../workers/upstreams/languageModel/variables.js';
import { userAgentOf } from '../../workers/upstreams/userAgent.js';
import { upstreamConfig, upstreamVariables } from '../../workers/upstreams/variables.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { PACKAGE_FILE } from '../paths.js';
import type { Check } from './checked.js';
import { checkLanguageModel } from './checkLanguageModel.js';
import { checkNominatim, checkOpenMeteo, checkOpenWeatherMap, type Caller } from './checkServices.js';

const COLUMN_GAP = 2;

/** `agrobot upstreams check`: exit status 1 when a service that is configured does not work. */
export async function checkCommand(
  { json }: { json?: true },
  { stdout, env }: { stdout: NodeJS.WritableStream; env: NodeJS.ProcessEnv },
): Promise<number> {
  const checks = await checkUpstreams(env);
  stdout.write(json ? `${JSON.stringify(checks, null, 2)}\n` : asText(checks));
  return checks.some(({ configured, works }) => configured && !works) ? EXIT.failed : EXIT.ok;
}

/**
 * Asks each service that is configured once, all at the same time.
 * @throws CliError where a variable cannot be used
 */
export async function checkUpstreams(env: NodeJS.ProcessEnv): Promise<Check[]> {
  const { upstreams, languageModel } = settingsOf(env);
  const version = await readVersion(path.dirname(PACKAGE_FILE));
  const caller: Caller = {
    userAgent: userAgentOf(version, upstreams.contact),
    timeoutMs: upstreams.timeoutMs,
  };
  return Promise.all([
    checkOpenMeteo(upstreams.openMeteo, caller),
    checkOpenWeatherMap(upstreams.openWeatherMap, caller, Boolean(env.OPENWEATHERMAP_API_KEY)),
    checkNominatim(upstreams.nominatim, caller),
    checkLanguageModel(languageModel),
  ]);
}

function settingsOf(env: NodeJS.ProcessEnv) {
  try {
    const variables = readEnvironment(env, { ...upstreamVariables, ...languageModelVariables });
    return { upstreams: upstreamConfig(variables), languageModel: languageModelConfig(variables) };
  } catch (error) {
    throw new CliError((error as ConfigurationError).message, EXIT.usage, { cause: error });
  }
}

function asText(checks: readonly Check[]): string {
  const rows = checks.map(({ use, service, configured, works, ms, how }) => [
    use,
    service,
    !configured ? 'not used' : works ? 'works' : 'FAILS',
    ms === null ? '' : `${ms} ms`,
    how,
  ]);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return checks
    .map(({ found, advice }, index) => {
      const line = rows[index]!.map((cell, column) => cell.padEnd(widths[column]! + COLUMN_GAP)).join('');
      return [
        line.trimEnd(),
        ...[found, advice].flatMap((note) => (note === null ? [] : `    ${note}`)),
        '',
      ].join('\n');
    })
    .join('');
}
