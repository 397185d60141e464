import { z } from 'zod';
import type { Point, Spot } from '../../../answering/outside.js';
import type { Service } from '../http/createService.js';
import type { Limits } from '../http/limits.js';

const ATTRIBUTION = '© colaboradores de OpenStreetMap';
const COUNTRY = 'co';
/** Any settlement; streets would promise more than coordinates of a kilometre tell. */
const ZOOM = 15;
/** Parts of an address that name where somebody is, from the narrowest out; no houses, farms or streets. */
const NAMING = [
  'hamlet',
  'neighbourhood',
  'quarter',
  'locality',
  'village',
  'suburb',
  'city_district',
  'town',
  'city',
  'municipality',
] as const;

/**
 * `error` where the map has nothing there.
 * Source: https://nominatim.org/release-docs/latest/api/Output/
 */
export const reverseSchema = z.union([
  z.object({ error: z.string() }),
  z.object({ address: z.object({ country_code: z.string() }).catchall(z.string()) }),
]);

/** What the map calls a spot; `{ value: null }`: it has no name for it, null: it could not be asked. */
export function createNominatim(service: Service) {
  return {
    async read({ lat, lon }: Point, limits: Limits): Promise<{ value: Spot | null } | null> {
      const reply = await service.get(
        '/reverse',
        {
          format: 'jsonv2',
          lat,
          lon,
          zoom: ZOOM,
          addressdetails: 1,
          'accept-language': 'es',
          layer: 'address',
        },
        reverseSchema,
        limits,
      );
      return reply.outcome === 'ok' ? { value: spotOf(reply.value) } : null;
    },
    close: () => service.close(),
  };
}

export function spotOf(answer: z.infer<typeof reverseSchema>): Spot | null {
  if ('error' in answer || answer.address.country_code !== COUNTRY) return null;
  const { address } = answer;
  const names = [...new Set(NAMING.flatMap((part) => address[part] ?? []))];
  return names.length > 0 ? { names, attribution: ATTRIBUTION } : null;
}
