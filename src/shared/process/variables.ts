import type { z } from 'zod';

/**
 * What reads a variable; `cli`: the commands of `agrobot` themselves, not the processes that they start; `compose`:
 * docker-compose.yml, whose variables stand in the same .env.
 */
export type Reader = 'api' | 'worker' | 'telegram' | 'cli' | 'compose';

/** One row of docs/configuration.md, and one paragraph of .env.example. */
export interface Variable {
  /** Markdown, one line. */
  meaning: string;
  /** The default of its schema. */
  default?: string | number | boolean;
  /** What holds without it, in words, where the schema has no default of its own; else "none". */
  without?: string;
  unit?: string;
  /** It is in no log, and can be read from the file that `<NAME>_FILE` names. */
  secret?: true;
  readBy: readonly Reader[];
}

const REDIS = ['api', 'worker', 'cli'] as const;
const WEBHOOKS = ['api', 'worker'] as const;
/** `ask --local` and `upstreams check` ask the services as a worker does. */
const SERVICES = ['worker', 'cli'] as const;

/**
 * Every variable of every process, in the order of the documentation. The schemas, which say what is allowed, stand
 * where the values are used; the type below and a test hold them to the names and defaults here.
 */
export const VARIABLES = {
  common: {
    REDIS_URL: {
      meaning: '`redis://[:password@]host:port`, `rediss://…`, or the path of a socket',
      without: '`npm start` brings its own',
      secret: true,
      readBy: REDIS,
    },
    AGROBOT_PREFIX: {
      meaning: "installation's name in Redis; letters, digits, `_`, `-`",
      default: 'agrobot',
      readBy: REDIS,
    },
    AGROBOT_LOG_LEVEL: {
      meaning: '`fatal`, `error`, `warn`, `info`, `debug`, `trace`, `silent`; JSON lines on stdout',
      default: 'info',
      readBy: ['api', 'worker', 'telegram'],
    },
    AGROBOT_RETENTION_HOURS: {
      meaning:
        'how long a finished question can be read, and conversations and Idempotency-Keys are remembered',
      default: 24,
      unit: 'h',
      readBy: ['api', 'worker'],
    },
    AGROBOT_QUESTION_DEADLINE_S: {
      meaning: 'a question that is still open after this time fails',
      default: 120,
      unit: 's',
      readBy: ['api', 'worker'],
    },
  },
  webhooks: {
    AGROBOT_WEBHOOK_SECRET: {
      meaning:
        'signs [webhooks](webhooks.md); made by `agrobot webhooks secret`; two with a space between them while it is changed; the same for API and workers',
      without: 'none: a `webhook_url` is refused',
      secret: true,
      readBy: WEBHOOKS,
    },
    AGROBOT_WEBHOOK_PRIVATE_HOSTS: {
      meaning:
        '`host[:port]`, separated by commas: receivers that may have private addresses and speak plain HTTP; the same for API and workers',
      readBy: WEBHOOKS,
    },
  },
  api: {
    PORT: { meaning: 'of the public API; 0 = any free one', default: 5017, readBy: ['api', 'cli'] },
    AGROBOT_HOST: { meaning: 'address to listen on', default: '127.0.0.1', readBy: ['api'] },
    METRICS_PORT: {
      meaning: 'Prometheus metrics, not for the public; 0 = any free one, logged at start',
      default: 0,
      readBy: ['api'],
    },
    AGROBOT_METRICS_HOST: {
      meaning: 'address where the metrics are served',
      default: '127.0.0.1',
      readBy: ['api'],
    },
    AGROBOT_ACCESS: {
      meaning:
        '`open`: the client address is the caller; `keys`: an API key is needed (`agrobot keys create`)',
      default: 'open',
      readBy: ['api'],
    },
    AGROBOT_TRUST_PROXY: {
      meaning: 'proxies that may say who the client is: their number, or addresses and subnets',
      readBy: ['api'],
    },
    AGROBOT_OPEN_PER_CALLER: {
      meaning: 'questions a caller may have open at once',
      without: '20; 1,000 when open on loopback',
      unit: 'questions',
      readBy: ['api'],
    },
    AGROBOT_OPEN_QUESTIONS: {
      meaning: 'questions that may be open in all; more get a 503',
      default: 10_000,
      unit: 'questions',
      readBy: ['api'],
    },
    AGROBOT_RATE_LIMIT_PER_MINUTE: {
      meaning: 'questions and ratings a minute and caller; 0 = no limit',
      without: '120; none when open on loopback',
      unit: 'requests a minute',
      readBy: ['api'],
    },
    AGROBOT_ADMIN_USER: {
      meaning: 'login of the dashboard at `/admin/queues`; without both there is none',
      readBy: ['api'],
    },
    AGROBOT_ADMIN_PASSWORD: {
      meaning: 'its password, of 8 characters or more',
      secret: true,
      readBy: ['api'],
    },
    AGROBOT_ADMIN_WRITE: { meaning: 'lets the dashboard change jobs', default: false, readBy: ['api'] },
  },
  worker: {
    AGROBOT_THREADS: {
      meaning: 'threads with a model each',
      without: 'cores',
      unit: 'threads',
      readBy: ['worker'],
    },
    AGROBOT_MAX_BATCH: {
      meaning: 'questions that go through the model together at most',
      default: 8,
      unit: 'questions',
      readBy: ['worker'],
    },
    AGROBOT_JOB_DEADLINE_S: {
      meaning:
        "an answer that takes longer ends its process: a hung thread cannot be ended otherwise. By default two such ends and the recovery between them fit into the question's deadline; keep it at a quarter of that",
      default: 30,
      unit: 's',
      readBy: ['worker'],
    },
    AGROBOT_GRACE_S: {
      meaning: 'how long a stop waits for what is running before it hands the rest back; at most 15',
      default: 10,
      unit: 's',
      readBy: ['worker'],
    },
    AGROBOT_RECYCLE_MEMORY_MB: {
      meaning: 'resident memory beyond which the worker asks to be replaced, never in its first ten minutes',
      default: 1_000,
      unit: 'MB',
      readBy: ['worker'],
    },
    AGROBOT_RECYCLE_JOBS: {
      meaning: 'jobs, ± 10 %, after which it does',
      default: 200_000,
      unit: 'jobs',
      readBy: ['worker'],
    },
    AGROBOT_WORKER_HOST: {
      meaning: 'address of `/livez`, `/readyz`, `/metrics` of the worker',
      default: '127.0.0.1',
      readBy: ['worker'],
    },
    AGROBOT_WORKER_PORT: {
      meaning: 'their port; 0 = any free one, logged at start',
      default: 0,
      readBy: SERVICES,
    },
    AGROBOT_MODEL_DIR: {
      meaning: 'the model that is loaded at start',
      without: '`models/intents`',
      readBy: SERVICES,
    },
    AGROBOT_DATA_DIR: { meaning: 'the data that are loaded at start', without: '`data`', readBy: SERVICES },
    AGROBOT_COMPOSITIONS: {
      meaning: 'questions that may wait for services outside at the same time',
      default: 20,
      unit: 'questions',
      readBy: ['worker'],
    },
  },
  upstreams: {
    AGROBOT_OPEN_METEO_URL: {
      meaning:
        'weather without a key; `off` asks nobody. The public service is free for non-commercial use, up to 10,000 calls a day',
      default: 'https://api.open-meteo.com',
      readBy: SERVICES,
    },
    OPENWEATHERMAP_API_KEY: {
      meaning:
        'weather now and forecast, where a key is set; advice still takes Open-Meteo, which knows the rain of the past days',
      secret: true,
      readBy: SERVICES,
    },
    AGROBOT_OPENWEATHERMAP_URL: {
      meaning: 'address of OpenWeatherMap; `off` asks nobody',
      default: 'https://api.openweathermap.org',
      readBy: SERVICES,
    },
    AGROBOT_NOMINATIM_URL: {
      meaning: 'names the spot of coordinates that were sent, for "¿dónde estoy?"; `off` asks nobody',
      default: 'https://nominatim.openstreetmap.org',
      readBy: SERVICES,
    },
    AGROBOT_NOMINATIM_INTERVAL_MS: {
      meaning: 'time between two requests of all replicas together',
      default: 1_100,
      unit: 'ms',
      readBy: SERVICES,
    },
    AGROBOT_UPSTREAM_TIMEOUT_S: {
      meaning: 'all calls for weather and places of one answer together',
      default: 8,
      unit: 's',
      readBy: SERVICES,
    },
    AGROBOT_UPSTREAM_CONTACT: {
      meaning: 'mail address or page in the User-Agent, so that a service can write before it blocks',
      readBy: SERVICES,
    },
  },
  languageModel: {
    OPENAI_API_KEY: {
      meaning: 'language model for open questions that the knowledge base does not answer',
      secret: true,
      readBy: SERVICES,
    },
    OPENAI_BASE_URL: {
      meaning: 'any server that speaks chat completions, one of your own also without a key',
      without: '`https://api.openai.com/v1`',
      readBy: SERVICES,
    },
    OPENAI_MODEL: {
      meaning: "the model's name there; needed with `OPENAI_BASE_URL`",
      without: '`gpt-4.1-mini`',
      readBy: SERVICES,
    },
    AGROBOT_LLM_TOKENS_PER_DAY: {
      meaning: 'of the whole installation, a Colombian day; 0 = no limit',
      default: 200_000,
      unit: 'tokens a day',
      readBy: SERVICES,
    },
    AGROBOT_LLM_TIMEOUT_S: {
      meaning: 'for a whole answer with its attempts',
      default: 60,
      unit: 's',
      readBy: SERVICES,
    },
    AGROBOT_LLM_FIRST_TOKEN_S: { meaning: 'for its first word', default: 20, unit: 's', readBy: SERVICES },
  },
  telegram: {
    AGROBOT_TELEGRAM_TOKEN: {
      meaning: 'what @BotFather gave',
      without: 'needed',
      secret: true,
      readBy: ['telegram'],
    },
    AGROBOT_TELEGRAM_API_URL: {
      meaning: 'the Bot API server',
      default: 'https://api.telegram.org',
      readBy: ['telegram'],
    },
    AGROBOT_URL: {
      meaning: 'the API that is asked',
      default: 'http://127.0.0.1:5017',
      readBy: ['telegram'],
    },
    AGROBOT_API_KEY: { meaning: 'sent where the API wants keys', secret: true, readBy: ['telegram'] },
  },
  cli: {
    AGROBOT_URL: {
      meaning: 'where `ask`, `explain` and `demo` find the API',
      without: 'the running instance, else `http://127.0.0.1:5017`',
      readBy: ['cli'],
    },
    AGROBOT_API_KEY: { meaning: 'sent where the API wants keys', secret: true, readBy: ['cli'] },
    AGROBOT_VAR: {
      meaning:
        "folder of the running instance: its Redis' data, logs and address; another one for a second instance",
      without: '`var`',
      readBy: ['cli'],
    },
  },
  compose: {
    AGROBOT_VERSION: {
      meaning: 'of the image `agrobot` that is built and run',
      without: "this checkout's",
      readBy: ['compose'],
    },
    AGROBOT_PORT: {
      meaning: 'of the machine, where nginx is reached; `PORT` is that of the API behind it',
      without: '5017',
      readBy: ['compose'],
    },
    TLS_PORT: {
      meaning: 'of the machine, where nginx serves TLS (docker-compose.tls.yml)',
      without: '443',
      readBy: ['compose'],
    },
    PROMETHEUS_PORT: {
      meaning: 'of 127.0.0.1, where Prometheus is looked at',
      without: '9090',
      readBy: ['compose'],
    },
    GRAFANA_PORT: {
      meaning: 'of 127.0.0.1, where Grafana is looked at',
      without: '3000',
      readBy: ['compose'],
    },
    SYSLOG_ADDRESS: {
      meaning: 'where logs go with docker-compose.syslog.yml',
      without: 'udp://127.0.0.1:514',
      readBy: ['compose'],
    },
    FLUENTD_ADDRESS: {
      meaning: 'where logs go with docker-compose.fluentd.yml',
      without: '127.0.0.1:24224',
      readBy: ['compose'],
    },
  },
} as const satisfies Record<string, Record<string, Variable>>;

export type VariableGroup = keyof typeof VARIABLES;

type NameIn<Group extends VariableGroup> = Group extends VariableGroup
  ? keyof (typeof VARIABLES)[Group]
  : never;

/** What a schema of these groups must have, no more and no less. */
export type SchemaOf<Group extends VariableGroup> = Record<NameIn<Group>, z.ZodType>;

export function variablesIn(group: VariableGroup): [name: string, variable: Variable][] {
  return Object.entries<Variable>(VARIABLES[group]);
}

/** All, those of two groups twice. */
export function allVariables(): [name: string, variable: Variable][] {
  return (Object.keys(VARIABLES) as VariableGroup[]).flatMap(variablesIn);
}
