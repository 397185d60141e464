import { startJsonService } from './jsonService.js';

/** Where the map has nothing: status 200 with this. */
export const NOTHING_THERE = { error: 'Unable to geocode' };

/**
 * An answer of `GET /reverse?format=jsonv2` as https://nominatim.org/release-docs/latest/api/Reverse/ documents it, for
 * a hamlet in Colombia.
 */
export function reverseAnswer({ lat = '5.58', lon = '-73.29' }: Record<string, string> = {}) {
  return {
    place_id: 404_128_733,
    licence: 'Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright',
    osm_type: 'node',
    osm_id: 4_128_773_301,
    lat,
    lon,
    category: 'place',
    type: 'hamlet',
    place_rank: 20,
    importance: 0.107,
    addresstype: 'hamlet',
    name: 'Vereda La Esperanza',
    display_name: 'Vereda La Esperanza, Soracá, Centro, Boyacá, RAP (Especial) Central, Colombia',
    address: {
      hamlet: 'Vereda La Esperanza',
      town: 'Soracá',
      county: 'Centro',
      state: 'Boyacá',
      'ISO3166-2-lvl4': 'CO-BOY',
      region: 'RAP (Especial) Central',
      country: 'Colombia',
      country_code: 'co',
    } as Record<string, string> & { country_code: string },
    boundingbox: [String(Number(lat) - 0.02), String(Number(lat) + 0.02), lon, lon],
  };
}

export function startNominatim() {
  return startJsonService((_, query) => reverseAnswer(query));
}
