import type { Figures } from '../../../shared/eva/figures.js';
import type { Calendar, Sowing } from '../../calendar/createCalendar.js';
import type { Region } from '../../calendar/tables.js';
import { yearsWithCrop } from '../../eva/yearsWithCrop.js';
import { cropRef, placeRef, type Answered } from '../../query.js';
import { cropInText, withArticle, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, listed, sentences } from '../../spanish/lists.js';
import { inMonths, monthName } from '../../spanish/months.js';
import { inPlace, isMunicipality, type AnyPlace } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import type { TimingAsked } from './asked.js';
import { basisOf, cycleNote, documentsOf, sourcesUsed } from './basis.js';
import { halvesAround, halvesData, halvesSentence, shortHalves, type HalvesOfPlace } from './halfYears.js';
import { countedBack, cycleSentence, harvestIn, timeOf, type HarvestFound } from './harvest.js';
import { TEXTS } from './texts.js';
import { whereGrown } from './whereGrown.js';

const MONTHS = 12;

/** When one crop is sown or harvested in one department or municipality. */
export function cropInPlace(
  { calendar, figures }: { calendar: Calendar; figures: Figures },
  asked: TimingAsked,
  crop: AskedCrop,
  place: AnyPlace,
): Answered {
  const [main = place, elsewhere] = whereGrown(calendar, figures, crop, place);
  const sowing = calendar.sowing(crop, main);
  const region = calendar.regionOf(main);
  const halves = asked.sowing ? halvesAround(figures, crop, place) : undefined;
  const harvest = asked.harvest
    ? harvestIn(calendar, crop, { place, at: main }, sowing, asked.sownIn)
    : undefined;
  // "¿a los cuántos años produce?" is answered by the cycle; that no months are known says nothing more.
  const harvestSentence = asked.cycle && harvest?.months.length === 0 ? null : harvest?.sentence;
  const absent = isAbsent(figures, crop, place);
  const years = halves?.halves.years ?? [];
  const rows = [
    ...(asked.sowing ? (sowing?.sources ?? []) : []),
    ...(asked.harvest ? (calendar.harvest(crop, main)?.sources ?? []) : []),
  ];
  const rains =
    asked.sowing && region !== undefined && sowing === undefined
      ? TEXTS.rains({ inRegion: capitalised(`en ${region.name}`), rains: region.rains })
      : null;
  const sources = sourcesUsed(calendar, rows, {
    rains: rains !== null,
    halves: halves !== undefined,
    cycle:
      asked.cycle ||
      (asked.harvest && calendar.harvest(crop, main) === undefined) ||
      asked.wantedIn.length > 0,
  });
  return {
    rule: sowing === undefined ? 'no_calendar_here' : 'calendar_of_place',
    text: sentences(
      absent && TEXTS.notGrown({ crop: cropInText(crop.name), inPlace: inPlace(place) }),
      backwardsSentence(calendar, asked, crop),
      asked.months.length > 0 && monthsAsked(asked, sowing, harvest),
      asked.sowing && sowingSentence(crop, place, sowing, absent),
      asked.sowing && sowing !== undefined && main !== place && grownIn(region),
      asked.sowing && elsewhere && elsewhereSentence(calendar, crop, elsewhere, sowing),
      harvestSentence,
      asked.cycle ? cycleSentence(calendar, crop) : harvest?.caveat,
      asked.nursery && sowing !== undefined && TEXTS.nursery,
      asked.moon && TEXTS.moon,
      asked.sowing && sowing?.note,
      rains,
      halvesSentence(halves),
      asked.sowing && TEXTS.guide,
    ),
    short: absent
      ? fitShort(TEXTS.notGrown({ crop: cropInText(crop.name), inPlace: inPlace(place) }))
      : shortOf(calendar, asked, { crop, place, sowing, harvest, halves }),
    data: {
      kind: 'sowing_calendar',
      crop: cropRef(crop),
      place: placeRef(place),
      months: sowing?.months ?? [],
      harvest_months: harvest?.months ?? [],
      half_years: halvesData(halves),
      basis: basisOf(sources),
    },
    years,
    rows: [],
    sources: documentsOf(sources),
    notes: [...cycleNote(calendar, crop), ...(region === undefined ? [] : [`region ${region.id}`])],
  };
}

function grownIn(region: Region | undefined): string | null {
  return region === undefined ? null : TEXTS.grownIn({ region: region.name });
}

/** The towns of the department that have the rains of another region; null where it makes no difference. */
function elsewhereSentence(
  calendar: Calendar,
  crop: AskedCrop,
  place: AnyPlace,
  main: Sowing | undefined,
): string | null {
  const sowing = calendar.sowing(crop, place);
  const region = calendar.regionOf(place);
  if (sowing === undefined || region === undefined || main === undefined) return null;
  const when = inMonths(sowing.months);
  return when === inMonths(main.months) ? null : TEXTS.elsewhere({ region: region.name, when });
}

