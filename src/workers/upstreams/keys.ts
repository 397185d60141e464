import type { Point } from '../../answering/outside.js';

/** About a kilometre: what an asker's place is rounded to before it is stored, and finer than any weather model. */
const DECIMALS = 2;

/** @param prefix of all keys of this installation, hash tag included: `keysFor(name).prefix` */
export function upstreamKeys(prefix: string) {
  return {
    /** Hash: the last weather that a service told of a place. */
    weather: (service: string, point: Point) => `${prefix}:weather:${service}:${coordinates(point)}`,
    /** Hash: what the map calls a place. */
    spot: (point: Point) => `${prefix}:spot:${coordinates(point)}`,
    /** String: when the next request of geocoding may leave, in ms since 1970. */
    geocodingSlot: `${prefix}:geocoding-slot`,
  };
}

export type UpstreamKeys = ReturnType<typeof upstreamKeys>;

/** String: held by the process that fetches what belongs under a key. */
export function lockOf(key: string): string {
  return `${key}:lock`;
}

function coordinates({ lat, lon }: Point): string {
  return `${lat.toFixed(DECIMALS)},${lon.toFixed(DECIMALS)}`;
}
