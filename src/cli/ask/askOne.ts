import {
  createClient,
  isFinished,
  type AskRequest,
  type Client,
  type FinishedQuestion,
  type StreamEvent,
} from '../../client/index.js';
import type { Answered, ApiOptions, Asker } from './asker.js';
import { answerText, failureText, retryText, spanishNumber, spanishSeconds, stageText } from './spanish.js';
import { EXIT } from '../exitStatus.js';
import type { Terminal } from './terminal.js';

const REDRAW_MS = 100;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CANCEL_TIMEOUT_MS = 2_000;

/** Asks and prints the finished object as JSON; nothing else goes to stdout. Returns the exit status. */
export async function askForJson(
  asker: Asker,
  request: AskRequest,
  { stdout }: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const answered = await asker(request, signal);
  stdout.write(`${JSON.stringify(answered, null, 2)}\n`);
  return answered.status === 'completed' ? EXIT.ok : EXIT.failed;
}

/** Asks over the stream: the place in the queue and the stages while they last, then the answer and its source. */
export async function askForPerson(
  api: ApiOptions,
  request: AskRequest,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const progress = showProgress(terminal);
  const client = createClient({ ...api, onRetry: (retry) => progress.say(retryText(retry)) });
  let finished: FinishedQuestion;
  try {
    progress.say('Enviando la pregunta');
    finished = await followToEnd(client, request, signal, progress);
  } catch (error) {
    // Nobody will read the answer: a worker may turn to the next question.
    if (signal.aborted && progress.questionId !== undefined) await cancelQuietly(api, progress.questionId);
    throw error;
  } finally {
    progress.end();
  }
  return printAnswer(finished, terminal);
}

async function followToEnd(
  client: Client,
  request: AskRequest,
  signal: AbortSignal,
  progress: Progress,
): Promise<FinishedQuestion> {
  const asked = await client.ask(request, { signal });
  if (isFinished(asked)) return asked;
  progress.questionId = asked.id;
  for await (const event of client.stream(asked.id, { signal })) {
    progress.show(event);
    if (event.type !== 'answer.reset' && 'object' in event.data && isFinished(event.data)) return event.data;
  }
  return client.wait(asked.id, { signal });
}

async function cancelQuietly(api: ApiOptions, id: string): Promise<void> {
  const signal = AbortSignal.timeout(CANCEL_TIMEOUT_MS);
  await createClient({ ...api, patienceMs: 0 })
    .cancel(id, { signal })
    .catch(() => undefined);
}

export function printAnswer(answered: Answered, { stdout, notes }: Terminal): number {
  const failure = failureText(answered);
  if (failure !== null || answered.status !== 'completed') {
    notes.print(`No hay respuesta: ${failure}`);
    return EXIT.failed;
  }
  stdout.write(`${answerText(answered)}\n`);
  const { queue, inference, answer, total } = answered.timings_ms;
  const parts = [
    `cola ${spanishNumber(queue)}`,
    `modelo ${spanishNumber(inference)}`,
    `respuesta ${spanishNumber(answer)}`,
  ];
  const names = 'id' in answered ? [answered.id, `conversación ${answered.conversation_id}`] : [];
  const details = [...names, `${spanishNumber(total)} ms (${parts.join(', ')})`].join(' · ');
  notes.print(notes.isLive ? `\n\x1b[2m${details}\x1b[22m` : details);
  return EXIT.ok;
}

type Progress = ReturnType<typeof showProgress>;

/** One live line with a clock on a terminal; elsewhere one plain line for each thing that is new. */
function showProgress({ notes }: Terminal) {
  const startedAtMs = performance.now();
  let now = '';
  let written = '';
  let frame = 0;
  const draw = () => {
    const clock = spanishSeconds(performance.now() - startedAtMs);
    const tail = written === '' ? '' : ` · …${written.slice(-60).replaceAll('\n', ' ')}`;
    notes.draw([`${SPINNER[frame++ % SPINNER.length]} ${now} · ${clock}${tail}`]);
  };
  const timer = notes.isLive ? setInterval(draw, REDRAW_MS) : undefined;
  return {
    questionId: undefined as string | undefined,
    say(text: string) {
      if (text === now) return;
      now = text;
      if (notes.isLive) draw();
      else notes.print(text);
    },
    show(event: StreamEvent) {
      if (event.type === 'answer.delta') written += event.data.text;
      if (event.type === 'answer.reset') written = '';
      const text = stageText(event);
      if (text !== null) this.say(text);
    },
    end() {
      clearInterval(timer);
      notes.erase();
    },
  };
}
