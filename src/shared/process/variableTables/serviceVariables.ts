import { SERVICES, TRACED } from './readers.js';
import type { VariableTable } from './variable.js';

/** Of services outside. */
export const SERVICE_VARIABLES = {
  traces: {
    OTEL_EXPORTER_OTLP_ENDPOINT: {
      meaning:
        'collector that takes OTLP over HTTP (port 4318 most likely); spans go to its `/v1/traces`. Without it and the next one there are no [traces](traces.md)',
      readBy: TRACED,
    },
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
      meaning: 'the same for traces alone, with its whole path; goes before the other',
      readBy: TRACED,
    },
    OTEL_EXPORTER_OTLP_HEADERS: {
      meaning: 'sent to it, `name=value,name=value`, percent-encoded: the key that it may want',
      secret: true,
      readBy: TRACED,
    },
    OTEL_SERVICE_NAME: {
      meaning: '`service.name` of the spans',
      without: '`agrobot-api`, `agrobot-worker`',
      readBy: TRACED,
    },
    OTEL_RESOURCE_ATTRIBUTES: {
      meaning: 'what else each span tells of its process, `name=value,name=value`, percent-encoded',
      readBy: TRACED,
    },
    OTEL_TRACES_SAMPLER: {
      meaning:
        'which questions are traced: `always_on`, `always_off`, `traceidratio`, or one of them with `parentbased_` before it, where the caller that sends a `traceparent` decides',
      default: 'parentbased_always_on',
      readBy: TRACED,
    },
    OTEL_TRACES_SAMPLER_ARG: {
      meaning: 'for `traceidratio`: their share, from 0 to 1',
      default: 1,
      readBy: TRACED,
    },
    OTEL_TRACES_EXPORTER: {
      meaning: '`otlp`, or `none` for no traces',
      default: 'otlp',
      readBy: TRACED,
    },
    OTEL_SDK_DISABLED: { meaning: '`true` for no traces', default: false, readBy: TRACED },
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
} as const satisfies VariableTable;
