import { ProblemError, UnreachableError, type AskRequest } from '../../client/index.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { apiAway, expectApi, findApiUrl } from '../findApi.js';
import { askFile } from './askFile.js';
import { askForJson, askForPerson, printAnswer } from './askOne.js';
import { apiAsker, type ApiOptions, type Asker } from './asker.js';
import { problemText, retryText } from './spanish.js';
import type { Terminal } from './terminal.js';

/** Whoever asks one question is told soon that it does not work; a file goes on across a restart. */
const ONE_PATIENCE_MS = 30_000;
const FILE_PATIENCE_MS = 120_000;

export interface AskOptions {
  url?: string;
  json?: boolean;
  file?: string;
  out?: string;
  inFlight: number;
  local?: boolean;
  conversation?: string;
  municipality?: string;
}

/** Runs `agrobot ask`; returns the exit status, and throws CliError with what to tell the person. */
export async function runAsk(
  words: readonly string[],
  options: AskOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const common: Omit<AskRequest, 'question'> = {
    ...(options.conversation === undefined ? {} : { conversation_id: options.conversation }),
    ...(options.municipality === undefined ? {} : { location: { municipality_code: options.municipality } }),
  };
  try {
    if (options.file !== undefined) {
      refuseBoth(words, options);
      const { file, out } = options;
      // In one thread there is nothing to gain from a second question in flight.
      const inFlight = options.local ? 1 : options.inFlight;
      return await withAsker(options, terminal, (asker) =>
        askFile(asker, { file, out, inFlight, common }, terminal, signal),
      );
    }
    const request = { ...common, question: await questionFrom(words, terminal) };
    if (options.json) {
      return await withAsker(options, terminal, (asker) => askForJson(asker, request, terminal, signal));
    }
    if (options.local) {
      return await withAsker(options, terminal, async (asker) =>
        printAnswer(await asker(request, signal), terminal),
      );
    }
    return await askForPerson(await reachableApi(options, terminal), request, terminal, signal);
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw toCliError(error);
  }
}

async function withAsker(
  options: AskOptions,
  terminal: Terminal,
  use: (asker: Asker) => Promise<number>,
): Promise<number> {
  if (options.local) {
    if (options.conversation !== undefined) {
      throw new CliError(
        '--local remembers nothing between questions: leave out --conversation.',
        EXIT.usage,
      );
    }
    const { openLocalAsker } = await import('./localAsker.js');
    const local = await openLocalAsker(terminal.env);
    try {
      return await use(local.asker);
    } finally {
      await local.close();
    }
  }
  const api = await reachableApi(options, terminal);
  return use(apiAsker(options.json ? api : { ...api, onRetry: sayOnce(terminal) }));
}

async function reachableApi(options: AskOptions, { env }: Terminal): Promise<ApiOptions> {
  const baseUrl = await findApiUrl(options.url, env);
  const apiKey = env.AGROBOT_API_KEY;
  await expectApi(baseUrl, apiKey);
  return { baseUrl, apiKey, patienceMs: options.file === undefined ? ONE_PATIENCE_MS : FILE_PATIENCE_MS };
}

/** Several questions in flight meet the same trouble; one line tells of it. */
function sayOnce({ notes }: Terminal): NonNullable<ApiOptions['onRetry']> {
  let quietUntilMs = 0;
  return (retry) => {
    const nowMs = performance.now();
    if (nowMs < quietUntilMs) return;
    quietUntilMs = nowMs + Math.max(1_000, retry.delayMs);
    notes.print(retryText(retry));
  };
}

async function questionFrom(words: readonly string[], { stdin }: Terminal): Promise<string> {
  const question = words.length === 1 && words[0] === '-' ? await readAll(stdin) : words.join(' ');
  if (question.trim() !== '') return question.trim();
  throw new CliError(
    'Which question? For example: agrobot ask "¿Cuánto café produjo Huila en 2020?"',
    EXIT.usage,
  );
}

async function readAll(stdin: Terminal['stdin']): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stdin)
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

function refuseBoth(words: readonly string[], { json }: AskOptions): void {
  if (words.length > 0) throw new CliError('Give a question or --file, not both.', EXIT.usage);
  if (json) throw new CliError('--json is for one question; --file writes CSV.', EXIT.usage);
}

function toCliError(error: unknown): unknown {
  if (error instanceof ProblemError) return new CliError(problemText(error), EXIT.failed, { cause: error });
  if (error instanceof UnreachableError) return apiAway(error);
  return error;
}
