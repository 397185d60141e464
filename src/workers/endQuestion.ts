import type { RedisClient } from '../shared/process/redis/client.js';
import type { QuestionMetrics } from '../shared/process/metrics.js';
import { finishQuestion, type Finish } from '../shared/questions/finish.js';
import type { Keys } from '../shared/questions/keys.js';
import type { Ending } from '../shared/questions/resource.js';
import type { Persist } from './persistentWrites.js';

export type EndQuestion = (ended: Ended) => Promise<void>;

export type Ended = Pick<
  Finish,
  'id' | 'conversationId' | 'attempt' | 'ending' | 'pending' | 'explanation' | 'remember'
>;

/** Writes how a question ended, whatever Redis is at; counted by whoever's ending was the first. */
export function createEndQuestion({
  redis,
  keys,
  persist,
  metrics,
  onEnded,
  ...lifetimes
}: {
  redis: RedisClient;
  keys: Keys;
  persist: Persist;
  metrics: QuestionMetrics;
  retentionS: number;
  rememberMs: number;
  onOwed: NonNullable<Finish['onOwed']>;
  onEnded(): void;
}): EndQuestion {
  return async (ended) => {
    const finish: Finish = { ...ended, ...lifetimes, endedAtMs: Date.now() };
    const outcome = await persist('finish', () => finishQuestion(redis, keys, finish));
    if (outcome !== 'finished') return;
    count(metrics, ended.ending);
    onEnded();
  };
}

function count(metrics: QuestionMetrics, ending: Ending): void {
  if (ending.status !== 'completed') {
    metrics.ended.inc({ status: ending.status, intent: '' });
    return;
  }
  const { intent, timings_ms: timings } = ending.result;
  metrics.confidence.observe(intent.confidence);
  metrics.ended.inc({ status: 'completed', intent: intent.name });
  for (const [stage, milliseconds] of Object.entries(timings)) {
    metrics.stage.observe({ stage }, milliseconds / 1_000);
  }
}
