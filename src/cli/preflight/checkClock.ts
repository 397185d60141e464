import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { ConfigurationError, readEnvironment, type Environment } from '../../shared/process/configuration.js';
import { readVersion } from '../../shared/process/version.js';
import {
  languageModelConfig,
  languageModelVariables,
} from '../../workers/upstreams/languageModel/variables.js';
import { userAgentOf } from '../../workers/upstreams/userAgent.js';
import { upstreamConfig, upstreamVariables } from '../../workers/upstreams/variables.js';
import { PACKAGE_FILE } from '../paths.js';
import { fail, ok, warn, type Finding } from './finding.js';

/** Far from each other: the header tells whole seconds, and the way there takes a second or two of its own. */
const LIMIT_S = 60;
const WANTED_S = 5;
const ANSWER_TIMEOUT_MS = 3_000;

interface Outside {
  name: string;
  url: string;
  /** It is asked by checkServices too, and wants time between two requests. */
  afterMs?: number;
}

/**
 * This machine's clock against that of the first service outside that tells the time: on one machine Redis' clock is
 * the same one, and as wrong. Nothing where none tells it.
 */
export async function checkClock(env: Environment): Promise<Finding[]> {
  const { services, contact } = settingsOf(env);
  const userAgent = userAgentOf(await readVersion(path.dirname(PACKAGE_FILE)), contact);
  for (const { name, url, afterMs = 0 } of services) {
    if (afterMs > 0) await delay(afterMs);
    const aheadMs = await readAheadMs(url, userAgent);
    if (aheadMs !== null) return [findingOf(name, Math.round(aheadMs / 1_000))];
  }
  return [];
}

/** None where a variable cannot be used, which checkServices tells. A model's server last: it may be on this machine. */
function settingsOf(env: Environment): { services: Outside[]; contact: string | null } {
  try {
    const variables = readEnvironment(env, { ...upstreamVariables, ...languageModelVariables });
    const { openMeteo, openWeatherMap, nominatim, contact } = upstreamConfig(variables);
    const model = languageModelConfig(variables);
    const services: Outside[] = [];
    if (openMeteo) services.push({ name: 'Open-Meteo', url: openMeteo.url });
    if (openWeatherMap) services.push({ name: 'OpenWeatherMap', url: openWeatherMap.url });
    if (nominatim) services.push({ name: 'Nominatim', url: nominatim.url, afterMs: nominatim.intervalMs });
    if (model) services.push({ name: 'language model', url: model.baseUrl });
    return { services, contact };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { services: [], contact: null };
  }
}

/**
 * How far a server's clock is ahead of ours, by the header Date of whatever it answers (RFC 9110, 6.6.1), and Age where
 * a cache kept that answer (RFC 9111, 5.1). Its root is asked, without a key: that costs nothing of a quota.
 * @returns null where it does not answer, or does not tell
 */
async function readAheadMs(url: string, userAgent: string): Promise<number | null> {
  // Of its own, so that no connection is left behind.
  const agent = new Agent();
  const askedAtMs = Date.now();
  try {
    const { headers, body } = await request(new URL(url).origin, {
      method: 'HEAD',
      dispatcher: agent,
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      headers: { 'user-agent': userAgent },
    });
    const hereMs = (askedAtMs + Date.now()) / 2;
    await body.dump();
    const toldMs = Date.parse(String(headers.date)) + (Number(headers.age) || 0) * 1_000;
    // Half a second, since what is told has lost its fraction.
    return Number.isNaN(toldMs) ? null : toldMs + 500 - hereMs;
  } catch {
    return null;
  } finally {
    await agent.destroy();
  }
}

function findingOf(name: string, aheadS: number): Finding {
  const off = Math.abs(aheadS);
  const found = `${name}'s is ${off} s ${aheadS < 0 ? 'behind' : 'ahead of'} this machine's`;
  const advice =
    'Let this machine, for a container its host, take its time from NTP (timedatectl set-ntp true).';
  if (off > LIMIT_S) return fail('clock', found, advice);
  if (off > WANTED_S) return warn('clock', found, advice);
  return ok('clock', found);
}
