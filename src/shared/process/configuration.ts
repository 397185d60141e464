import { z } from 'zod';
import { LOG_LEVELS } from './logger.js';
import { parseRedisUrl, type RedisUrlError } from './redis/address.js';
import type { SchemaOf } from './variables.js';

/** A variable that cannot be used as it is; the message names each and says what it wants. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

export type Environment = Record<string, string | undefined>;

/** Whole number in the unit that the variable's name ends with. */
export function wholeNumber(min: number, max: number, fallback: number) {
  return wholeNumberBetween(min, max).default(fallback);
}

/** Without a default. */
export function wholeNumberBetween(min: number, max: number) {
  return z.coerce
    .number({ error: `must be a whole number from ${min} to ${max}` })
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);
}

/** Variables that every process reads. */
export const commonVariables = {
  REDIS_URL: z
    .string({
      error: 'is needed: redis://[:password@]host:port, or start with "npm start", which brings its own',
    })
    .superRefine((url, { addIssue }) => {
      try {
        parseRedisUrl(url);
      } catch (error) {
        addIssue((error as RedisUrlError).message);
      }
    }),
  AGROBOT_PREFIX: z
    .string()
    .regex(/^[\w-]+$/, 'must be letters, digits, "_" and "-"')
    .default('agrobot'),
  AGROBOT_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  /** How long a finished question can be read; conversations and Idempotency-Keys are remembered as long. */
  AGROBOT_RETENTION_HOURS: wholeNumber(1, 24 * 30, 24),
  /** A question that is still open after this time fails. */
  AGROBOT_QUESTION_DEADLINE_S: wholeNumber(5, 3_600, 120),
} satisfies SchemaOf<'common'>;

/** Empty variables count as unset: that is what `VAR= command` and compose files mean by them. */
export function readEnvironment<Shape extends z.ZodRawShape>(
  env: Environment,
  shape: Shape,
): z.infer<z.ZodObject<Shape>> {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = z.object(shape).safeParse(set);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new ConfigurationError(lines.join('; '));
}
