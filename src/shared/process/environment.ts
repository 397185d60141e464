import { distance } from 'fastest-levenshtein';
import { ConfigurationError, type Environment } from './configuration.js';
import { allVariables, type Reader } from './variables.js';

const OWN = 'AGROBOT_';
const FILE = '_FILE';
/** Of the longer name: more is another word, not a slip. */
const MOST_MISTAKEN_SHARE = 1 / 3;

/** What Kubernetes and Docker's links tell of a service called `agrobot…`; nobody set it. */
const SERVICE_LINK_NAME = /_(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
const SERVICE_LINK_VALUE = /^(tcp|udp|sctp):\/\//;

/**
 * The environment of one process: variables that nobody reads are refused, and secrets that `<NAME>_FILE` points to
 * are read from there, the line's end left out.
 *
 * A process may see the variables of the others, since one file of variables serves all; it reads only its own secrets.
 * @param reader whose secrets are read
 * @throws ConfigurationError naming every variable at fault and what to do, never what a secret holds
 */
export async function environmentOf(
  reader: Reader | 'all',
  env: Environment,
  readFile: (path: string) => Promise<string>,
): Promise<Environment> {
  const faults = unknownVariables(env);
  const read = { ...env };
  // A service called "agrobot-worker" would be taken for AGROBOT_WORKER_PORT.
  for (const name of Object.keys(env)) if (isServiceLink(name, env[name])) delete read[name];
  for (const name of secretNames(reader)) {
    const path = env[name + FILE];
    delete read[name + FILE];
    if (!path) continue;
    if (env[name]) {
      faults.push(`${name} and ${name}${FILE} are both set: keep one of them`);
      continue;
    }
    const secret = await readSecret(name + FILE, path, readFile);
    if (typeof secret === 'string') read[name] = secret;
    else faults.push(secret.fault);
  }
  if (faults.length > 0) throw new ConfigurationError(faults.join('; '));
  return read;
}

/** One sentence for each `AGROBOT_*` variable that no process and no command reads. */
export function unknownVariables(env: Environment): string[] {
  const names = [...new Set(allVariables().map(([name]) => name))];
  const known = new Set([...names, ...secretNames().map((name) => name + FILE)]);
  return Object.entries(env).flatMap(([name, value]) => {
    if (!name.startsWith(OWN) || !value || known.has(name)) return [];
    if (isServiceLink(name, value)) return [];
    return [`${name} is no variable of AgroBot${adviceOn(name, [...known])}`];
  });
}

/** Variables that may stand in a file; of one process, or of all. */
export function secretNames(reader: Reader | 'all' = 'all'): string[] {
  const secrets = allVariables().filter(
    ([, { secret, readBy }]) => secret && (reader === 'all' || readBy.includes(reader)),
  );
  return [...new Set(secrets.map(([name]) => name))];
}

function isServiceLink(name: string, value = ''): boolean {
  return name.startsWith(OWN) && (SERVICE_LINK_NAME.test(name) || SERVICE_LINK_VALUE.test(value));
}

function adviceOn(name: string, known: readonly string[]): string {
  if (name.endsWith(FILE) && known.includes(name.slice(0, -FILE.length))) {
    return `: only secrets are read from files, set ${name.slice(0, -FILE.length)} itself`;
  }
  // Who writes AGROBOT_REDIS_URL means REDIS_URL.
  const bare = (text: string) => (text.startsWith(OWN) ? text.slice(OWN.length) : text);
  const [best] = known
    .map((candidate) => ({ candidate, slips: distance(bare(name), bare(candidate)) }))
    .sort((a, b) => a.slips - b.slips);
  if (best && best.slips <= bare(name).length * MOST_MISTAKEN_SHARE)
    return `; did you mean ${best.candidate}?`;
  return '; docs/configuration.md lists all';
}

async function readSecret(
  variable: string,
  path: string,
  readFile: (path: string) => Promise<string>,
): Promise<string | { fault: string }> {
  let text: string;
  try {
    text = await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'is not there' : `cannot be read (${code ?? String(error)})`;
    return { fault: `${variable}: the file ${path} ${reason}` };
  }
  // Editors and "echo" end a file with a line's end, which is no part of the secret.
  const secret = text.replace(/[\r\n]+$/, '');
  return secret === '' ? { fault: `${variable}: the file ${path} is empty` } : secret;
}
