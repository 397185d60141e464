import { z } from 'zod';
import { ConfigurationError, wholeNumber } from '../../shared/process/configuration.js';
import type { SchemaOf } from '../../shared/process/variables.js';

/** Switches a service off where a variable wants its address. */
const OFF = 'off';

/** What https://operations.osmfoundation.org/policies/nominatim/ grants a whole application: one request a second. */
const PUBLIC_NOMINATIM_INTERVAL_MS = 1_000;
/** A little more than a second, since what leaves evenly spaced does not arrive so. */
const NOMINATIM_INTERVAL_MS = 1_100;

/** Address of a service, without a query or credentials, or `off`. */
function address(fallback: string) {
  return z
    .string()
    .refine((value) => value === OFF || isPlainAddress(value), {
      error: 'must be "off" or an address like https://host/path, without "?", "#", user or password',
    })
    .default(fallback);
}

/** Weather and places; all are optional. The language model has variables of its own. */
export const upstreamVariables = {
  AGROBOT_OPEN_METEO_URL: address('https://api.open-meteo.com'),
  AGROBOT_OPENWEATHERMAP_URL: address('https://api.openweathermap.org'),
  OPENWEATHERMAP_API_KEY: z.string().regex(/^\S+$/, 'must be a key, without spaces').optional(),
  AGROBOT_NOMINATIM_URL: address('https://nominatim.openstreetmap.org'),
  AGROBOT_NOMINATIM_INTERVAL_MS: wholeNumber(0, 60_000, NOMINATIM_INTERVAL_MS),
  /** All calls for weather and places of one answer together. */
  AGROBOT_UPSTREAM_TIMEOUT_S: wholeNumber(1, 25, 8),
  /** Stands in the User-Agent, so that a service can write before it blocks. */
  AGROBOT_UPSTREAM_CONTACT: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be a mail address or a URL')
    .optional(),
} satisfies SchemaOf<'upstreams'>;

export interface UpstreamConfig {
  /** Base address; null: switched off. */
  openMeteo: { url: string } | null;
  /** Null without a key, too. */
  openWeatherMap: { url: string; key: string } | null;
  /** `intervalMs` between two requests of all replicas together. */
  nominatim: { url: string; intervalMs: number } | null;
  /** For all calls for weather and places of one answer together. */
  timeoutMs: number;
  contact: string | null;
}

/** @throws ConfigurationError where the public Nominatim would be asked more often than it allows */
export function upstreamConfig(variables: z.infer<z.ZodObject<typeof upstreamVariables>>): UpstreamConfig {
  const {
    AGROBOT_OPEN_METEO_URL: openMeteoUrl,
    AGROBOT_OPENWEATHERMAP_URL: openWeatherMapUrl,
    OPENWEATHERMAP_API_KEY: openWeatherMapKey,
    AGROBOT_NOMINATIM_URL: nominatimUrl,
    AGROBOT_NOMINATIM_INTERVAL_MS: intervalMs,
  } = variables;
  if (intervalMs < PUBLIC_NOMINATIM_INTERVAL_MS && isPublicNominatim(nominatimUrl)) {
    throw new ConfigurationError(
      `AGROBOT_NOMINATIM_INTERVAL_MS must be at least ${PUBLIC_NOMINATIM_INTERVAL_MS} for the public Nominatim, ` +
        'which allows one request a second; a server of your own (AGROBOT_NOMINATIM_URL) may be asked more often',
    );
  }
  return {
    openMeteo: openMeteoUrl === OFF ? null : { url: openMeteoUrl },
    openWeatherMap:
      openWeatherMapUrl === OFF || openWeatherMapKey === undefined
        ? null
        : { url: openWeatherMapUrl, key: openWeatherMapKey },
    nominatim: nominatimUrl === OFF ? null : { url: nominatimUrl, intervalMs },
    timeoutMs: variables.AGROBOT_UPSTREAM_TIMEOUT_S * 1_000,
    contact: variables.AGROBOT_UPSTREAM_CONTACT ?? null,
  };
}

function isPlainAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
}

function isPublicNominatim(url: string): boolean {
  return URL.canParse(url) && /(^|\.)openstreetmap\.org$/.test(new URL(url).hostname);
}
