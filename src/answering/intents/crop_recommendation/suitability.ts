import { COUNTRY_CODE, type Figures } from '../../../shared/eva/figures.js';
import { pooledYears } from '../../eva/pooledYears.js';
import { harvestOf, type Candidate } from '../../eva/recommend.js';
import { wider } from '../../eva/wider.js';
import type { Answered } from '../../query.js';
import { cropInText, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, listed, sentences, yearsListed } from '../../spanish/lists.js';
import { hectares, roughPercent, quantity, yieldShort, yieldWritten } from '../../spanish/numbers.js';
import { inPlace, type AnyPlace } from '../../spanish/places.js';
import { unitNote } from '../../spanish/yearTexts.js';
import { fitShort } from '../../spanish/short.js';
import { recommendationData, rowsOf } from './data.js';
import { TEXTS } from './texts.js';

/** Within this of the rest of the country a yield is called the same. */
const ALIKE = 0.05;
const CROPS_AT_MOST = 3;

interface Finding {
  crop: AskedCrop;
  place: AnyPlace;
  candidate: Candidate;
}

/** "¿Se da el aguacate en Tunja?": whether it is harvested there year after year, and how it yields. */
export function suitability(figures: Figures, crops: readonly AskedCrop[], asked: AnyPlace): Answered {
  const years = pooledYears(figures);
  const shown = crops.slice(0, CROPS_AT_MOST);
  const findings = shown.flatMap((crop) => findAround(figures, crop, asked) ?? []);
  const here = findings.filter((one) => one.place === asked);
  const absent = shown.filter((crop) => !here.some((one) => one.crop === crop));
  // Of several crops only those of the place are told; of one, how it does in the department around.
  const around = shown.length === 1 ? findings.find((one) => one.place !== asked) : undefined;
  const told = around === undefined ? here : [around];
  const place = around?.place ?? asked;
  const candidates = told.map((one) => one.candidate);
  return {
    rule: here.length > 0 ? 'suitability' : 'suitability_not_grown',
    text: sentences(
      ...here.map((one) => grownHere(figures, one, years)),
      absent.length > 0 && notGrownHere(absent, asked, years),
      around && grownAround(figures, around, years),
      told.length > 0 && TEXTS.limits,
    ),
    short: shortSuitability(here, shown, asked, years),
    data: told.length === 0 ? null : recommendationData(years, place, candidates),
    years,
    rows: rowsOf(candidates, place, years),
  };
}

/** The crop in the place, else in its department. */
function findAround(figures: Figures, crop: AskedCrop, asked: AnyPlace): Finding | undefined {
  for (
    let place: AnyPlace | undefined = asked;
    place !== undefined && place.code !== COUNTRY_CODE;
    place = wider(figures, place)
  ) {
    const candidate = harvestOf(figures, crop.id, place);
    if (candidate !== undefined) return { crop, place, candidate };
  }
  return undefined;
}

function grownHere(figures: Figures, finding: Finding, years: readonly number[]): string {
  return sentences(
    TEXTS.grownHere({ ...measures(figures, finding, years), inPlace: inPlace(finding.place) }),
    comparedWithRest(finding.candidate.relativeYield),
  );
}

function grownAround(figures: Figures, finding: Finding, years: readonly number[]): string {
  return TEXTS.grownAround({
    ...measures(figures, finding, years),
    inPlace: capitalised(inPlace(finding.place)),
  });
}

function notGrownHere(crops: readonly AskedCrop[], asked: AnyPlace, years: readonly number[]): string {
  const names = crops.map((crop) => cropInText(crop.name));
  return TEXTS.notGrownHere({
    crop: listed(names, 'ni'),
    inPlace: inPlace(asked),
    years: yearsListed(years),
  });
}

function measures(figures: Figures, { crop, candidate }: Finding, years: readonly number[]) {
  return {
    crop: cropInText(crop.name),
    years: yearsListed(years),
    area: hectares(candidate.areaHaAYear),
    yield: yieldWritten(candidate.yieldTHa),
    unit: unitNote(figures.unit(crop.id, years.at(-1) ?? 0), crop.name),
  };
}

function comparedWithRest(relative: number | null): string | null {
  if (relative === null) return null;
  if (Math.abs(relative - 1) < ALIKE) return TEXTS.grownAlike;
  const pct = roughPercent(Math.abs(relative - 1) * 100);
  return relative > 1 ? TEXTS.grownBetter(pct) : TEXTS.grownWorse(pct);
}

function shortSuitability(
  here: readonly Finding[],
  crops: readonly AskedCrop[],
  asked: AnyPlace,
  years: readonly number[],
): string {
  const where = capitalised(inPlace(asked));
  const [first] = here;
  if (first === undefined) {
    const names = crops.map((crop) => cropInText(crop.name)).join(', ');
    return fitShort(TEXTS.shortNotGrown({ inPlace: where, crop: names, years: yearsListed(years) }));
  }
  const name = cropInText(first.crop.name);
  const { areaHaAYear, yieldTHa } = first.candidate;
  return fitShort(
    TEXTS.shortGrown({
      inPlace: where,
      crop: name,
      figures: `: ${quantity(areaHaAYear)} ha al año, ${yieldShort(yieldTHa)}`,
    }),
    TEXTS.shortGrown({ inPlace: where, crop: name, figures: '' }),
  );
}
