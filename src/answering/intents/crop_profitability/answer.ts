import { COUNTRY, type Figures } from '../../../shared/eva/figures.js';
import { whichCrop } from '../../askWhich.js';
import type { Answered, Query } from '../../query.js';
import { withArticle } from '../../spanish/crops.js';
import { fold } from '../../spanish/fold.js';
import { isCountry } from '../../spanish/places.js';
import { comparePlaces } from '../crop_comparison/comparePlaces.js';
import { compareCrops } from '../crop_comparison/compareCrops.js';
import { againstCountry } from './againstCountry.js';
import { askPlaceOrCrop, cropsOfPlace, onePlaceAtATime } from './cropsOfPlace.js';
import { asksMoney, moneyAnswer } from './prices.js';
import { rankingByYield } from './rankingByYield.js';
import { TEXTS } from './texts.js';
import { withoutPrices } from './withoutPrices.js';

/** "¿dónde …?", "¿en qué municipio …?": places are to be ranked, even inside a department that is named. */
const ASKS_WHERE =
  / (donde|adonde|dnde|dnd|(que|cual(es)?( es (el|la)( mejor)?)?) (departamentos?|municipios?|pueblos?|regiones|region|zonas?|lugar(es)?|sitios?|partes?|rincon|veredas?)) /;

/** "¿qué deja más?", "¿cuál cultivo …?", "¿con qué mata …?". */
const ASKS_WHICH_CROP =
  / ((que|cual(es)?)( es lo que| cosa)? (mas )?(me |le |nos |se |uno )?(deja|dejan|da|dan|rinde|rinden|conviene|paga|pagan|sale|sirve|hago|siembro|pongo|meto|es lo mas)|(que|cual(es)?( es el)?) (cultivos?|productos?|matas?|siembras?|frut[ao]s?|hortalizas?|negocios?|renglon)|(lo|el|la) (mas|cultivo mas|mata mas) (rentable|lucrativ[oa])) /;

/**
 * Money, business, what "pays": answered by yield and never by a promise, because EVA has neither prices nor costs.
 * A crop ranks the places that grow it; a place ranks what grows there; both give the one against the rest of the
 * country.
 */
export function answer(query: Query, figures: Figures): Answered {
  const question = ` ${fold(query.text).replace(/[^a-z0-9]+/g, ' ')} `;
  // "¿qué deja más en Antioquia?" asks of all crops, whatever crop the conversation spoke of before.
  const asksWhich = query.understood.crops.length === 0 && ASKS_WHICH_CROP.test(question);
  const [crop] = asksWhich ? [] : query.crops;
  const places = query.places.filter((place) => !isCountry(place));
  const [place] = places;
  const asksWhere = query.understood.asks.rank === 'place' || ASKS_WHERE.test(question);

  const money = asksMoney(question);
  if (money !== null) return moneyAnswer(money, crop);
  if (crop === undefined) {
    if (asksWhere && query.understood.asks.rank !== 'crop') {
      return whichCrop(query, figures, (name) => TEXTS.questionCrop(withArticle(name)));
    }
    if (place === undefined) return askPlaceOrCrop(figures);
    return places.length > 1 ? onePlaceAtATime(places) : cropsOfPlace(query, figures, place);
  }
  if (query.crops.length > 1) {
    return withoutPrices(query, compareCrops(query, figures, place ?? query.places[0] ?? COUNTRY));
  }
  if (places.length > 1) return withoutPrices(query, comparePlaces(query, figures, crop, places));
  if (place === undefined || asksWhere) return rankingByYield(query, figures, crop);
  return againstCountry(query, figures, crop, place);
}
