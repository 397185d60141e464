import { spoken, type Answer, type Answered, type Query } from '../../query.js';
import { inPlace, isCountry } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import { TEXTS } from './texts.js';

/** Intents that are recognised and answered honestly: not there yet, and what to do meanwhile. */
export type NotYet = Exclude<keyof typeof TEXTS, 'location'>;

export function notYet(intent: NotYet): Answer {
  const { text, short } = TEXTS[intent];
  return () => spoken('not_there_yet', text, fitShort(short));
}

/** The place that is known is told; finding one is not there yet. */
export function currentLocation({ places, placeFrom }: Query): Answered {
  const place = placeFrom === 'request' || placeFrom === 'conversation' ? places[0] : undefined;
  if (place === undefined || isCountry(place)) {
    return spoken('not_there_yet', TEXTS.location.unknown, fitShort(TEXTS.location.unknown));
  }
  const text = TEXTS.location.known(inPlace(place));
  return spoken('known_place', text, fitShort(text));
}
