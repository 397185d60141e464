import path from 'node:path';
import {
  createClient,
  ProblemError,
  UnreachableError,
  type Client,
  type CompletedQuestion,
} from '../../client/index.js';
import { BrokenDataError } from '../../shared/eva/brokenData.js';
import { loadFigures, type Figures } from '../../shared/eva/figures.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { apiAway, expectApi, findApiUrl } from '../findApi.js';
import { PACKAGE_FILE } from '../paths.js';
import { knownQuestions, type KnownQuestion } from './knownQuestions.js';
import { refusalFault, refusals } from './refusals.js';
import { TRANSPORTS, VerifyFault } from './transports.js';

/** A replica that is just being replaced is no fault. */
const PATIENCE_MS = 15_000;
/** Of one check; long before the question's own deadline. */
const CHECK_TIMEOUT_MS = 30_000;

export interface VerifyOptions {
  url?: string;
  answersOnly?: true;
  mixed?: true;
  json?: true;
}

export interface Checked {
  check: string;
  /** How it was asked: wait, poll, stream; or refusal, repetition, rating. */
  how: string;
  status: 'ok' | 'fail';
  found: string;
  ms: number;
}

/** Throws VerifyFault, or what a client throws; resolves to what was found right. */
type Check = { check: string; how: string; run: (signal: AbortSignal) => Promise<string> };

/** `agrobot verify`: exit status 1 when something is not as it should be. */
export async function verify(
  {
    url,
    answersOnly = false,
    mixed = false,
    json,
  }: { url?: string; answersOnly?: boolean; mixed?: boolean; json?: boolean },
  { stdout, env }: { stdout: { write(text: string): unknown }; env: NodeJS.ProcessEnv },
  signal: AbortSignal,
): Promise<number> {
  const baseUrl = await findApiUrl(url, env);
  const apiKey = env.AGROBOT_API_KEY || undefined;
  const figures = await figuresHere(env);
  // While versions change, an address may be that of a replica that is just gone.
  if (!mixed) await expectApi(baseUrl, apiKey);
  const client = createClient({ baseUrl, apiKey, patienceMs: PATIENCE_MS });
  const { version } = await client.health({ signal }).catch((error: unknown) => {
    throw error instanceof UnreachableError ? apiAway(error) : error;
  });
  const checks = [
    ...answerChecks(client, figures, mixed),
    ...(answersOnly ? [] : [...refusalChecks(baseUrl, apiKey), repetition(client), rating(client)]),
  ];
  const checked: Checked[] = [];
  for (const check of checks) {
    if (signal.aborted) return EXIT.interrupted;
    checked.push(await timed(check, signal));
  }
  if (signal.aborted) return EXIT.interrupted;
  const status = checked.every((one) => one.status === 'ok') ? 'ok' : 'fail';
  const report = { status, url: baseUrl, version, dataset: figures.version, checks: checked };
  stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : asText(report));
  return status === 'ok' ? EXIT.ok : EXIT.failed;
}

async function figuresHere(env: NodeJS.ProcessEnv): Promise<Figures> {
  const folder = env.AGROBOT_DATA_DIR || path.join(path.dirname(PACKAGE_FILE), 'data');
  try {
    return await loadFigures(folder);
  } catch (error) {
    if (!(error instanceof BrokenDataError)) throw error;
    throw new CliError(error.message, EXIT.failed, { cause: error });
  }
}

async function timed({ check, how, run }: Check, signal: AbortSignal): Promise<Checked> {
  const startedMs = performance.now();
  const deadline = AbortSignal.timeout(CHECK_TIMEOUT_MS);
  const end = (status: Checked['status'], found: string) => ({
    check,
    how,
    status,
    found,
    ms: Math.round(performance.now() - startedMs),
  });
  try {
    return end('ok', await run(AbortSignal.any([signal, deadline])));
  } catch (error) {
    if (deadline.aborted) return end('fail', `no answer within ${CHECK_TIMEOUT_MS / 1_000} s`);
    const refused = error instanceof ProblemError ? `refused with ${error.status} ${error.code}: ` : '';
    return end('fail', refused + (error instanceof Error ? error.message : String(error)));
  }
}

function answerChecks(client: Client, figures: Figures, mixed: boolean): Check[] {
  const ways = Object.entries(TRANSPORTS);
  return knownQuestions(figures).map((known, index) => {
    const [how, ask] = ways[index % ways.length]!;
    return {
      check: known.check,
      how,
      async run(signal) {
        const finished = await ask(client, known.text, signal);
        if (finished.status === 'completed') return rightAnswer(known, finished, figures, mixed);
        const why = finished.status === 'failed' ? `: ${finished.error.code}` : '';
        throw new VerifyFault(finished.status + why);
      },
    };
  });
}

function rightAnswer(
  known: KnownQuestion,
  answered: CompletedQuestion,
  figures: Figures,
  mixed: boolean,
): string {
  const { version } = answered.dataset;
  if (version !== figures.version) {
    if (mixed) return `answered from ${version}`;
    throw new VerifyFault(`answered from ${version}; the figures here are ${figures.version}`);
  }
  const faults = known.faults(answered);
  if (faults.length > 0) throw new VerifyFault(`${faults.join('; ')} (${answered.id})`);
  return 'right';
}

function refusalChecks(baseUrl: string, apiKey: string | undefined): Check[] {
  return refusals().map((refusal) => ({
    check: refusal.check,
    how: 'refusal',
    async run(signal) {
      const fault = await refusalFault(refusal, { baseUrl, apiKey, signal });
      if (fault !== null) throw new VerifyFault(fault);
      return `refused with ${refusal.status}`;
    },
  }));
}

function repetition(client: Client): Check {
  return {
    check: 'the same question again',
    how: 'repetition',
    async run(signal) {
      const idempotencyKey = `verify-${crypto.randomUUID()}`;
      const ask = (question: string) => client.ask({ question }, { idempotencyKey, signal });
      const [first, again] = [await ask('¿Qué es el café?'), await ask('¿Qué es el café?')];
      if (first.id !== again.id) throw new VerifyFault(`asked twice: ${first.id} and ${again.id}`);
      const other = await ask('¿Qué es el cacao?').catch((error: unknown) => error);
      if (!(other instanceof ProblemError) || other.status !== 422)
        throw new VerifyFault('another question with the same Idempotency-Key is not refused');
      return 'asked once';
    },
  };
}

function rating(client: Client): Check {
  return {
    check: 'a rating',
    how: 'rating',
    async run(signal) {
      const { id } = await client.ask({ question: 'hola' }, { waitS: 5, signal });
      await client.wait(id, { signal });
      await client.feedback(id, { rating: 'up', comment: 'agrobot verify' }, { signal });
      return 'taken';
    },
  };
}

function asText({
  url,
  version,
  dataset,
  checks,
}: {
  url: string;
  version: string;
  dataset: string;
  checks: Checked[];
}) {
  const width = Math.max(...checks.map(({ check }) => check.length));
  const lines = checks.map(
    ({ check, how, status, found, ms }) =>
      `${status === 'ok' ? 'ok  ' : 'FAIL'}  ${check.padEnd(width)}  ${how.padEnd(10)}  ${found}, ${ms} ms`,
  );
  const wrong = checks.filter(({ status }) => status === 'fail').length;
  const end = `${checks.length - wrong} right, ${wrong} wrong: ${url}, version ${version}, figures ${dataset}`;
  return `${[...lines, '', end].join('\n')}\n`;
}
