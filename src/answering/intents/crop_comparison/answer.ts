import { COUNTRY, type Figures } from '../../../shared/eva/figures.js';
import { largestCrops } from '../../eva/largestCrops.js';
import { spoken, type Answered, type Query } from '../../query.js';
import { cropInText } from '../../spanish/crops.js';
import { capitalised } from '../../spanish/lists.js';
import { inPlace } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import { severalPlaces } from '../crop_production/several.js';
import { compareCrops } from './compareCrops.js';
import { comparePlaces } from './comparePlaces.js';
import { TEXTS } from './texts.js';

const CHIPS = 3;

/** Two or more crops, or places, set against each other. */
export function answer(query: Query, figures: Figures): Answered {
  const place = query.places[0] ?? COUNTRY;
  const [crop] = query.crops;
  if (query.crops.length > 1) return compareCrops(query, figures, place);
  if (crop === undefined) return askCrops();
  const { metric } = query.understood.asks;
  // Tonnes and hectares were asked for: "¿quién produce más, Pitalito o Garzón?".
  if (query.places.length > 1 && (metric === 'production' || metric === 'area')) {
    return severalPlaces(query, figures, crop);
  }
  if (query.places.length > 1) return comparePlaces(query, figures, crop, query.places);
  if (query.placeFrom === 'question' && place !== COUNTRY) {
    // One crop in one place: how it does there against the whole country.
    return comparePlaces(query, figures, crop, [place, COUNTRY]);
  }
  const name = cropInText(crop.name);
  const others = largestCrops(figures, place.code).filter((other) => other.id !== crop.crop.id);
  const chips = others.slice(0, CHIPS).map((total) => {
    const other = cropInText(total.name);
    return { label: other, question: TEXTS.pair({ one: capitalised(name), other, inPlace: inPlace(place) }) };
  });
  const text = TEXTS.askSecond({ crop: name });
  return spoken('ask_second', text, fitShort(text), { type: 'clarify', chips });
}

function askCrops(): Answered {
  const chips = TEXTS.examplePairs.map((pair) => {
    const question = TEXTS.pair(pair);
    return { label: question, question };
  });
  return spoken('ask_crops', TEXTS.askCrops, TEXTS.askCropsShort, { type: 'clarify', chips });
}
