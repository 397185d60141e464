import { COUNTRY_CODE, type Figures, type YearTotal } from '../../../shared/eva/figures.js';
import { chooseYearAmong, decidingOne } from '../../eva/chooseYear.js';
import { relativeYield } from '../../eva/relativeYield.js';
import { cropRef, placeRef, spoken, type Answered, type Query } from '../../query.js';
import { cropInText, withArticle, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, listed, sentences } from '../../spanish/lists.js';
import { hectares, quantity, yieldShort, yieldWritten } from '../../spanish/numbers.js';
import { shortName, inPlace, isCountry, placeName, type AnyPlace } from '../../spanish/places.js';
import { fitShort, fitShortList, shortAfter } from '../../spanish/short.js';
import { unitNote, yearNotes } from '../../spanish/yearTexts.js';
import { relativeSentence, verdict } from './relation.js';
import { TEXTS } from './texts.js';
import { yearsWithCrop } from '../../eva/yearsWithCrop.js';

interface Compared {
  place: AnyPlace;
  total: YearTotal;
  relative: number | null;
}

/** Yields of one crop in several places, in the newest year that all have. */
export function comparePlaces(
  query: Query,
  figures: Figures,
  crop: AskedCrop,
  asked: readonly AnyPlace[],
): Answered {
  const name = cropInText(crop.name);
  const there = asked.filter((place) => yearsWithCrop(figures, crop.id, place.code).length > 0);
  const absentPlaces = asked.filter((place) => !there.includes(place));
  const absent =
    absentPlaces.length === 0
      ? null
      : TEXTS.absentPlaces({ crop: name, inPlaces: listed(absentPlaces.map(inPlace), 'ni') });
  const [lead, ...rest] = there.map((place) => ({ id: crop.id, placeCode: place.code, place }));
  const chosen = lead && chooseYearAmong(figures, [lead, ...rest], query.understood, 'comparison');
  if (chosen === undefined || lead === undefined) {
    const text = absent ?? TEXTS.noCommonYear({ names: listed(asked.map(placeName)) });
    return spoken('no_common_year', text, fitShort(text, TEXTS.shortNothing({ crop: name })));
  }
  const { year } = chosen;
  const unit = unitNote(figures.unit(crop.id, year), crop.name);
  const country = figures.total(crop.id, COUNTRY_CODE, year);
  const compared = there
    .flatMap((place): Compared[] => {
      const total = figures.total(crop.id, place.code, year);
      if (total === undefined || country === undefined) return [];
      return [
        { place, total, relative: isCountry(place) ? null : relativeYield(total, country).relativeYield },
      ];
    })
    .sort((a, b) => (b.total.yieldTHa ?? 0) - (a.total.yieldTHa ?? 0));
  const best = compared.length > 1 ? compared[0] : undefined;
  const note = yearNotes(figures, chosen, crop, decidingOne(figures, [lead, ...rest], chosen).place);
  return {
    rule: 'compare_places',
    text: sentences(
      note.instead,
      TEXTS.places({
        year,
        crop: withArticle(crop.name),
        unit,
        places: listed(
          compared.map(({ place, total }, index) =>
            TEXTS.placeYield({
              inPlace: inPlace(place),
              yield: (index === 0 ? yieldWritten : quantity)(total.yieldTHa ?? 0),
            }),
          ),
        ),
      }),
      verdict(compared.map(({ place, total }) => ({ name: placeName(place), yieldTHa: total.yieldTHa }))),
      relativeSentence(compared.map(({ place, relative }) => ({ name: placeName(place), relative }))),
      TEXTS.area({
        list: listed(
          compared.map(({ place, total }, index) =>
            TEXTS.areaItem({
              area: (index === 0 ? hectares : quantity)(total.areaHarvestedHa),
              ofWhat: index === 0 ? `de ${name} ${inPlace(place)}` : inPlace(place),
            }),
          ),
        ),
      }),
      absent,
      note.about,
    ),
    short: shortAfter(note.instead, shortComparison(compared, { name, unit }, year)),
    data: {
      kind: 'comparison',
      by: 'place',
      year,
      crop: cropRef(crop),
      places: compared.map(({ place, total, relative }) => ({
        place: placeRef(place),
        yield_t_ha: total.yieldTHa,
        relative_yield: relative,
        production_t: total.productionT,
        area_harvested_ha: total.areaHarvestedHa,
      })),
      best: best?.place.code ?? null,
    },
    years: [year],
    rows: compared.map(({ place, total }) => ({ crop: crop.id, place: place.code, year, rows: total.rows })),
    notes: [],
  };
}

function shortComparison(
  compared: readonly Compared[],
  crop: { name: string; unit: string },
  year: number,
): string {
  return fitShortList(compared.length, (count, withUnits) => {
    const list = compared
      .slice(0, count)
      .map(({ place, total }) => `${shortName(place)} ${yieldShort(total.yieldTHa ?? 0)}`);
    const where = `${capitalised(crop.name)}${withUnits ? crop.unit : ''}`;
    return TEXTS.short({ where, year, list: list.join('; ') });
  });
}
