import { REDIS, SERVICES, WEBHOOKS } from './readers.js';
import type { VariableTable } from './variable.js';

/** Of the processes themselves. */
export const PROCESS_VARIABLES = {
  common: {
    REDIS_URL: {
      meaning:
        '`redis://[[user]:password@]host:port`, `redis+sentinel://…@host:26379,host:26379/mymaster`, `redis+cluster://…@host:6379,host:6379` ([which](decisions/0008-redis-topologies.md)), with TLS `rediss…`, or the path of a socket',
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
    AGROBOT_KEEP_ALIVE_S: {
      meaning:
        'how long an idle connection is kept; longer than the proxy in front keeps it, so that the proxy is who closes it',
      default: 65,
      unit: 's',
      readBy: ['api'],
    },
    AGROBOT_ACCESS_LOG: {
      meaning:
        'one line of log a request at level `info`: route, status, milliseconds, request id; nothing of who asked. Without it those lines have level `debug`',
      default: false,
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
      without: 'cores, as far as its container may use them',
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
      without: '85 % of what its container may have, at most 1,000 or twice what its threads take',
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
    AGROBOT_TELEGRAM_HOST: {
      meaning: 'address of `/livez`, `/readyz`, `/metrics` of the bot',
      default: '127.0.0.1',
      readBy: ['telegram'],
    },
    AGROBOT_TELEGRAM_PORT: {
      meaning: 'their port; 0 = any free one, logged at start',
      default: 0,
      readBy: ['telegram'],
    },
  },
} as const satisfies VariableTable;
