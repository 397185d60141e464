import {
  words,
  PREPOSITIONS,
  ARTICLES,
  WEATHER,
  IS_PERSON,
  AFTER_THE_NAME,
  FOLLOW_UP,
  type Name,
  asksHowMuch,
  wordsOf,
  isCropSlot,
  prepositionBefore,
  isAlone,
} from './cueWords.js';
import { FEASTS, TOWNS_AFTER_EN } from './placeReadiness.js';
import {
  saidToProduce,
  comesFrom,
  isProducedIn,
  isAskedWhatItProduces,
  followsCrop,
} from './producingCues.js';
import { startsClause, type Token } from './tokens.js';

/** Whether the sentence lets a name be the place: yes, no, or it is as likely as not and must be asked. */
export type Meant = 'yes' | 'no' | 'ask';

const WHERE = words('en desde hacia');

const JOINERS = words('y e o u ni vs versus contra que');

/** "municipio de …": then even páramo is a place. */
const SETTLEMENTS = words('municipio pueblo ciudad alcaldia');

const BEFORE_DE = words(
  'clima tiempo pronostico lluvia lluvias temperatura soy somos vengo venimos cerca lejos afueras',
);

/** Before these a name is a river or a hamlet. */
const IS_NEAR_NO_TOWN = words(
  'rio volcan avenida calle plaza barrio vereda corregimiento caserio laguna lago cerro quebrada hacienda virgen santa ' +
    'club deportivo parque colegio',
);

/** "veranillo de San Juan", "día de San Isidro": a date of the year. */
const FEAST_DAYS = words(
  'dia dias fiesta fiestas vispera visperas veranillo veranito noche cosecha temporada puente',
);

/** What happens somewhere: with one of these before "en", a thing's name is the town's. */
const HAPPENS =
  /^(s[ie]e?mbr\w*|cultiv\w*|cosech\w*|produ[czj]\w*|dan?|dar[ai]n?|daria|deja|dejan|prosper\w*|ama[ñn]a\w*|helo|precipitacion|nublad\w*|cielo|escamp\w*|pega\w*|crec\w*|rind\w*|rendi\w*|llov\w*|llue\w*|lluvia\w*|clima|tiempo|temperatura|humedad|pronostico|caer\w*|cae|caen|amanec\w*|viento|hoy|ma[ñn]ana|noche|tarde|grados|viv[oei]\w*|estoy|estamos|finca|finquita|parcela|lote|lotecito|tierr\w*|terreno|predio|vereda|toneladas|rentable\w*|negocio|precio|conviene\w*|recom\w*|riego|regar|hela\w*|frio|calor|sequia|ingresos|ganancia\w*|huerta\w*|plaga\w*)$/;

/** Said of things too ("hay papa en la mesa"): enough only for a name that has no article. */
const MAY_HAPPEN = /^(hay|queda|sac[aoe]\w*|cuesta|vale|vend\w*|mejor|mas|menos|sol|ahora)$/;

/** Trees and fields give too ("da el roble"): with its article the thing is as likely as the town. */
const GIVES = /^dan?$/;

/** "dos hectáreas en pasto": land under grass as likely as land in the town. */
const LAND = words(
  'hectarea hectareas ha has fanegada fanegadas cuadra cuadras plaza plazas potrero potreros area metros sembrado ' +
    'sembrada sembrados sembradas todo toda establecido establecida lote terreno',
);

/** "la fruta en la mesa", "la plata en el banco": with an article the thing is likelier, so the verb must be near. */
const HAPPENS_WITHIN_WORDS = 4;

export function isMeantAsPlace(tokens: readonly Token[], name: Name): Meant {
  const { from, readiness } = name;
  const before = tokens[from - 1]?.folded;
  const hasArticle = ARTICLES.has(tokens[from]?.folded ?? '');
  if (before !== undefined && isNotTheTown(before)) return 'no';
  if (namesSettlement(tokens, from)) return 'yes';
  if (isFeast(tokens, name) || isHamletOf(tokens, from)) return 'no';
  switch (readiness) {
    case 'town':
      return 'yes';
    case 'proper':
      return saidToProduce(tokens, name) ||
        isAskedWhatItProduces(tokens, name) ||
        afterPreposition(tokens, from) ||
        WEATHER.has(before ?? '') ||
        name.continuesList ||
        isAlone(tokens, name)
        ? 'yes'
        : 'no';
    case 'thing':
      if (isThingOf(tokens, name)) return 'no';
      if (WEATHER.has(before ?? '') || name.continuesList || isOf(tokens, from)) return 'yes';
      if (saidToProduce(tokens, name)) return hasArticle && GIVES.test(before ?? '') ? 'ask' : 'yes';
      if (comesFrom(tokens, name) || isAskedWhatItProduces(tokens, name)) return 'yes';
      if (tokens.length === name.to - from) return 'ask';
      return followsCrop(tokens, name) ? 'ask' : afterWhere(tokens, name);
    case 'hardly':
      if (isThingOf(tokens, name)) return 'no';
      if (isTownAfterEn(tokens, name)) return 'yes';
      // "cuánta papa produce Tuta" is surely the town; of "la sierra" and "la cumbre" nobody knows.
      if (saidToProduce(tokens, name) || comesFrom(tokens, name) || isProducedIn(tokens, name))
        return hasArticle || !asksHowMuch(tokens) || /^tienen?$/.test(before ?? '') ? 'ask' : 'yes';
      if (followsCrop(tokens, name) || (name.continuesList && !hasArticle && asksHowMuch(tokens)))
        return 'ask';
      return afterWhere(tokens, name) === 'no' ? 'no' : 'ask';
  }
}

function isNotTheTown(word: string): boolean {
  return IS_PERSON.has(word) || IS_NEAR_NO_TOWN.has(word);
}

