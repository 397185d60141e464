import { CliError } from '../cliError.js';
import { checkUpstreams } from '../upstreams/check.js';
import type { Check } from '../upstreams/checked.js';
import { fail, ok, warn, type Finding } from './finding.js';

/** Weather, maps and language model. All are optional: one that does not work costs answers, not the installation. */
export async function checkServices(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  try {
    return (await checkUpstreams(env)).map(findingOf);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return [fail('services outside', error.message, 'Correct the variable: no worker starts with it.')];
  }
}

function findingOf({ service, configured, works, how, ms, advice }: Check): Finding {
  if (!configured) return ok(service, `not used (${how})`);
  if (works) return ok(service, `works, in ${ms} ms (${how})`);
  return warn(service, `does not work (${how})`, advice ?? 'Try again: agrobot upstreams check');
}
