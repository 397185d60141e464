import { pino, type Logger } from 'pino';

export type { Logger };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * JSON lines on stdout. Messages are constant, variables stand in fields; a question's text, a location or a key never
 * is one of them.
 */
export function createLogger(
  service: 'agrobot-api' | 'agrobot-worker' | 'agrobot-telegram' | 'agrobot-cli',
  level: LogLevel,
): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['req.headers.authorization', 'req.headers.cookie', 'redisUrl', 'password'],
  });
}
