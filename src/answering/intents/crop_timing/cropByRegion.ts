import { COUNTRY, type Department, type Figures } from '../../../shared/eva/figures.js';
import type { Calendar } from '../../calendar/createCalendar.js';
import { pooledYears } from '../../eva/pooledYears.js';
import { cropRef, placeRef, spoken, type Answered } from '../../query.js';
import { cropInText, ofCrop, withArticle, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, listed, sentences } from '../../spanish/lists.js';
import { monthName } from '../../spanish/months.js';
import { inPlace, shortName, type AnyPlace } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import type { TimingAsked } from './asked.js';
import { basisOf, cycleNote, documentsOf, sourcesUsed } from './basis.js';
import { backwardsSentence, monthsAsked } from './cropInPlace.js';
import { harvestGroups, sowingGroups, type Group } from './groups.js';
import { halvesAround, halvesData, halvesSentence, shortHalves } from './halfYears.js';
import { cycleSentence, harvestOfSown, harvestSentence, timeOf } from './harvest.js';
import { TEXTS } from './texts.js';

const GROUPS_AT_MOST = 3;
const CHIPS = 3;

/**
 * When a crop is sown, no place being known: the main regions that grow it, largest first.
 *
 * @param within the departments of a region that was named ("la Costa")
 */
export function cropByRegion(
  { calendar, figures }: { calendar: Calendar; figures: Figures },
  asked: TimingAsked,
  crop: AskedCrop,
  within: readonly AnyPlace[] = [],
): Answered {
  const departments = departmentsOf(figures, crop).filter(
    ({ code }) => within.length === 0 || within.some((place) => place.code === code),
  );
  const sowing = asked.sowing ? sowingGroups(calendar, figures, crop, departments) : [];
  const own = asked.sownIn.length > 0 ? harvestOfSown(calendar, crop, asked.sownIn) : undefined;
  const harvest =
    asked.harvest && own === undefined ? harvestGroups(calendar, figures, crop, departments) : [];
  const halves = asked.sowing && within.length === 0 ? halvesAround(figures, crop, COUNTRY) : undefined;
  const name = capitalised(withArticle(crop.name));
  const sowingMonths = union(sowing);
  const harvestMonths = own?.months ?? union(harvest);
  const rows = departments.flatMap((department) => [
    ...(asked.sowing ? (calendar.sowing(crop, department)?.sources ?? []) : []),
    ...(asked.harvest ? (calendar.harvest(crop, department)?.sources ?? []) : []),
  ]);
  const sources = sourcesUsed(calendar, rows, {
    rains: false,
    halves: halves !== undefined,
    cycle:
      asked.cycle ||
      (asked.harvest &&
        !departments.some((department) => calendar.harvest(crop, department) !== undefined)) ||
      asked.wantedIn.length > 0,
  });
  const lacksHarvest = asked.harvest && own === undefined && !asked.cycle && harvest.length === 0;
  const needsPlace = [sowing, harvest].some((groups) => groups.length > 1);
  if (sowing.length + harvest.length === 0 && halves === undefined && !calendar.has(crop)) {
    const text = sentences(TEXTS.noneAtAll({ crop: cropInText(crop.name) }), asked.moon && TEXTS.moon);
    return spoken(
      'no_calendar',
      text,
      fitShort(text, TEXTS.shortNoCalendar({ crop: cropInText(crop.name) })),
    );
  }
  const listedByRegion = (groups: readonly Group[]) =>
    groups.map(({ labels, when, how }) => TEXTS.region({ inRegion: listed(labels), when, how })).join('; ');
  return {
    rule: 'calendar_by_region',
    text: sentences(
      backwardsSentence(calendar, asked, crop),
      asked.months.length > 0 && yesByRegion(asked, sowing),
      asked.sowing && sowingText(),
      own?.sentence ?? harvestText(),
      lacksHarvest && TEXTS.noHarvest({ crop: ofCrop(crop.name), inPlace: '' }),
      lacksHarvest && cycleSentence(calendar, crop),
      asked.cycle ? cycleSentence(calendar, crop) : own?.caveat,
      asked.nursery && sowing.length > 0 && TEXTS.nursery,
      asked.moon && TEXTS.moon,
      halvesSentence(halves),
      needsPlace && TEXTS.askPlace,
    ),
    short: shortOf(),
    data: {
      kind: 'sowing_calendar',
      crop: cropRef(crop),
      place: placeRef(within.length === 0 ? COUNTRY : (departments[0] ?? COUNTRY)),
      months: sowingMonths,
      harvest_months: harvestMonths,
      half_years: halvesData(halves),
      basis: basisOf(sources),
    },
    ...(needsPlace && { action: { type: 'ask_location', chips: chips() } }),
    years: halves?.halves.years ?? [],
    rows: [],
    sources: documentsOf(sources),
    notes: cycleNote(calendar, crop),
  };

  function sowingText(): string {
    const [only] = sowing;
    if (only === undefined) {
      return (within.length > 0 ? TEXTS.noCalendarThere : TEXTS.noCalendar)({ crop: cropInText(crop.name) });
    }
    if (sowing.length > 1) return TEXTS.depends({ crop: name, regions: listedByRegion(sowing) });
    const when = { when: only.when, how: only.howAlone ?? only.how };
    return only.isEverywhere === true
      ? TEXTS.everywhere({ crop: name, ...when })
      : TEXTS.sown({ inPlace: capitalised(listed(only.labels)), crop: withArticle(crop.name), ...when });
  }

  function harvestText(): string | null {
    const [only] = harvest;
    if (only === undefined) return null;
    const [first] = departments;
    const known = first && calendar.harvest(crop, first);
    if (harvest.length > 1) return TEXTS.whereHarvested({ crop: name, regions: listedByRegion(harvest) });
    return known === undefined
      ? TEXTS.harvested({ inPlace: '', crop: name, when: only.when })
      : harvestSentence(known, crop);
  }

  function chips() {
    return departments.slice(0, CHIPS).map((department) => ({
      label: shortName(department),
      question: asked.sowing
        ? TEXTS.question({ crop: withArticle(crop.name), inPlace: inPlace(department) })
        : TEXTS.questionHarvest({ crop: withArticle(crop.name), inPlace: inPlace(department) }),
    }));
  }

  function shortOf(): string {
    if (own !== undefined) return fitShort(sentences(own.sentence, own.caveat), own.sentence);
    const cycle = calendar.cycle(crop);
    const cyclePart =
      (asked.cycle || (asked.harvest && harvest.length === 0)) && cycle
        ? TEXTS.shortCycle({ crop: crop.name, time: timeOf(cycle) })
        : null;
    const groups = sowing.length > 0 ? sowing : harvest;
    const list = (count: number) =>
      groups.length === 0
        ? null
        : `${crop.name}: ${groups
            .slice(0, count)
            .map(({ labels, when }) =>
              groups.length === 1 ? when : TEXTS.region({ inRegion: listed(labels), when, how: '' }),
            )
            .join('; ')}.`;
    const none = (within.length > 0 ? TEXTS.noCalendarThere : TEXTS.noCalendar)({
      crop: cropInText(crop.name),
    });
    const ask = needsPlace ? TEXTS.shortAsk : null;
    return fitShort(
      sentences(list(GROUPS_AT_MOST), cyclePart, shortHalves(halves), ask) || none,
      sentences(list(GROUPS_AT_MOST), cyclePart) || none,
      sentences(list(2), ask) || none,
      sentences(list(1), ask) || none,
    );
  }
}

