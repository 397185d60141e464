import type { Figures } from '../../../shared/eva/figures.js';
import type { Calendar, CropId } from '../../calendar/createCalendar.js';
import { oncePerFigures } from '../../eva/oncePerFigures.js';
import { isCountry, isMunicipality, type AnyPlace } from '../../spanish/places.js';

/** A region with less of the crop's area in the department is not worth a word. */
const TELLING_SHARE = 0.25;

/**
 * Where in a department the crop grows, as far as the rains differ: oil palm of Nariño grows on the coast and not in the
 * Andes. One place for each region that holds much of the harvested area, the largest first: the department itself for
 * its own region, the largest town for another one. A town stands for itself.
 */
export function whereGrown(
  calendar: Calendar,
  figures: Figures,
  { id }: CropId,
  place: AnyPlace,
): AnyPlace[] {
  if (isMunicipality(place) || isCountry(place)) return [place];
  const towns = townsOf(figures, id).get(place.code) ?? [];
  const regions = new Map<string, { area: number; largest: AnyPlace }>();
  for (const { town, area } of towns) {
    const region = calendar.regionOf(town)?.id;
    if (region === undefined) continue;
    const known = regions.get(region);
    // The largest towns come first.
    if (known === undefined) regions.set(region, { area, largest: town });
    else known.area += area;
  }
  const all = towns.reduce((sum, { area }) => sum + area, 0);
  const own = calendar.regionOf(place)?.id;
  const grown = [...regions]
    .filter(([, { area }]) => area >= TELLING_SHARE * all)
    .sort(([, a], [, b]) => b.area - a.area)
    .map(([region, { largest }]) => (region === own ? place : largest));
  return grown.length > 0 ? grown : [place];
}

interface Town {
  town: AnyPlace;
  /** Harvested in the newest year, ha. */
  area: number;
}

const knownTowns = oncePerFigures(() => new Map<string, ReadonlyMap<string, readonly Town[]>>());

/** The towns that harvest a crop, by department, largest area first. */
function townsOf(figures: Figures, id: string): ReadonlyMap<string, readonly Town[]> {
  const known = knownTowns(figures).get(id);
  if (known !== undefined) return known;
  const byDepartment = new Map<string, Town[]>();
  const totals = figures
    .byPlace(id, 'municipality', figures.years.newest)
    .filter((total) => total.areaHarvestedHa > 0)
    .sort((a, b) => b.areaHarvestedHa - a.areaHarvestedHa);
  for (const { place, areaHarvestedHa } of totals) {
    const town = figures.place(place.code);
    if (town === undefined) continue;
    const department = place.code.slice(0, 2);
    const towns = byDepartment.get(department);
    if (towns === undefined) byDepartment.set(department, [{ town, area: areaHarvestedHa }]);
    else towns.push({ town, area: areaHarvestedHa });
  }
  knownTowns(figures).set(id, byDepartment);
  return byDepartment;
}
