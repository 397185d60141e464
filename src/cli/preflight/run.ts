import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '../../shared/process/configuration.js';
import { environmentOf, secretNames, unknownVariables } from '../../shared/process/environment.js';
import { EXIT } from '../exitStatus.js';
import { checkAnswers } from './checkAnswers.js';
import { checkClock } from './checkClock.js';
import { checkDebugging, checkMachine, checkUser } from './checkMachine.js';
import { checkRedis } from './checkRedis.js';
import { checkSecrets } from './checkSecrets.js';
import { checkServices } from './checkServices.js';
import { checkSettings } from './checkSettings.js';
import { fail, ok, type Finding, type Status } from './finding.js';

export interface PreflightSurroundings {
  stdout: { write(text: string): unknown };
  env: NodeJS.ProcessEnv;
  /** Options of Node itself. */
  execArgv: readonly string[];
  /** Null where the system has no such ids. */
  userId: number | null;
}

/** Behind the name of a secret that stands in a file. */
const FILE = '_FILE';
const MARKS: Record<Status, string> = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL' };

/** `agrobot preflight`: exit status 1 when something fails. */
export async function preflight(
  { json }: { json?: true },
  { stdout, env: given, execArgv, userId }: PreflightSurroundings,
): Promise<number> {
  const { env, findings: variables } = await readVariables(given);
  const [redis, clock, services, machine] = await Promise.all([
    checkRedis(env),
    checkClock(env),
    checkServices(env),
    checkMachine(env),
  ]);
  // Last and alone: loading the model takes the memory that the machine is asked for.
  const answers = await checkAnswers(env);
  const findings = [
    ...variables,
    ...checkSettings(env),
    ...checkSecrets(env),
    ...answers,
    ...redis,
    ...clock,
    ...services,
    ...checkDebugging(env, execArgv),
    checkUser(userId, env),
    ...machine,
  ];
  const has = (status: Status) => findings.some((finding) => finding.status === status);
  const status: Status = has('fail') ? 'fail' : has('warn') ? 'warn' : 'ok';
  stdout.write(json ? `${JSON.stringify({ status, findings }, null, 2)}\n` : asText(findings));
  return status === 'fail' ? EXIT.failed : EXIT.ok;
}

/** Every secret that is set, of whatever process; what cannot be read counts as unset below. */
async function readVariables(
  given: NodeJS.ProcessEnv,
): Promise<{ env: NodeJS.ProcessEnv; findings: Finding[] }> {
  const env = await withoutServiceLinks(given);
  const findings = unknownVariables(given).map((fault) =>
    fail('variables', fault, 'Correct its name, or take it away: no process starts with it.'),
  );
  for (const name of secretNames()) {
    const file = name + FILE;
    delete env[file];
    try {
      // One at a time: a file that is missing must not hide what is in the others.
      const read = await environmentOf('all', { [name]: given[name], [file]: given[file] }, readText);
      if (read[name] !== undefined) env[name] = read[name];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      findings.push(
        fail('variables', error.message, 'Mount the secret there for this user to read, once and not empty.'),
      );
    }
  }
  return { env, findings: findings.length > 0 ? findings : [ok('variables', 'all are known')] };
}

/** What a cluster tells of a service may have the name of one of our variables; no process takes it for one. */
async function withoutServiceLinks(given: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const files = new Set(secretNames().map((name) => name + FILE));
  const env = { ...given };
  for (const [name, value] of Object.entries(given)) {
    const one = { [name]: value };
    if (files.has(name) || unknownVariables(one).length > 0) continue;
    if (!(name in (await environmentOf('all', one, readText)))) delete env[name];
  }
  return env;
}

const readText = (file: string) => readFile(file, 'utf8');

function asText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, status, found, advice }) => [
    `${MARKS[status]}  ${check.padEnd(width)}  ${found}`,
    ...(advice === null ? [] : [`${' '.repeat(width + 8)}→ ${advice}`]),
  ]);
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const end = `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} to mend before it is safe to run`;
  return `${[...lines, '', end].join('\n')}\n`;
}