/** "el corregimiento de Palermo" bears that name; "un corregimiento de Paipa" lies in the town. */
function isHamletOf(tokens: readonly Token[], from: number): boolean {
  return (
    tokens[from - 1]?.folded === 'de' &&
    /^(vereda|corregimiento|caserio|inspeccion|barrio)$/.test(tokens[from - 2]?.folded ?? '') &&
    /^(el|la|del|al)$/.test(tokens[from - 3]?.folded ?? '')
  );
}

/** "por San Juan", "para la Candelaria", "el día de San Isidro". */
function isFeast(tokens: readonly Token[], { from, to }: Name): boolean {
  if (!FEASTS.has(wordsOf(tokens, from, to))) return false;
  const preposition = tokens[from - 1]?.folded === 'la' ? from - 2 : from - 1;
  const before = tokens[preposition]?.folded ?? '';
  if (before === 'por' || before === 'para') return true;
  return before === 'de' && FEAST_DAYS.has(tokens[preposition - 1]?.folded ?? '');
}

/** "en la mesa de negociación", "en el banco de semillas": a thing with an article and what it is for. */
function isThingOf(tokens: readonly Token[], { from, to, startsCrop }: Name): boolean {
  const next = tokens[to];
  if (!ARTICLES.has(tokens[from]?.folded ?? '') || next === undefined || startsClause(next)) return false;
  return /^(de|del)$/.test(next.folded) && /^[a-z]/.test(tokens[to + 1]?.folded ?? '') && !startsCrop(to + 1);
}

/** "¿Qué siembro en Cota?"; but "en bello jardín". */
function isTownAfterEn(tokens: readonly Token[], { from, to }: Name): boolean {
  if (tokens[from - 1]?.folded !== 'en' || !TOWNS_AFTER_EN.has(wordsOf(tokens, from, to))) return false;
  const next = tokens[to];
  return (
    tokens[from]?.folded !== 'bello' ||
    next === undefined ||
    startsClause(next) ||
    next.gap.includes(',') ||
    AFTER_THE_NAME.test(next.folded)
  );
}

/** "municipio de X", "el municipio X", "en el pueblo de X"; but "qué municipio de X" asks for the municipalities in X. */
export function namesSettlement(tokens: readonly Token[], from: number): boolean {
  if (tokens[from - 1]?.folded === 'municipio') return /^(el|del|al)$/.test(tokens[from - 2]?.folded ?? '');
  if (tokens[from - 1]?.folded !== 'de' || !SETTLEMENTS.has(tokens[from - 2]?.folded ?? '')) return false;
  return !/^(que|cual|cada|algun|otro|ningun)$/.test(tokens[from - 3]?.folded ?? '');
}

/** True where nothing but "y", "o" or a comma stands between two names. */
export function areListed(tokens: readonly Token[], firstTo: number, secondFrom: number): boolean {
  const between = tokens.slice(firstTo, secondFrom).map((token) => token.folded);
  const next = tokens[secondFrom];
  if (between.length === 0) return next !== undefined && /^\s*[,/]\s*$/.test(next.gap);
  return (
    between.length <= 2 &&
    JOINERS.has(between[0] ?? '') &&
    (between[1] === undefined || PREPOSITIONS.has(between[1]))
  );
}

function afterPreposition(tokens: readonly Token[], from: number): boolean {
  const preposition = prepositionBefore(tokens, from);
  if (!preposition || isCropSlot(tokens, preposition)) return false;
  const owner = tokens[tokens.indexOf(preposition) - 1]?.folded ?? '';
  return !(
    preposition.folded.startsWith('de') &&
    (isNotTheTown(owner) || /^(finca|familia|parte)$/.test(owner))
  );
}

/** "clima de Pasto", "soy de La Mesa". */
function isOf(tokens: readonly Token[], from: number): boolean {
  return tokens[from - 1]?.folded === 'de' && BEFORE_DE.has(tokens[from - 2]?.folded ?? '');
}

/** "¿Qué siembro en La Mesa?" yes; "la fruta en la mesa" no; "dos hectáreas en pasto" ask. */
function afterWhere(tokens: readonly Token[], name: Name): Meant {
  const { from, isCropWithout } = name;
  const withArticle = ARTICLES.has(tokens[from]?.folded ?? '');
  const preposition = tokens[from - 1];
  if (!preposition) return 'no';
  if (preposition.folded === 'para') return tokens.some((token) => WEATHER.has(token.folded)) ? 'yes' : 'no';
  if (!WHERE.has(preposition.folded)) return 'no';
  const owner = tokens[from - 2]?.folded;
  if (owner !== undefined && LAND.has(owner)) return 'ask';
  if (!isCropWithout && opensClause(tokens, from - 1, name)) return 'yes';
  if (withArticle) {
    const near = tokens.slice(Math.max(0, from - 1 - HAPPENS_WITHIN_WORDS), from - 1);
    return near.some((token) => HAPPENS.test(token.folded)) ? 'yes' : 'no';
  }
  if (name.isCrop(from - 2)) return 'yes';
  return tokens.some(({ folded }) => HAPPENS.test(folded) || MAY_HAPPEN.test(folded)) ? 'yes' : 'no';
}

/** "En La Mesa, ¿qué siembro?", "¿qué siembro, en La Mesa?", "¿y en La Mesa?", "café en La Mesa". */
function opensClause(tokens: readonly Token[], preposition: number, name: Name): boolean {
  const token = tokens[preposition];
  if (!token) return false;
  if (startsClause(token) || token.gap.includes(',')) return true;
  return tokens
    .slice(0, preposition)
    .every((before, index) => FOLLOW_UP.has(before.folded) || name.isCrop(index));
}
