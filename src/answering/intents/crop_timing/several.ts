import type { Figures } from '../../../shared/eva/figures.js';
import type { Calendar } from '../../calendar/createCalendar.js';
import type { Answered } from '../../query.js';
import type { AskedCrop } from '../../spanish/crops.js';
import { sentences } from '../../spanish/lists.js';
import { fitShort } from '../../spanish/short.js';
import type { AnyPlace } from '../../spanish/places.js';
import type { TimingAsked } from './asked.js';
import { cropByRegion } from './cropByRegion.js';
import { cropInPlace } from './cropInPlace.js';

const AT_MOST = 3;

/** Several crops, or one crop in several places: one short answer each; the data is that of the first. */
export function several(
  from: { calendar: Calendar; figures: Figures },
  asked: TimingAsked,
  crops: readonly AskedCrop[],
  places: readonly AnyPlace[],
): Answered {
  const pairs = crops.flatMap((crop) =>
    places.length === 0
      ? [cropByRegion(from, asked, crop)]
      : places.map((place) => cropInPlace(from, asked, crop, place)),
  );
  const shown = pairs.slice(0, AT_MOST);
  const [first] = shown;
  if (first === undefined) throw new Error('asked of no crop');
  const shorts = shown.map(({ short }) => short);
  return {
    ...first,
    rule: 'several',
    text: sentences(...shorts),
    short: fitShort(sentences(...shorts), sentences(...shorts.slice(0, 2)), first.short),
    years: [...new Set(shown.flatMap(({ years }) => years))],
    sources: [
      ...new Map(shown.flatMap(({ sources }) => sources ?? []).map((one) => [one.title, one])).values(),
    ],
    notes: shown.flatMap(({ notes }) => notes ?? []),
  };
}
