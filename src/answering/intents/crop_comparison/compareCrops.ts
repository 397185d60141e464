import { COUNTRY_CODE, type Figures, type YearTotal } from '../../../shared/eva/figures.js';
import { chooseYearAmong, decidingOne } from '../../eva/chooseYear.js';
import { relativeYield } from '../../eva/relativeYield.js';
import { nextWithAny } from '../../eva/wider.js';
import { cropRef, placeRef, spoken, type Answered, type Query } from '../../query.js';
import { cropInText, withArticle, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, listed, sentences } from '../../spanish/lists.js';
import { quantity, yieldShort, yieldWritten } from '../../spanish/numbers.js';
import { inPlace, isCountry, shortName, type AnyPlace } from '../../spanish/places.js';
import { fitShort, fitShortList, shortAfter } from '../../spanish/short.js';
import { unitNote, yearNotes } from '../../spanish/yearTexts.js';
import { relativeSentence, verdict } from './relation.js';
import { TEXTS } from './texts.js';
import { yearsWithCrop } from '../../eva/yearsWithCrop.js';

interface Compared {
  crop: AskedCrop;
  total: YearTotal;
  relative: number | null;
}

/** Yields of several crops in one place, each also against the rest of the country, in the newest year that all have. */
export function compareCrops(query: Query, figures: Figures, asked: AnyPlace): Answered {
  const crops = query.crops.map((crop) => besideItsProduct(crop, query.crops, figures));
  const place = nextWithAny(
    figures,
    crops.map((crop) => crop.id),
    asked,
  );
  const there = crops.filter((crop) => yearsWithCrop(figures, crop.id, place.code).length > 0);
  const absent = crops.filter((crop) => !there.includes(crop));
  const [lead, ...rest] = there.map((crop) => ({ id: crop.id, placeCode: place.code, crop }));
  const chosen = lead && chooseYearAmong(figures, [lead, ...rest], query.understood, 'comparison');
  if (chosen === undefined || lead === undefined) {
    const names = listed(crops.map((crop) => cropInText(crop.name)));
    const text = TEXTS.noCommonYear({ names });
    return spoken('no_common_year', text, fitShort(text));
  }
  const { year } = chosen;
  const compared = there
    .flatMap((crop): Compared[] => {
      const total = figures.total(crop.id, place.code, year);
      const country = figures.total(crop.id, COUNTRY_CODE, year);
      if (total === undefined || country === undefined) return [];
      return [
        { crop, total, relative: isCountry(place) ? null : relativeYield(total, country).relativeYield },
      ];
    })
    .sort((a, b) => (b.total.yieldTHa ?? 0) - (a.total.yieldTHa ?? 0));
  const best = compared.length > 1 && compared[0]?.total.yieldTHa ? compared[0] : undefined;
  const relations = compared.map(({ crop, relative }) => ({ name: withArticle(crop.name), relative }));
  const note = yearNotes(figures, chosen, decidingOne(figures, [lead, ...rest], chosen).crop, place);
  return {
    rule: 'compare_crops',
    text: sentences(
      note.instead,
      place !== asked && TEXTS.nothingToCompare({ inPlace: inPlace(asked) }),
      yieldsSentence(figures, compared, place, year),
      relativeSentence(relations),
      ...absent.map((crop) => TEXTS.absentCrop({ crop: cropInText(crop.name), inPlace: inPlace(place) })),
      compared.length > 1 &&
        (areUnlike(figures, compared, year)
          ? TEXTS.unlike
          : sentences(
              verdict(
                compared.map(({ crop, total }) => ({
                  name: withArticle(crop.name),
                  yieldTHa: total.yieldTHa,
                })),
              ),
              TEXTS.noPrices,
            )),
      note.about,
    ),
    short: shortAfter(note.instead, shortComparison(figures, compared, place, year)),
    data: {
      kind: 'comparison',
      by: 'crop',
      year,
      place: placeRef(place),
      crops: compared.map(({ crop, total, relative }) => ({
        crop: cropRef(crop),
        yield_t_ha: total.yieldTHa,
        relative_yield: relative,
        production_t: total.productionT,
        area_harvested_ha: total.areaHarvestedHa,
      })),
      best: best?.crop.id ?? null,
    },
    years: [year],
    rows: compared.map(({ crop, total }) => ({ crop: crop.id, place: place.code, year, rows: total.rows })),
    notes: absent.map((crop) => `${crop.id} has no rows in ${place.code}`),
  };
}

/** "papa o papa criolla": beside one of its two products a crop's name means the other one, not their sum. */
function besideItsProduct(crop: AskedCrop, all: readonly AskedCrop[], figures: Figures): AskedCrop {
  const { products } = crop.crop;
  const isNamedBeside = all.some((one) => one.crop.id === crop.id && one.id !== crop.id);
  const other = products.find((product) => !all.some((one) => one.id === product.id));
  if (crop.id !== crop.crop.id || !isNamedBeside || products.length !== 2 || other === undefined) return crop;
  return { id: other.id, name: figures.nameOf(other.id) ?? other.name, crop: crop.crop };
}

function yieldsSentence(
  figures: Figures,
  compared: readonly Compared[],
  place: AnyPlace,
  year: number,
): string {
  const crops = compared.map(({ crop, total }, index) => {
    const value = total.yieldTHa ?? 0;
    const wording = { crop: withArticle(crop.name), unit: unitNote(figures.unit(crop.id, year), crop.name) };
    return index === 0
      ? TEXTS.cropYield({ ...wording, yield: yieldWritten(value) })
      : TEXTS.cropYieldNext({ ...wording, yield: quantity(value) });
  });
  return TEXTS.crops({
    year,
    inPlace: inPlace(place),
    crops: crops.length > 2 ? crops.join('; ') : listed(crops),
  });
}

/** Whether a tonne of one says little about a tonne of the other: another group, cycle, or another thing weighed. */
function areUnlike(figures: Figures, compared: readonly Compared[], year: number): boolean {
  const [first, ...others] = compared;
  return (
    first !== undefined &&
    others.some(
      ({ crop }) =>
        crop.crop.group !== first.crop.crop.group ||
        crop.crop.cycle !== first.crop.crop.cycle ||
        figures.unit(crop.id, year) !== figures.unit(first.crop.id, year),
    )
  );
}

function shortComparison(
  figures: Figures,
  compared: readonly Compared[],
  place: AnyPlace,
  year: number,
): string {
  return fitShortList(compared.length, (count, withUnits) => {
    const list = compared.slice(0, count).map(({ crop, total }) => {
      const unit = withUnits ? unitNote(figures.unit(crop.id, year), crop.name) : '';
      return `${cropInText(crop.name)} ${yieldShort(total.yieldTHa ?? 0)}${unit}`;
    });
    return TEXTS.short({ where: capitalised(shortName(place)), year, list: list.join('; ') });
  });
}
