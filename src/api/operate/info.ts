import {
  BODY_MAX_BYTES,
  IDEMPOTENCY_KEY_MAX_CHARACTERS,
  QUESTION_MAX_CHARACTERS,
  WAIT_MAX_S,
} from '../../shared/contract/limits.js';
import { liveWorkers, type Heartbeat } from '../../shared/questions/heartbeats.js';
import type { Call } from '../call.js';
import type { Reply } from '../http/reply.js';
import type { Services } from '../services.js';

/** `GET /info`: what runs here, and within which limits. */
export async function info(_call: Call, { redis, keys, config, version }: Services): Promise<Reply> {
  const workers = await liveWorkers(redis, keys, Date.now());
  const body = {
    version,
    models: countWorkers(workers, ({ model }) => model),
    datasets: countWorkers(workers, ({ dataset }) => dataset),
    limits: {
      question_max_characters: QUESTION_MAX_CHARACTERS,
      body_max_bytes: BODY_MAX_BYTES,
      wait_max_s: WAIT_MAX_S,
      idempotency_key_max_characters: IDEMPOTENCY_KEY_MAX_CHARACTERS,
      open_questions_per_caller: config.openPerCaller,
      open_questions: config.openInAll,
      questions_per_minute: config.ratePerMinute,
      question_deadline_s: config.deadlineMs / 1_000,
      retention_s: config.retentionS,
    },
  };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: JSON.stringify(body) };
}

/** While a new revision rolls out, workers differ: each that is live, and in how many of them. */
function countWorkers<Part extends object>(workers: Heartbeat[], part: (worker: Heartbeat) => Part) {
  const counted = new Map<string, Part & { workers: number }>();
  for (const worker of workers) {
    const found = part(worker);
    const key = JSON.stringify(found);
    counted.set(key, { ...found, workers: (counted.get(key)?.workers ?? 0) + 1 });
  }
  return [...counted.values()];
}
