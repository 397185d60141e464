import { COUNTRY_CODE, type Figures } from '../../../shared/eva/figures.js';
import { pooledYears } from '../../eva/pooledYears.js';
import { harvestOf, type Candidate } from '../../eva/recommend.js';
import { wider } from '../../eva/wider.js';
import type { Answered } from '../../query.js';
import { cropInText, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, sentences, yearsListed } from '../../spanish/lists.js';
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
  const findings = shown.map((crop) => findAround(figures, crop, asked));
  const here = findings.filter((one): one is Finding => one?.place === asked);
  // One place a recommendation: where the crops are found at different ones, that of the asked place.
  const place = here.length > 0 ? asked : (findings.find((one) => one !== undefined)?.place ?? asked);
  const found = findings.filter((one): one is Finding => one?.place === place);
  const candidates = found.map((one) => one.candidate);
  return {
    rule: here.length > 0 ? 'suitability' : 'suitability_not_grown',
    text: sentences(
      ...shown.map((crop, index) => said(figures, crop, findings[index], asked, years)),
      candidates.length > 0 && TEXTS.limits,
    ),
    short: shortSuitability(here, shown, asked, years),
    data: candidates.length === 0 ? null : recommendationData(years, place, candidates),
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

function said(
  figures: Figures,
  crop: AskedCrop,
  finding: Finding | undefined,
  asked: AnyPlace,
  years: readonly number[],
): string {
  const name = cropInText(crop.name);
  const wording = { crop: name, years: yearsListed(years) };
  if (finding === undefined) return TEXTS.notGrownHere({ ...wording, inPlace: inPlace(asked) });
  const { candidate, place } = finding;
  const measures = {
    unit: unitNote(figures.unit(crop.id, years.at(-1) ?? 0), crop.name),
    area: hectares(candidate.areaHaAYear),
    yield: yieldWritten(candidate.yieldTHa),
  };
  if (place === asked) {
    return sentences(
      TEXTS.grownHere({ ...wording, ...measures, inPlace: inPlace(asked) }),
      comparedWithRest(candidate.relativeYield),
    );
  }
  return sentences(
    TEXTS.notGrownHere({ ...wording, inPlace: inPlace(asked) }),
    TEXTS.grownAround({ ...wording, ...measures, inPlace: capitalised(inPlace(place)) }),
  );
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
