import type { Department, Figures } from '../../../shared/eva/figures.js';
import type { Calendar, Sowing } from '../../calendar/createCalendar.js';
import type { Region } from '../../calendar/tables.js';
import type { AskedCrop } from '../../spanish/crops.js';
import { listed } from '../../spanish/lists.js';
import { inMonths } from '../../spanish/months.js';
import { placeName } from '../../spanish/places.js';
import { howOf } from './cropInPlace.js';
import { harvestMonths, monthsOf } from './harvest.js';
import { TEXTS } from './texts.js';
import { whereGrown } from './whereGrown.js';

const GROUPS_AT_MOST = 3;
const DEPARTMENTS_NAMED = 3;

/** Regions or departments that share one time of sowing or of harvest. */
export interface Group {
  /** `en la Orinoquía`, `en la región Caribe`. */
  labels: string[];
  when: string;
  how: string;
  /** Where there is no other group to tell it from. */
  howAlone?: string;
  /** Of a row that holds for all regions. */
  isEverywhere?: boolean;
  months: number[];
}

/** A department's part of a group: by the region of the row, or by its own name where the row is of departments. */
interface Member {
  region: Region;
  department: Department;
  isOfRegion: boolean;
}

/** When a crop is sown, by region: those of the largest departments first. */
export function sowingGroups(
  calendar: Calendar,
  figures: Figures,
  crop: AskedCrop,
  departments: readonly Department[],
): Group[] {
  const groups = new Map<string, { sowing: Sowing; members: Member[] }>();
  for (const { sowing, member } of sowingsOf(calendar, figures, crop, departments)) {
    const key = `${sowing.months.join()} ${sowing.how}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { sowing, members: [member] });
    else group.members.push(member);
  }
  return [...groups.values()].slice(0, GROUPS_AT_MOST).map(({ sowing, members }) => ({
    labels: labelsOf(members),
    when: inMonths(sowing.months),
    how: sowing.how === null ? '' : TEXTS.how(sowing.how),
    howAlone: howOf(sowing),
    isEverywhere: sowing.row.where.includes('*'),
    months: sowing.months,
  }));
}

/** When a crop is harvested: as the calendar has it, else counted from the sowing months. */
export function harvestGroups(
  calendar: Calendar,
  figures: Figures,
  crop: AskedCrop,
  departments: readonly Department[],
): Group[] {
  const cycle = calendar.cycle(crop);
  const known = knownHarvests(calendar, crop, departments);
  if (known.length > 0) return known;
  const groups = new Map<string, { months: number[]; members: Member[] }>();
  for (const { sowing, member } of sowingsOf(calendar, figures, crop, departments)) {
    const months = harvestMonths(sowing, cycle);
    if (months === undefined) continue;
    const group = groups.get(months.join());
    if (group === undefined) groups.set(months.join(), { months, members: [member] });
    else group.members.push(member);
  }
  return [...groups.values()]
    .slice(0, GROUPS_AT_MOST)
    .map(({ months, members }) => ({ labels: labelsOf(members), when: inMonths(months), how: '', months }));
}

function knownHarvests(calendar: Calendar, crop: AskedCrop, departments: readonly Department[]): Group[] {
  const groups = new Map<string, { group: Group; own: Department[] }>();
  for (const department of departments) {
    const harvest = calendar.harvest(crop, department);
    if (harvest === undefined) continue;
    const main = inMonths(harvest.main);
    const when =
      harvest.minor.length === 0 ? main : TEXTS.mainAndMinor({ main, minor: inMonths(harvest.minor) });
    const known = groups.get(when);
    if (known === undefined) {
      groups.set(when, {
        group: { labels: [], when, how: '', months: monthsOf(harvest) },
        own: [department],
      });
    } else known.own.push(department);
  }
  return [...groups.values()]
    .slice(0, GROUPS_AT_MOST)
    .map(({ group, own }) => ({ ...group, labels: [`en ${named(own)}`] }));
}

function sowingsOf(
  calendar: Calendar,
  figures: Figures,
  crop: AskedCrop,
  departments: readonly Department[],
): { sowing: Sowing; member: Member }[] {
  return departments.flatMap((department) => {
    const [place = department] = whereGrown(calendar, figures, crop, department);
    const sowing = calendar.sowing(crop, place);
    if (sowing === undefined) return [];
    const isOfRegion = sowing.row.where.some((one) => !/^\d/.test(one));
    return [{ sowing, member: { region: sowing.region, department, isOfRegion } }];
  });
}

function labelsOf(members: readonly Member[]): string[] {
  const regions = new Set(members.filter((one) => one.isOfRegion).map(({ region }) => `en ${region.name}`));
  const departments = members.filter((one) => !one.isOfRegion).map(({ department }) => department);
  return [...regions, ...(departments.length > 0 ? [`en ${named(departments)}`] : [])];
}

function named(departments: readonly Department[]): string {
  return listed(departments.slice(0, DEPARTMENTS_NAMED).map(placeName));
}