export function isYearRound(sowing: Sowing | undefined): boolean {
  return sowing?.months.length === MONTHS;
}

/** `, cuando empiezan las lluvias`, `, con riego`. */
export function howOf({ isByRains, how }: Pick<Sowing, 'isByRains' | 'how'>): string {
  return `${isByRains ? TEXTS.withRains : ''}${how === null ? '' : TEXTS.how(how)}`;
}

/** "quiero sacar papa en diciembre": when it would have to be sown, by the length of its cycle alone. */
export function backwardsSentence(calendar: Calendar, asked: TimingAsked, crop: AskedCrop): string | null {
  const cycle = calendar.cycle(crop);
  const months = cycle && asked.wantedIn.length > 0 ? countedBack(asked.wantedIn, cycle) : undefined;
  if (cycle === undefined || months === undefined) return null;
  return TEXTS.backwards({
    crop: withArticle(crop.name),
    wanted: inMonths(asked.wantedIn),
    sow: inMonths(months),
    time: timeOf(cycle),
  });
}

function sowingSentence(
  crop: AskedCrop,
  place: AnyPlace,
  sowing: Sowing | undefined,
  absent: boolean,
): string {
  if (sowing === undefined) {
    return TEXTS.noCalendarHere({ crop: cropInText(crop.name), inPlace: inPlace(place) });
  }
  return TEXTS.sown({
    inPlace: absent ? TEXTS.whereItGrows({ region: sowing.region.name }) : capitalised(inPlace(place)),
    crop: withArticle(crop.name),
    when: inMonths(sowing.months),
    how: howOf(sowing),
  });
}

/** EVA has no row of the crop in any year: neither there nor, for a town, in its department. */
function isAbsent(figures: Figures, { id }: AskedCrop, place: AnyPlace): boolean {
  return (
    figures.newestYearOf(place.code) !== undefined &&
    yearsWithCrop(figures, id, place.code).length === 0 &&
    !(isMunicipality(place) && yearsWithCrop(figures, id, place.department.code).length > 0)
  );
}

/** "¿puedo sembrar papa en agosto?": yes or no by the calendar; null where there is none. */
export function monthsAsked(
  asked: TimingAsked,
  sowing: Pick<Sowing, 'months'> | undefined,
  harvest: HarvestFound | undefined,
): string | null {
  const names = (months: readonly number[]) => listed(months.map(monthName));
  if (!asked.sowing || (sowing === undefined && asked.harvest)) {
    if (harvest === undefined || harvest.months.length === 0) return null;
    const isIn = asked.months.every((month) => harvest.months.includes(month));
    const inThem = `en ${names(asked.months)}`;
    return isIn ? TEXTS.harvestYes(inThem) : TEXTS.harvestNo(capitalised(inThem));
  }
  if (sowing === undefined) return null;
  if (sowing.months.length === MONTHS) return TEXTS.monthYearRound;
  const yes = asked.months.filter((month) => sowing.months.includes(month));
  const no = asked.months.filter((month) => !sowing.months.includes(month));
  if (no.length === 0) return (yes.length > 1 ? TEXTS.monthsYes : TEXTS.monthYes)(names(yes));
  if (yes.length === 0) return (no.length > 1 ? TEXTS.monthsNo : TEXTS.monthNo)(names(no));
  return TEXTS.monthSome({ yes: capitalised(names(yes)), no: names(no) });
}

function shortOf(
  calendar: Calendar,
  asked: TimingAsked,
  found: {
    crop: AskedCrop;
    place: AnyPlace;
    sowing: Sowing | undefined;
    harvest: HarvestFound | undefined;
    halves: HalvesOfPlace | undefined;
  },
): string {
  const { crop, place, sowing, harvest, halves } = found;
  const where = { crop: crop.name, inPlace: inPlace(place) };
  const cycle = calendar.cycle(crop);
  const cyclePart = asked.cycle && cycle ? TEXTS.shortCycle({ crop: crop.name, time: timeOf(cycle) }) : null;
  const harvestPart =
    harvest !== undefined && harvest.months.length > 0
      ? asked.sowing
        ? TEXTS.shortAlsoHarvested(inMonths(harvest.months))
        : TEXTS.shortHarvested({ ...where, when: inMonths(harvest.months) })
      : null;
  const sowingPart = asked.sowing
    ? sowing === undefined
      ? TEXTS.shortNone({ crop: cropInText(crop.name), inPlace: inPlace(place) })
      : TEXTS.shortSown({ ...where, when: inMonths(sowing.months) })
    : null;
  const parts = [sowingPart, harvestPart, cyclePart];
  const [lead = null] = parts.filter((part) => part !== null);
  const none = TEXTS.shortNone({ crop: cropInText(crop.name), inPlace: inPlace(place) });
  return fitShort(
    sentences(...parts, shortHalves(halves)) || none,
    sentences(...parts) || none,
    lead ?? none,
  );
}
