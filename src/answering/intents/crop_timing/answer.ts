import type { Figures } from '../../../shared/eva/figures.js';
import { whichCrop } from '../../askWhich.js';
import type { Calendar } from '../../calendar/createCalendar.js';
import type { Answered, Query } from '../../query.js';
import { withArticle, type AskedCrop } from '../../spanish/crops.js';
import { inPlace, isCountry } from '../../spanish/places.js';
import { timingAsked } from './asked.js';
import { cropByRegion } from './cropByRegion.js';
import { cropInPlace } from './cropInPlace.js';
import { askPlaceOfCalendar, placeCalendar } from './placeCalendar.js';
import { several } from './several.js';
import { TEXTS } from './texts.js';

/** Answers of months and seasons from a sowing calendar, beside the half-years that EVA shows. */
export function createCropTiming(calendar: Calendar): (query: Query, figures: Figures) => Answered {
  return (query, figures) => {
    const asked = timingAsked(query);
    const from = { calendar, figures };
    const places = query.places.filter((place) => !isCountry(place));
    const [place] = places;
    const named = query.crops.length > 0 ? query.crops : meantByMitaca(query, figures);
    const crops = asked.whichCrops ? [] : named;
    const [crop] = crops;
    if (crop === undefined) {
      if (asked.whichCrops || asked.months.length > 0) {
        return place === undefined || query.region !== null
          ? askPlaceOfCalendar(figures, asked, places)
          : placeCalendar(from, asked, place);
      }
      const where = place === undefined ? null : inPlace(place);
      return whichCrop(query, figures, (name) =>
        (asked.sowing ? TEXTS.question : TEXTS.questionHarvest)({ crop: withArticle(name), inPlace: where }),
      );
    }
    if (crops.length === 1 && query.region !== null) return cropByRegion(from, asked, crop, places);
    if (crops.length > 1 || places.length > 1) return several(from, asked, crops, places);
    return place === undefined ? cropByRegion(from, asked, crop) : cropInPlace(from, asked, crop, place);
  };
}

/** The smaller harvest and the coffee harvest have names of their own: "mitaca en Anserma", "cosecha cafetera". */
function meantByMitaca({ text }: Query, figures: Figures): AskedCrop[] {
  const coffee = figures.crop('cafe');
  const isMeant = /\b(mitaca|traviesa|cafeter[oa]s?)\b/i.test(text);
  return coffee !== undefined && isMeant ? [{ id: coffee.id, name: coffee.name, crop: coffee }] : [];
}