/** Departments that harvest the crop, largest area of the newest years first; those without a region stay out. */
function departmentsOf(figures: Figures, { id }: AskedCrop): Department[] {
  const areas = new Map<string, number>();
  for (const year of pooledYears(figures)) {
    for (const { place, areaHarvestedHa } of figures.byPlace(id, 'department', year)) {
      areas.set(place.code, (areas.get(place.code) ?? 0) + areaHarvestedHa);
    }
  }
  return figures.departments
    .filter(({ code }) => (areas.get(code) ?? 0) > 0)
    .sort((a, b) => (areas.get(b.code) ?? 0) - (areas.get(a.code) ?? 0));
}

function union(groups: readonly Group[]): number[] {
  return [...new Set(groups.flatMap(({ months }) => months))].sort((a, b) => a - b);
}

/** Where a month is one for sowing, when no place was named. */
function yesByRegion(asked: TimingAsked, sowing: readonly Group[]): string | null {
  const has = ({ months }: Group) => asked.months.every((month) => months.includes(month));
  const yes = sowing.filter(has);
  const [first] = sowing;
  if (first === undefined) return null;
  if (sowing.length === 1 || yes.length === 0 || yes.length === sowing.length) {
    return monthsAsked(asked, { months: union(yes.length === 0 ? sowing : yes) }, undefined);
  }
  return TEXTS.monthByRegion({
    months: capitalised(listed(asked.months.map(monthName))),
    yes: listed(yes.flatMap(({ labels }) => labels)),
    no: listed(sowing.filter((group) => !has(group)).flatMap(({ labels }) => labels)),
  });
}
