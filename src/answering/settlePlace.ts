import type { Location } from '../shared/contract/question.js';
import { COUNTRY_CODE, type Figures, type Municipality } from '../shared/eva/figures.js';
import type { Remembered } from './ports.js';
import type { PlaceFrom } from './query.js';
import type { AnyPlace } from './spanish/places.js';
import type { PlaceMention } from './understanding/understood.js';

export interface SettledPlace {
  places: AnyPlace[];
  from: PlaceFrom;
  region: string | null;
}

export interface PlaceHints {
  named: readonly PlaceMention[];
  /** Where the asker is, from the location sent with the request. */
  sent: Municipality | undefined;
  remembered: Remembered | null;
  /** "¿y en 2019?" goes on from the turn before, wherever the asker is. */
  followsUp: boolean;
}

/**
 * Which place counts: named in the question, else sent with the request, else remembered in the conversation. A
 * question that only goes on from the one before takes the remembered place before the sent one.
 */
export function settlePlace(figures: Figures, hints: PlaceHints): SettledPlace {
  const named = hints.named.flatMap((mention) => figures.place(mention.code) ?? []);
  if (named.length > 0) {
    return { places: named, from: 'question', region: hints.named[0]?.group ?? null };
  }
  const remembered = figures.place(hints.remembered?.placeCode ?? COUNTRY_CODE);
  const fromConversation: SettledPlace | undefined =
    remembered && remembered.code !== COUNTRY_CODE
      ? { places: [remembered], from: 'conversation', region: null }
      : undefined;
  const fromRequest: SettledPlace | undefined = hints.sent && {
    places: [hints.sent],
    from: 'request',
    region: null,
  };
  const found = hints.followsUp ? (fromConversation ?? fromRequest) : (fromRequest ?? fromConversation);
  return found ?? { places: [], from: 'none', region: null };
}

/** Farther from every municipal seat than this is not in Colombia (Cumaribo, the widest, stays within). */
const FARTHEST_SEAT_KM = 250;
const KM_PER_DEGREE = 111.2;

/** The municipality of a location: by code, or the nearest municipal seat. Undefined abroad and for unknown codes. */
export function municipalityAt(figures: Figures, location: Location | null): Municipality | undefined {
  if (location === null) return undefined;
  if ('municipality_code' in location) {
    const place = figures.place(location.municipality_code);
    return place && 'department' in place ? place : undefined;
  }
  const { lat, lon } = location;
  const shrink = Math.cos((lat * Math.PI) / 180);
  let best: Municipality | undefined;
  let bestDegrees = FARTHEST_SEAT_KM / KM_PER_DEGREE;
  for (const seat of figures.municipalities) {
    const degrees = Math.hypot(seat.lat - lat, (seat.lon - lon) * shrink);
    if (degrees < bestDegrees) {
      best = seat;
      bestDegrees = degrees;
    }
  }
  return best;
}
