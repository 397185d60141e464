import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

export type { Logger };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerExtras {
  /** Instead of stdout. */
  to?: DestinationStream;
  /** Added to each line, asked for as it is written. */
  fields?: (() => object) | undefined;
}

/**
 * JSON lines on stdout, or to where they are wanted. Messages are constant, variables stand in fields; a question's text, a location or a key never
 * is one of them.
 */
export function createLogger(
  service: 'agrobot-api' | 'agrobot-worker' | 'agrobot-telegram' | 'agrobot-cli',
  level: LogLevel,
  { to, fields }: LoggerExtras = {},
): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    ...(fields && { mixin: fields }),
    redact: ['req.headers.authorization', 'req.headers.cookie', 'redisUrl', 'password'],
  };
  return to ? pino(options, to) : pino(options);
}

/** No more of an error than this: Redis' errors carry the command that failed with all its arguments. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = pino.stdSerializers.err(error);
  const code = 'code' in error ? error.code : undefined;
  return { type, message, stack, ...(code !== undefined && { code }) };
}
