import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { createClient, UnreachableError } from '../client/index.js';
import { CliError } from './cliError.js';
import { EXIT } from './exitStatus.js';
import { varDir } from './paths.js';

const DEFAULT_API_URL = 'http://127.0.0.1:5017';
/** Written by `agrobot up` while it runs, readable by its owner only: the Redis URL may hold a password. */
const INSTANCE_FILE = 'agrobot.json';

const instanceSchema = z.object({
  url: z.url(),
  pid: z.int(),
  redisUrl: z.string(),
  prefix: z.string(),
});

export type Instance = z.infer<typeof instanceSchema>;

/** What `agrobot up` says of the instance it runs here; null where there is none. It may have been killed since. */
export async function readInstance(env: NodeJS.ProcessEnv): Promise<Instance | null> {
  try {
    return instanceSchema.parse(JSON.parse(await readFile(path.join(varDir(env), INSTANCE_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** Where the API is: `--url`, else `AGROBOT_URL`, else the instance that runs here, else the usual address. */
export async function findApiUrl(option: string | undefined, env: NodeJS.ProcessEnv): Promise<string> {
  const named = option ?? env.AGROBOT_URL;
  if (named !== undefined && named !== '')
    return namedUrl(named, option === undefined ? 'AGROBOT_URL' : '--url');
  return (await readInstance(env))?.url ?? DEFAULT_API_URL;
}

function namedUrl(value: string, from: string): string {
  if (/^https?:\/\/./.test(value) && URL.canParse(value)) return value;
  throw new CliError(`${from} wants an address like ${DEFAULT_API_URL}; "${value}" is none.`, EXIT.usage);
}

/** Fails at once, with what to do, where nothing listens; an API that is only unwell for the moment is good enough. */
export async function expectApi(baseUrl: string, apiKey: string | undefined): Promise<void> {
  try {
    await createClient({ baseUrl, apiKey, patienceMs: 0 }).health();
  } catch (error) {
    if (error instanceof UnreachableError) throw apiAway(error);
  }
}

export const apiAway = (error: UnreachableError) =>
  new CliError(
    `${error.message}\nStart it with: npm start\nOr name another address with --url or AGROBOT_URL.`,
    EXIT.unavailable,
    { cause: error },
  );
