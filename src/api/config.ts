import { isIP } from 'node:net';
import { z } from 'zod';
import {
  commonVariables,
  ConfigurationError,
  readEnvironment,
  wholeNumber,
  type Environment,
} from '../shared/process/configuration.js';
import type { LogLevel } from '../shared/process/logger.js';
import type { SchemaOf } from '../shared/process/variables.js';
import { traceSettings, traceVariables, type TraceSettings } from '../shared/process/traces/variables.js';
import { webhookSettings, webhookVariables, type WebhookSettings } from '../shared/webhooks/variables.js';

const DEFAULT_PORT = 5017;
const OPEN_PER_CALLER = 20;
/** One person's machine: a file of questions is sent from one address, and nobody else is kept waiting. */
const OPEN_PER_CALLER_ON_LOOPBACK = 1_000;
const RATE_PER_MINUTE = 120;
/** Names that Express knows for address ranges beside plain addresses and subnets. */
const PROXY_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

export interface ApiConfig {
  host: string;
  port: number;
  metricsHost: string;
  metricsPort: number;
  redisUrl: string;
  prefix: string;
  logLevel: LogLevel;
  retentionS: number;
  /** How long an Idempotency-Key stays bound, and a conversation known after its last turn. */
  rememberMs: number;
  /** A question that is still open after this long fails. */
  deadlineMs: number;
  access: 'open' | 'keys';
  /** Which proxies may say who the client is: hops, or addresses, as Express' "trust proxy" takes them. */
  trustProxy: number | string[] | null;
  openPerCaller: number;
  openInAll: number;
  /** Questions a minute and caller; null = no limit. */
  ratePerMinute: number | null;
  /** How long an idle connection is kept. */
  keepAliveMs: number;
  /** Whether each request is told at level info. */
  accessLog: boolean;
  /** Null where nobody takes spans. */
  traces: TraceSettings | null;
  /** Null where no webhooks are delivered. */
  webhooks: WebhookSettings | null;
  /** Who may see the dashboard; null = there is none. */
  admin: { user: string; password: string; write: boolean } | null;
}

const port = (fallback: number) => wholeNumber(0, 65_535, fallback);

/** A whole number whose fallback depends on other variables. */
function wholeNumberIfSet(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int(error).min(min, error).max(max, error).optional();
}

export const apiVariables = {
  ...commonVariables,
  ...webhookVariables,
  ...traceVariables,
  PORT: port(DEFAULT_PORT),
  METRICS_PORT: port(0),
  AGROBOT_HOST: z.string().default('127.0.0.1'),
  AGROBOT_METRICS_HOST: z.string().default('127.0.0.1'),
  AGROBOT_ACCESS: z.enum(['open', 'keys'], { error: 'must be "open" or "keys"' }).default('open'),
  AGROBOT_TRUST_PROXY: z.string().transform(parseProxies).optional(),
  AGROBOT_OPEN_PER_CALLER: wholeNumberIfSet(1, 1_000_000),
  AGROBOT_OPEN_QUESTIONS: wholeNumber(1, 10_000_000, 10_000),
  AGROBOT_RATE_LIMIT_PER_MINUTE: wholeNumberIfSet(0, 1_000_000),
  // Longer than most load balancers keep an idle connection, so that they close it, not this side.
  AGROBOT_KEEP_ALIVE_S: wholeNumber(1, 3_600, 65),
  AGROBOT_ACCESS_LOG: z.stringbool({ error: 'must be "true" or "false"' }).default(false),
  AGROBOT_ADMIN_USER: z
    .string()
    .regex(/^[^:]+$/, 'must not contain ":"')
    .optional(),
  AGROBOT_ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  AGROBOT_ADMIN_WRITE: z.stringbool({ error: 'must be "true" or "false"' }).default(false),
} satisfies SchemaOf<'common' | 'webhooks' | 'traces' | 'api'>;

/** Throws ConfigurationError, whose message names each bad variable and what it wants. */
export function loadApiConfig(env: Environment): ApiConfig {
  const set = readEnvironment(env, apiVariables);
  const isPrivate = isLoopback(set.AGROBOT_HOST) && set.AGROBOT_ACCESS === 'open';
  const { AGROBOT_ADMIN_USER: user, AGROBOT_ADMIN_PASSWORD: password } = set;
  if ((user === undefined) !== (password === undefined)) {
    const missing = user === undefined ? 'AGROBOT_ADMIN_USER' : 'AGROBOT_ADMIN_PASSWORD';
    throw new ConfigurationError(
      `${missing} is needed too: the dashboard has a user and a password, or neither`,
    );
  }
  const ratePerMinute = set.AGROBOT_RATE_LIMIT_PER_MINUTE ?? (isPrivate ? 0 : RATE_PER_MINUTE);
  return {
    host: set.AGROBOT_HOST,
    port: set.PORT,
    metricsHost: set.AGROBOT_METRICS_HOST,
    metricsPort: set.METRICS_PORT,
    redisUrl: set.REDIS_URL,
    prefix: set.AGROBOT_PREFIX,
    logLevel: set.AGROBOT_LOG_LEVEL,
    retentionS: set.AGROBOT_RETENTION_HOURS * 3_600,
    rememberMs: set.AGROBOT_RETENTION_HOURS * 3_600_000,
    deadlineMs: set.AGROBOT_QUESTION_DEADLINE_S * 1_000,
    access: set.AGROBOT_ACCESS,
    trustProxy: set.AGROBOT_TRUST_PROXY ?? null,
    openPerCaller: set.AGROBOT_OPEN_PER_CALLER ?? (isPrivate ? OPEN_PER_CALLER_ON_LOOPBACK : OPEN_PER_CALLER),
    openInAll: set.AGROBOT_OPEN_QUESTIONS,
    ratePerMinute: ratePerMinute === 0 ? null : ratePerMinute,
    keepAliveMs: set.AGROBOT_KEEP_ALIVE_S * 1_000,
    accessLog: set.AGROBOT_ACCESS_LOG,
    traces: traceSettings(set),
    webhooks: webhookSettings(set),
    admin:
      user !== undefined && password !== undefined
        ? { user, password, write: set.AGROBOT_ADMIN_WRITE }
        : null,
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function parseProxies(value: string, context: z.RefinementCtx): number | string[] {
  if (/^[1-9]\d?$/.test(value)) return Number(value);
  const proxies = value.split(',').map((proxy) => proxy.trim());
  if (proxies.every((proxy) => PROXY_RANGES.includes(proxy) || isSubnet(proxy))) return proxies;
  context.addIssue('must be a number of proxies, or their addresses or subnets, separated by commas');
  return z.NEVER;
}

function isSubnet(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
