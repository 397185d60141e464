import { describe, expect, it } from 'vitest';
import { reverseSchema, spotOf } from '../../../../src/workers/upstreams/geocoding/nominatim.js';
import { NOTHING_THERE, reverseAnswer } from '../../../stand-ins/nominatim.js';

const spot = (answer: unknown) => spotOf(reverseSchema.parse(answer));
const at = (address: Record<string, string>) =>
  spot({ ...reverseAnswer(), address: { country_code: 'co', country: 'Colombia', ...address } });

describe('the names of a spot', () => {
  it('go from the narrowest out, with the attribution that the map wants', () => {
    expect(spot(reverseAnswer())).toEqual({
      names: ['Vereda La Esperanza', 'Soracá'],
      attribution: '© colaboradores de OpenStreetMap',
    });
  });

  it.each<[string, Record<string, string>, string[] | undefined]>([
    [
      'a quarter of a city',
      { suburb: 'Comuna 14', neighbourhood: 'El Poblado', city: 'Medellín' },
      ['El Poblado', 'Comuna 14', 'Medellín'],
    ],
    ['the same name twice', { village: 'El Rosal', town: 'El Rosal' }, ['El Rosal']],
    ['a house and a street only', { house_number: '5', road: 'Calle 3', state: 'Boyacá' }, undefined],
    ['a farm, which may be a person’s name', { farm: 'Finca de Juan Pérez', town: 'Soracá' }, ['Soracá']],
    ['another country', { country_code: 've', town: 'San Antonio del Táchira' }, undefined],
  ])('of %s', (_, address, names) => {
    expect(at(address)?.names).toEqual(names);
  });

  it('are none where the map has nothing', () => {
    expect(spot(NOTHING_THERE)).toBeNull();
  });
});
