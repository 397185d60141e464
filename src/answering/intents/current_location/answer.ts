import { COUNTRY, type Figures, type Municipality } from '../../../shared/eva/figures.js';
import { capitalOf } from '../../eva/capitalOf.js';
import type { Outside, Point } from '../../outside.js';
import { placeRef, spoken, type Answered, type Query, type Unfinished } from '../../query.js';
import { listed } from '../../spanish/lists.js';
import { inPlace, isMunicipality, placeName } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import { TEXTS } from './texts.js';

/** The place that is known for this question; coordinates are refined by the map, and asked for where nothing is known. */
export function answer(query: Query, figures: Figures): Answered | Unfinished {
  const [place = COUNTRY] = query.places;
  const { placeFrom, point } = query;
  if (placeFrom === 'none' || place.level === 'country') {
    return spoken('unknown_place', TEXTS.unknown, fitShort(TEXTS.unknownShort), {
      type: 'ask_location',
      chips: [],
    });
  }
  if (placeFrom === 'request' && point !== null && isMunicipality(place)) {
    return { needs: 'geocoding', complete: (outside) => nearSeat(place, point, outside) };
  }
  const seat = isMunicipality(place) ? place : capitalOf(place, figures);
  const text = {
    question: TEXTS.named(inPlace(place)),
    request: TEXTS.sentCode(inPlace(place)),
    conversation: `${TEXTS.remembered(placeName(place))} ${TEXTS.change}`,
  }[placeFrom];
  return {
    ...spoken('known_place', text, fitShort(text)),
    data: seat
      ? { kind: 'location', place: placeRef(place), lat: seat.lat, lon: seat.lon, from: placeFrom }
      : null,
  };
}

async function nearSeat(seat: Municipality, point: Point, outside: Outside): Promise<Answered> {
  const near = TEXTS.near(placeName(seat));
  const spot = await outside.describe(point);
  const text = [near, ...(spot ? [TEXTS.spot(listed(spot.names, 'y'))] : []), TEXTS.change].join(' ');
  return {
    ...spoken('sent_point', text, fitShort(text, `${near} ${TEXTS.change}`, near)),
    data: { kind: 'location', place: placeRef(seat), ...point, from: 'request' },
    ...(spot
      ? { sources: [{ title: 'Nominatim', publisher: spot.attribution }] }
      : { degraded: ['geocoding'] }),
  };
}
