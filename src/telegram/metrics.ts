import { Counter, Gauge, type Registry } from 'prom-client';
import { createRegistry } from '../shared/process/metrics.js';

/**
 * How a question that somebody asked in a chat ended: as at the API, or `refused` by it, `unreachable` where it did not
 * answer, `stopped` because this process ended, `broken` by a fault of its own.
 */
const OUTCOMES = ['completed', 'failed', 'cancelled', 'refused', 'unreachable', 'stopped', 'broken'] as const;
export type AskOutcome = (typeof OUTCOMES)[number];

/** How a call to Telegram ended: `refused` = 4xx; `failed` = 5xx, or no answer. */
export type CallOutcome = 'ok' | 'refused' | 'failed';

/** What the bot tells Prometheus; nothing of it leads to a person or a chat. */
export function createTelegramMetrics(version: string) {
  const registry: Registry = createRegistry({ version, model: '', data: '' });
  const registers = [registry];
  const questions = new Counter({
    name: 'agrobot_telegram_questions_total',
    help: 'Questions asked in chats, by how they ended.',
    labelNames: ['outcome'],
    registers,
  });
  // A counter that begins with its first event would hide that one from rate().
  for (const outcome of OUTCOMES) questions.inc({ outcome }, 0);
  const calls = new Counter({
    name: 'agrobot_telegram_calls_total',
    help: 'Calls to the Bot API, each try of its own, by method and how they ended.',
    labelNames: ['method', 'outcome'],
    registers,
  });
  return {
    registry,
    asked: (outcome: AskOutcome) => questions.inc({ outcome }),
    called: (method: string, outcome: CallOutcome) => calls.inc({ method, outcome }),
    observeReceiving(isReceiving: () => boolean): void {
      new Gauge({
        name: 'agrobot_telegram_receiving',
        help: 'Whether Telegram answered a request for new messages lately: 1 or 0.',
        registers,
        collect() {
          this.set(isReceiving() ? 1 : 0);
        },
      });
    },
  };
}

export type TelegramMetrics = ReturnType<typeof createTelegramMetrics>;
