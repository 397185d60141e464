import type { Figures } from '../../../shared/eva/figures.js';
import { pooledYears } from '../../eva/pooledYears.js';
import type { Recommended } from '../../eva/recommend.js';
import { recommendAround } from '../../eva/recommendAround.js';
import { spoken, type Answered, type Query } from '../../query.js';
import { cropInText } from '../../spanish/crops.js';
import { capitalised, listed, sentences, yearsListed } from '../../spanish/lists.js';
import { roughPercent, yieldShort, yieldWritten } from '../../spanish/numbers.js';
import { inPlace, ofPlace, placeName, type AnyPlace } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import { recommendationData, rowsOf } from '../crop_recommendation/data.js';
import { TEXTS } from './texts.js';
import { withoutPrices } from './withoutPrices.js';

/** Within this of the rest of the country a yield is called the same. */
const ALIKE = 0.05;
const PLACES_AT_MOST = 3;
/** Departments of the chips where no place is known: from the coast, the mountains and the south. */
const EXAMPLE_DEPARTMENTS = ['15', '23', '41'];
const EXAMPLE_CROPS = ['café', 'maíz'];

/** "¿Qué deja más en Antioquia?": the crops that recommendations would name, by how they yield against the rest. */
export function cropsOfPlace(query: Query, figures: Figures, asked: AnyPlace): Answered {
  const found = recommendAround(figures, asked);
  const years = found?.years ?? pooledYears(figures);
  if (found === undefined) {
    const text = sentences(
      TEXTS.noFigures({ inPlace: inPlace(asked), years: yearsListed(years) }),
      TEXTS.prices,
    );
    return spoken('no_figures', text, fitShort(TEXTS.shortPrices));
  }
  const { place, recommended } = found;
  const instead =
    place === asked
      ? null
      : TEXTS.instead({ inPlace: inPlace(asked), years: yearsListed(years), ofPlace: ofPlace(place) });
  return withoutPrices(query, {
    rule: place === asked ? 'crops_of_place' : 'crops_of_wider_place',
    text: sentences(instead, ...cropSentences(figures, recommended, place, years), TEXTS.limits),
    short: shortCrops(recommended, place),
    data: recommendationData(years, place, recommended),
    years,
    rows: rowsOf(recommended, place, years),
    notes: [`${found.candidates.length} products weighed`],
  });
}

type Group = 'more' | 'alike' | 'less' | 'onlyHere';

function groupOf({ relativeYield }: Recommended): Group {
  if (relativeYield === null) return 'onlyHere';
  if (Math.abs(relativeYield - 1) < ALIKE) return 'alike';
  return relativeYield > 1 ? 'more' : 'less';
}

const FIRST = {
  more: TEXTS.cropsMore,
  alike: TEXTS.cropsAlike,
  less: TEXTS.cropsLess,
  onlyHere: TEXTS.cropsOnlyHere,
} as const;
const NEXT = {
  more: TEXTS.alsoAlike,
  alike: TEXTS.alsoAlike,
  less: TEXTS.alsoLess,
  onlyHere: TEXTS.alsoOnlyHere,
} as const;

/** One sentence a group, the best first; the first one names place and years, and writes the unit out. */
function cropSentences(
  figures: Figures,
  recommended: readonly Recommended[],
  place: AnyPlace,
  years: readonly number[],
): string[] {
  const groups = (['more', 'alike', 'less', 'onlyHere'] as const)
    .map((group) => ({ group, crops: inOrder(recommended.filter((one) => groupOf(one) === group)) }))
    .filter(({ crops }) => crops.length > 0);
  return groups.map(({ group, crops }, index) => {
    const items = crops.map((one, at) => item(figures, one, group, index + at === 0, years));
    const wording = { crops: listed(items), one: crops.length === 1 };
    return index === 0
      ? FIRST[group]({ ...wording, inPlace: capitalised(inPlace(place)), years: yearsListed(years) })
      : NEXT[group](wording);
  });
}

function inOrder(crops: readonly Recommended[]): Recommended[] {
  return [...crops].sort((a, b) => (b.relativeYield ?? 0) - (a.relativeYield ?? 0));
}

function item(
  figures: Figures,
  { total, yieldTHa, relativeYield }: Recommended,
  group: Group,
  isFirst: boolean,
  years: readonly number[],
): string {
  const unit = figures.unit(total.id, years.at(-1) ?? 0);
  const pct = roughPercent(Math.abs((relativeYield ?? 1) - 1) * 100);
  return TEXTS.item({
    crop: cropInText(total.name),
    yield: `${(isFirst ? yieldWritten : yieldShort)(yieldTHa)}${unit === null ? '' : TEXTS.ofUnit(unit)}`,
    pct: group === 'more' ? TEXTS.pctMore(pct) : group === 'less' ? TEXTS.pctLess(pct) : null,
  });
}

function shortCrops(recommended: readonly Recommended[], place: AnyPlace): string {
  const more = inOrder(recommended.filter((one) => groupOf(one) === 'more'));
  const shown = more.length > 0 ? more : recommended;
  const text = (count: number) =>
    (more.length > 0 ? TEXTS.shortCropsMore : TEXTS.shortCrops)({
      inPlace: capitalised(inPlace(place)),
      crops: listed(shown.slice(0, count).map((one) => cropInText(one.total.name))),
    });
  return fitShort(text(5), text(3), text(2), text(1));
}

export function onePlaceAtATime(places: readonly AnyPlace[]): Answered {
  const shown = places.slice(0, PLACES_AT_MOST);
  const text = TEXTS.onePlaceAtATime(listed(shown.map(placeName), 'o'));
  const chips = shown.map((place) => ({
    label: capitalised(placeName(place)),
    question: TEXTS.questionPlace(inPlace(place)),
  }));
  return spoken('one_place_at_a_time', text, fitShort(text, TEXTS.askShort), { type: 'clarify', chips });
}

/** Neither crop nor place: either would do, so the chips offer both. */
export function askPlaceOrCrop(figures: Figures): Answered {
  const places = EXAMPLE_DEPARTMENTS.flatMap((code) => figures.place(code) ?? []).map((place) => ({
    label: placeName(place),
    question: TEXTS.questionPlace(inPlace(place)),
  }));
  const crops = EXAMPLE_CROPS.map((crop) => ({
    label: capitalised(crop),
    question: TEXTS.questionCrop(`el ${crop}`),
  }));
  return spoken('ask_place_or_crop', TEXTS.ask, fitShort(TEXTS.askShort), {
    type: 'ask_location',
    chips: [...places, ...crops],
  });
}
