import type { Figures, Municipality } from '../../shared/eva/figures.js';
import { capitalOf } from '../eva/capitalOf.js';
import type { Point } from '../outside.js';
import type { Query } from '../query.js';
import { capitalised } from '../spanish/lists.js';
import { inPlace, isCountry, isMunicipality, ofPlace, type AnyPlace } from '../spanish/places.js';
import { WEATHER_TEXTS } from './texts.js';

/** Where the weather is looked up. */
export interface Spot {
  /** The municipality that it is the weather of. */
  seat: Municipality;
  /** Where the asker is, else the municipal seat. */
  point: Point;
  /** The point is the asker's own: it must not be told to anybody else. */
  isSent: boolean;
  /** `en Pitalito (Huila)`, `en Tunja (capital de Boyacá)`. */
  inPlace: string;
  /** A whole department was asked for: the capital stands for it, and the text must say so. */
  standsForDepartment: boolean;
}

/** Bogotá is both, and no capital of itself. */
const CITY_AND_DEPARTMENT = '11';
/** The spots that a question asks for, in its order; empty where no place is known, or only the country. */
export function spotsAsked(query: Query, figures: Figures): Spot[] {
  const spots = query.places
    .filter((place) => !isCountry(place))
    .flatMap((place) => spotOf(place, query, figures) ?? []);
  return spots.filter((spot, index) => spots.findIndex((one) => one.seat === spot.seat) === index);
}

function spotOf(place: AnyPlace, query: Query, figures: Figures): Spot | undefined {
  const seat = isMunicipality(place) ? place : capitalOf(place, figures);
  if (seat === undefined) return undefined;
  const sent = query.placeFrom === 'request' ? query.point : null;
  const isCapital = seat !== place && place.code !== CITY_AND_DEPARTMENT;
  return {
    seat,
    point: sent ?? { lat: seat.lat, lon: seat.lon },
    isSent: sent !== null,
    inPlace: isCapital
      ? WEATHER_TEXTS.capital({ inSeat: `en ${capitalName(seat)}`, ofDepartment: ofPlace(place) })
      : inPlace(seat),
    standsForDepartment: isCapital,
  };
}

/** The department is said right after it. */
function capitalName(seat: Municipality): string {
  return inPlace(seat)
    .replace(/^en /, '')
    .replace(/ \([^)]*\)$/, '');
}

/** At the start of a sentence: `En Pitalito (Huila)`. */
export function atStart(spot: Spot): string {
  return capitalised(spot.inPlace);
}
