import { z } from 'zod';
import {
  commonVariables,
  readEnvironment,
  wholeNumber,
  wholeNumberBetween,
  type Environment,
} from '../shared/process/configuration.js';
import { recycleMemoryMb } from './memory.js';
import type { SchemaOf } from '../shared/process/variables.js';
import { traceSettings, traceVariables, type TraceSettings } from '../shared/process/traces/variables.js';
import { webhookSettings, webhookVariables, type WebhookSettings } from '../shared/webhooks/variables.js';
import {
  languageModelConfig,
  languageModelVariables,
  type LanguageModelConfig,
} from './upstreams/languageModel/variables.js';
import { upstreamConfig, upstreamVariables, type UpstreamConfig } from './upstreams/variables.js';

const MIB = 1024 ** 2;

export interface WorkerConfig {
  redisUrl: string;
  prefix: string;
  logLevel: z.infer<(typeof commonVariables)['AGROBOT_LOG_LEVEL']>;
  modelDir: string;
  dataDir: string;
  /** Threads with a model each. */
  threads: number;
  maxBatch: number;
  /**
   * Jobs taken at the same time: one batch a thread that runs, one that is ready when it ends, one on its way from and
   * to Redis. No more, so that a job that ends brings the next one along instead of a round trip of its own.
   */
  concurrency: number;
  /** Questions that may wait for services outside at the same time. */
  compositions: number;
  jobDeadlineMs: number;
  /** How long a stop waits for what is running before it hands the rest back. */
  graceMs: number;
  recycle: { memoryBytes: number; jobs: number };
  operations: { host: string; port: number };
  retentionS: number;
  questionDeadlineMs: number;
  upstreams: UpstreamConfig;
  languageModel: LanguageModelConfig | null;
  /** Null where nobody takes spans. */
  traces: TraceSettings | null;
  /** Null where no webhooks are delivered. */
  webhooks: WebhookSettings | null;
}

/** What only the process itself knows: what it may use, and where its model and data are. */
export interface WorkerDefaults {
  /** Whole cores; at least one. */
  cores: number;
  memoryBytes: number;
  modelDir: string;
  dataDir: string;
}

export function workerVariables(defaults: WorkerDefaults) {
  return {
    ...commonVariables,
    ...upstreamVariables,
    ...languageModelVariables,
    ...webhookVariables,
    ...traceVariables,
    AGROBOT_MODEL_DIR: z.string().default(defaults.modelDir),
    AGROBOT_DATA_DIR: z.string().default(defaults.dataDir),
    AGROBOT_THREADS: wholeNumber(1, 64, defaults.cores),
    AGROBOT_MAX_BATCH: wholeNumber(1, 64, 8),
    AGROBOT_COMPOSITIONS: wholeNumber(1, 1_000, 20),
    AGROBOT_JOB_DEADLINE_S: wholeNumber(1, 600, 30),
    // Twice this and what else a stop needs must fit into the 40 s that a supervisor waits.
    AGROBOT_GRACE_S: wholeNumber(1, 15, 10),
    AGROBOT_RECYCLE_MEMORY_MB: wholeNumberBetween(100, 1_000_000).optional(),
    AGROBOT_RECYCLE_JOBS: wholeNumber(1_000, 1_000_000_000, 200_000),
    AGROBOT_WORKER_HOST: z.string().default('127.0.0.1'),
    AGROBOT_WORKER_PORT: wholeNumber(0, 65_535, 0),
  } satisfies SchemaOf<'common' | 'webhooks' | 'traces' | 'worker' | 'upstreams' | 'languageModel'>;
}

/** @throws ConfigurationError naming each bad variable and what it wants */
export function loadWorkerConfig(env: Environment, defaults: WorkerDefaults): WorkerConfig {
  const variables = readEnvironment(env, workerVariables(defaults));
  const { AGROBOT_THREADS: threads, AGROBOT_MAX_BATCH: maxBatch } = variables;
  return {
    redisUrl: variables.REDIS_URL,
    prefix: variables.AGROBOT_PREFIX,
    logLevel: variables.AGROBOT_LOG_LEVEL,
    modelDir: variables.AGROBOT_MODEL_DIR,
    dataDir: variables.AGROBOT_DATA_DIR,
    threads,
    maxBatch,
    concurrency: threads * maxBatch * 3,
    compositions: variables.AGROBOT_COMPOSITIONS,
    jobDeadlineMs: variables.AGROBOT_JOB_DEADLINE_S * 1_000,
    graceMs: variables.AGROBOT_GRACE_S * 1_000,
    recycle: {
      memoryBytes:
        (variables.AGROBOT_RECYCLE_MEMORY_MB ?? recycleMemoryMb(defaults.memoryBytes, threads)) * MIB,
      jobs: variables.AGROBOT_RECYCLE_JOBS,
    },
    operations: { host: variables.AGROBOT_WORKER_HOST, port: variables.AGROBOT_WORKER_PORT },
    retentionS: variables.AGROBOT_RETENTION_HOURS * 3_600,
    upstreams: upstreamConfig(variables),
    languageModel: languageModelConfig(variables),
    traces: traceSettings(variables),
    webhooks: webhookSettings(variables),
    questionDeadlineMs: variables.AGROBOT_QUESTION_DEADLINE_S * 1_000,
  };
}
