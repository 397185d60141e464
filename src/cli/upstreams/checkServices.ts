import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createNominatim } from '../../workers/upstreams/geocoding/nominatim.js';
import { createService, type Service } from '../../workers/upstreams/http/createService.js';
import type { Failure } from '../../workers/upstreams/http/reply.js';
import { createUpstreamMetrics } from '../../workers/upstreams/metrics.js';
import type { UpstreamConfig } from '../../workers/upstreams/variables.js';
import { createOpenMeteo } from '../../workers/upstreams/weather/openMeteo.js';
import { createOpenWeatherMap } from '../../workers/upstreams/weather/openWeatherMap.js';
import type { WeatherSource } from '../../workers/upstreams/weather/source.js';
import { unused, type Check } from './checked.js';

/** The main square of Tunja, capital of Boyacá. */
const PLACE = { name: 'Tunja', point: { lat: 5.53, lon: -73.36 } };

/** Who asks, and how long one service may take. */
export interface Caller {
  userAgent: string;
  timeoutMs: number;
}

export async function checkOpenMeteo(config: UpstreamConfig['openMeteo'], caller: Caller): Promise<Check> {
  if (!config) return unused('weather', 'Open-Meteo', 'switched off', null);
  return checkWeather('Open-Meteo', `${config.url}, needs no key`, config.url, caller, createOpenMeteo, {
    address: 'AGROBOT_OPEN_METEO_URL',
    refused: 'It refuses this machine: see https://open-meteo.com/en/terms, or use a server of your own.',
    limited: 'Asked too often: the free service is for 10,000 calls a day and no commercial use.',
  });
}

/** @param hasKey also where the service is switched off */
export async function checkOpenWeatherMap(
  config: UpstreamConfig['openWeatherMap'],
  caller: Caller,
  hasKey: boolean,
): Promise<Check> {
  if (!config) {
    return hasKey
      ? unused('weather', 'OpenWeatherMap', 'switched off', null)
      : unused('weather', 'OpenWeatherMap', 'no key', 'Optional: set OPENWEATHERMAP_API_KEY.');
  }
  const create = (service: Service) => createOpenWeatherMap(service, config.key);
  return checkWeather('OpenWeatherMap', `${config.url}, with a key`, config.url, caller, create, {
    address: 'AGROBOT_OPENWEATHERMAP_URL',
    refused: 'The key is refused: look at OPENWEATHERMAP_API_KEY; a new key works after up to two hours.',
    limited: "Asked too often: the key's plan does not allow more.",
  });
}

export async function checkNominatim(config: UpstreamConfig['nominatim'], caller: Caller): Promise<Check> {
  if (!config) return unused('places', 'Nominatim', 'switched off', null);
  const { service, failures } = open('nominatim', config.url, caller);
  const nominatim = createNominatim(service);
  const started = performance.now();
  try {
    const told = await nominatim.read(PLACE.point, limitsOf(caller));
    return {
      use: 'places',
      service: 'Nominatim',
      configured: true,
      how: `${config.url}, needs no key`,
      works: told !== null,
      outcome: failures[0]?.outcome ?? 'ok',
      ms: Math.round(performance.now() - started),
      found: told && `${PLACE.name}: ${told.value?.names.join(', ') ?? 'no name on the map'}`,
      advice: adviceOn(failures, {
        address: 'AGROBOT_NOMINATIM_URL',
        refused:
          'It refuses this application: say who you are with AGROBOT_UPSTREAM_CONTACT, and see ' +
          'https://operations.osmfoundation.org/policies/nominatim/; or use a server of your own.',
        limited: 'Asked too often: the public server allows one request a second.',
      }),
    };
  } finally {
    await nominatim.close();
  }
}

interface Advice {
  address: string;
  refused: string;
  limited: string;
}

async function checkWeather(
  name: string,
  how: string,
  url: string,
  caller: Caller,
  create: (service: Service) => WeatherSource,
  advice: Advice,
): Promise<Check> {
  const { service, failures } = open(name, url, caller);
  const source = create(service);
  const started = performance.now();
  try {
    const told = await source.read(PLACE.point, limitsOf(caller));
    return {
      use: 'weather',
      service: name,
      configured: true,
      how,
      works: told !== null,
      outcome: failures[0]?.outcome ?? 'ok',
      ms: Math.round(performance.now() - started),
      found:
        told &&
        `${PLACE.name}, ${told.now.observedAt}: ${told.now.temperatureC} °C; ${told.days.length} days told`,
      advice: adviceOn(failures, advice),
    };
  } finally {
    await source.close();
  }
}

/** A service as the worker uses it, which also remembers why it failed. */
function open(name: string, url: string, { userAgent }: Caller) {
  const failures: Failure[] = [];
  const service = createService({
    name,
    url,
    userAgent,
    log: pino({ level: 'silent' }),
    metrics: createUpstreamMetrics(new Registry()),
  });
  const watched: Service = {
    async get(...call) {
      const reply = await service.get(...call);
      if (reply.outcome !== 'ok') failures.push(reply);
      return reply;
    },
    close: service.close,
  };
  return { service: watched, failures };
}

function limitsOf({ timeoutMs }: Caller) {
  return { signal: new AbortController().signal, deadlineAt: performance.now() + timeoutMs };
}

function adviceOn([failure]: readonly Failure[], advice: Advice): string | null {
  if (!failure) return null;
  const { outcome, reason, status } = failure;
  if (outcome === 'refused') return advice.refused;
  if (outcome === 'limited') return advice.limited;
  if (outcome === 'invalid')
    return `What answers there is another service (${reason}): see ${advice.address}.`;
  if (outcome === 'http_error' && status !== null) {
    return `The server ${reason}: try again later, or see ${advice.address}.`;
  }
  return `No answer (${reason}): is the internet reachable from here, and ${advice.address} right?`;
}
