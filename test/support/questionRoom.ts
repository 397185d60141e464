import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Problem } from '../../src/shared/contract/problem.js';
import { acceptQuestion, type AcceptInput, type AcceptLimits } from '../../src/shared/questions/accept.js';
import { internalProblem } from '../../src/shared/questions/endings.js';
import { finishQuestion, type Finish } from '../../src/shared/questions/finish.js';
import { newConversationId, newQuestionId } from '../../src/shared/questions/ids.js';
import { keysFor } from '../../src/shared/questions/keys.js';
import { startQuestion } from '../../src/shared/questions/start.js';

const LIMITS: AcceptLimits = {
  openPerCaller: 100,
  openInAll: 1_000,
  deadlineMs: 60_000,
  rememberMs: 60_000,
};

/** The record's scripts against the test run's Redis, under a prefix of its own. */
export function openQuestionRoom() {
  const redis = new Redis(process.env.REDIS_URL!);
  const keys = keysFor(`test-${randomUUID()}`);

  return {
    redis,
    keys,
    accept(input: Partial<AcceptInput> = {}, limits: Partial<AcceptLimits> = {}) {
      return acceptQuestion(
        redis,
        keys,
        {
          id: newQuestionId(),
          text: '¿Cuánto café produjo Huila en 2020?',
          location: null,
          caller: '127.0.0.1',
          conversation: { id: newConversationId(), isNew: true },
          ...input,
        },
        { ...LIMITS, ...limits },
      );
    },
    async accepted(input: Partial<AcceptInput> = {}) {
      const outcome = await this.accept(input);
      if (outcome.outcome !== 'accepted') throw new Error(`not accepted: ${outcome.outcome}`);
      return outcome.question;
    },
    start(id: string, attempt: string) {
      return startQuestion(redis, keys, id, attempt);
    },
    finish(id: string, attempt: string | null, rest: Partial<Finish> = {}) {
      const error: Problem = internalProblem(id);
      return finishQuestion(redis, keys, {
        id,
        conversationId: '',
        attempt,
        endedAtMs: Date.now(),
        ending: { status: 'failed', error },
        retentionS: 60,
        rememberMs: 60_000,
        ...rest,
      });
    },
    /** A second connection, as another process would have one. */
    connect() {
      return redis.duplicate();
    },
    async close() {
      for (let cursor = '0'; ;) {
        const [next, found] = await redis.scan(cursor, 'MATCH', `${keys.prefix}*`, 'COUNT', 1_000);
        if (found.length > 0) await redis.del(...found);
        if (next === '0') break;
        cursor = next;
      }
      await redis.quit();
    },
  };
}
