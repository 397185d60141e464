import type { Figures } from '../../shared/eva/figures.js';
import type { WeatherReport, WeatherUse } from '../outside.js';
import { spoken, type Answered, type Query, type Unfinished } from '../query.js';
import { listed, sentences } from '../spanish/lists.js';
import { inPlace, placeName } from '../spanish/places.js';
import { fitShort } from '../spanish/short.js';
import { ageOf } from './age.js';
import { colombianTime } from './colombianTime.js';
import { spotsAsked, type Spot } from './spots.js';
import { WEATHER_TEXTS as TEXTS } from './texts.js';

/** What an intent makes of the weather in one spot. */
export interface Asking {
  /** @param now Colombian time */
  use(now: string): WeatherUse;
  /** Of several places: how many are answered at once, each by its short form. */
  placesAtOnce: number;
  /** What is asked of the example places, where none is known. */
  exampleQuestion(inPlace: string): string;
  /** What the asker can do where the service is away; one sentence or two. */
  awayMeanwhile?: string;
  awayShort?: string;
  /** @param now Colombian time, `2026-11-23T14:30` */
  tell(spot: Spot, report: WeatherReport, now: string): Answered;
}

/** Municipalities of the chips where no place is known: from the mountains, the coast and the south. */
const EXAMPLES = ['15001', '23001', '41551'];

/**
 * The answer that needs the weather: asks for the place where none is known, else is completed with the report, its
 * source, its age where it is old, and with an honest word where the service is away.
 */
export function withWeather(query: Query, figures: Figures, asking: Asking): Answered | Unfinished {
  const spots = spotsAsked(query, figures);
  if (spots.length === 0) return askPlace(figures, asking);
  return {
    needs: 'weather',
    async complete(outside) {
      const shown = spots.slice(0, asking.placesAtOnce);
      const use = asking.use(colombianTime(outside.nowMs()));
      const reports = await Promise.all(shown.map((spot) => outside.weather(spot.point, use)));
      const nowMs = outside.nowMs();
      const told = shown.map((spot, index) => {
        const report = reports[index] ?? null;
        return report === null ? away(spot, asking) : complete(spot, report, nowMs, asking);
      });
      return together(told, spots.slice(shown.length));
    },
  };
}

function complete(spot: Spot, report: WeatherReport, nowMs: number, asking: Asking): Answered {
  const told = asking.tell(spot, report, colombianTime(nowMs));
  const { name, url } = report.service;
  const age = report.isStale ? ageOf(nowMs - report.fetchedAtMs) : null;
  return {
    ...told,
    // An old report must be known for one before its figures are read.
    text: sentences(
      age !== null && TEXTS.stale(age),
      told.text,
      spot.standsForDepartment && TEXTS.capitalOnly,
    ),
    short: age === null ? told.short : fitShort(`${told.short} ${TEXTS.staleShort(age)}`, told.short),
    sources: [{ title: TEXTS.sourceTitle, publisher: name, url }, ...(told.sources ?? [])],
    ...(age !== null && { degraded: ['weather' as const] }),
    notes: [
      ...(told.notes ?? []),
      `${report.service.id}: weather of ${spot.isSent ? 'the location that was sent' : 'the municipal seat'}`,
    ],
  };
}

function away(spot: Spot, asking: Asking): Answered {
  return {
    ...spoken(
      'weather_away',
      sentences(TEXTS.away(spot.inPlace), asking.awayMeanwhile ?? TEXTS.awayMeanwhile),
      fitShort(asking.awayShort ?? TEXTS.awayShort),
    ),
    degraded: ['weather'],
  };
}

/** Several places: each by its short form; the data is the first one's. */
function together(told: readonly Answered[], leftOut: readonly Spot[]): Answered {
  const [first, ...others] = told;
  if (first === undefined) throw new Error('withWeather was asked for no place at once');
  const names = leftOut.map((spot) => placeName(spot.seat));
  const more = names.length > 0 && TEXTS.otherPlaces(listed(names, 'o'));
  if (others.length === 0) return { ...first, text: sentences(first.text, more) };
  const shorts = told.map((one) => one.short);
  const degraded = told.some((one) => one.degraded !== undefined);
  return {
    ...first,
    rule: `${first.rule}_in_several_places`,
    text: sentences(...shorts, more),
    short: fitShort(shorts.join(' '), ...shorts.slice(0, 1)),
    notes: told.flatMap((one) => one.notes ?? []),
    ...(degraded && { degraded: ['weather' as const] }),
  };
}

function askPlace(figures: Figures, asking: Asking): Answered {
  const chips = EXAMPLES.flatMap((code) => figures.place(code) ?? []).map((place) => ({
    label: place.name,
    question: asking.exampleQuestion(inPlace(place)),
  }));
  return spoken('ask_place', TEXTS.askPlace, TEXTS.askPlaceShort, { type: 'ask_location', chips });
}
