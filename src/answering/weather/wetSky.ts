import type { Observation } from '../outside.js';

type Sky = Observation['sky'];

const WET: ReadonlySet<Sky> = new Set<Sky>(['drizzle', 'rain', 'heavy_rain', 'thunderstorm', 'hail', 'snow']);

/** The sky says whether it rains; the amount that is told beside it is of the hour before. */
export function isWetSky(sky: Sky): boolean {
  return WET.has(sky);
}
