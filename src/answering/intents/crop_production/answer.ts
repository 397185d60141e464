import { COUNTRY, COUNTRY_CODE, type Figures } from '../../../shared/eva/figures.js';
import { whichCrop } from '../../askWhich.js';
import { chooseYear } from '../../eva/chooseYear.js';
import { rankPlaces } from '../../eva/ranking.js';
import { spoken, type Answered, type Query } from '../../query.js';
import { cropInText, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, sentences } from '../../spanish/lists.js';
import { inPlace, isCountry, levelName, ofPlace, placeName, type AnyPlace } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import { foldedWords } from '../../understanding/tokens.js';
import { change } from './change.js';
import { cropRanking } from './cropRanking.js';
import { figure } from './figure.js';
import { namedYears } from './namedYears.js';
import { placeRanking } from './placeRanking.js';
import { severalCrops, severalPlaces } from './several.js';
import { TEXTS } from './texts.js';
import { yearRanking } from './yearRanking.js';

/** EVA counts these apart, and everyday Spanish uses either name for one fruit: both are answered. */
const TWINS: Readonly<Record<string, string>> = { pomelo: 'toronja', toronja: 'pomelo' };

/** Tonnes, hectares, shares, rankings by quantity and change over years. */
export function answer(asked: Query, figures: Figures): Answered {
  const query = { ...asked, places: withoutCountry(asked.places), crops: withTwin(asked.crops, figures) };
  const { asks, years, yearRange } = query.understood;
  const [crop] = query.crops;
  const place = query.places[0] ?? COUNTRY;
  const wantsChange = asks.change || yearRange !== null || years.length === 2;
  // "los mayores productores de arroz": most or least of a crop, and no place to say it of.
  const wantsPlaces =
    asks.rank === 'place' || (asks.rank === null && asks.order !== null && query.placeFrom !== 'question');

  if (crop === undefined) {
    if (asks.rank === 'place') return whichCrop(query, figures, (name) => askPlaces(asks.level, name));
    if (asks.rank === 'year' || wantsChange) {
      return whichCrop(query, figures, (name) => TEXTS.askChange({ crop: name, ofPlace: ofPlace(place) }));
    }
    return cropRanking(query, figures);
  }
  if (query.places.length > 1) return severalPlaces(query, figures, crop);
  if (wantsPlaces) return placeRanking(query, figures, crop);
  if (query.crops.length > 1) return severalCrops(query, figures, place);
  if (asks.rank === 'year') return yearRanking(query, figures, crop, place);
  if (years.length > 2) return namedYears(query, figures, crop, place);
  if (wantsChange) return change(query, figures, crop, place);
  if (query.placeFrom === 'none' && OWN_PLACE.test(foldedWords(query.text).join(' '))) {
    return askPlace(query, figures, crop);
  }
  return figure(query, figures, crop, place);
}

const VILLAGE = /\b(vereda|veredas|corregimiento|corregimientos)\b/;
const OWN_PLACE =
  /\b((mi|nuestr[oa]|este|esta) (pueblo|municipio|vereda|corregimiento|departamento|region|zona)|por (aca|aqui)|(la|el) (vereda|corregimiento))\b/;
const CHIPS = 3;

/** "cuánto se produce por acá", and nobody said where that is: the country's figure would be none of it. */
function askPlace(query: Query, figures: Figures, crop: AskedCrop): Answered {
  const name = cropInText(crop.name);
  const isVillage = VILLAGE.test(foldedWords(query.text).join(' '));
  const text = sentences(isVillage && TEXTS.noVillages, TEXTS.askPlace);
  const year = chooseYear(figures, crop.id, COUNTRY_CODE, query.understood)?.year ?? figures.years.newest;
  const { rows } = rankPlaces(figures, crop.id, 'department', year, 'production', 'desc');
  const chips = rows.slice(0, CHIPS).map(({ place }) => ({
    label: capitalised(placeName(place)),
    question: TEXTS.askFigure({ crop: name, inPlace: inPlace(place) }),
  }));
  return spoken('ask_place', text, fitShort(text), { type: 'ask_location', chips });
}

function askPlaces(level: 'department' | 'municipality' | null, crop: string): string {
  return TEXTS.askPlaces({ level: levelName(level ?? 'department'), crop });
}

/** "el café del país que produce Huila" is asked of Huila. */
function withoutCountry(places: AnyPlace[]): AnyPlace[] {
  const inside = places.filter((place) => !isCountry(place));
  return inside.length > 0 ? inside : places;
}

function withTwin(crops: AskedCrop[], figures: Figures): AskedCrop[] {
  const [only, ...others] = crops;
  const twin = only && others.length === 0 ? figures.crop(TWINS[only.id] ?? '') : undefined;
  return twin === undefined ? crops : [...crops, { id: twin.id, name: twin.name, crop: twin }];
}
