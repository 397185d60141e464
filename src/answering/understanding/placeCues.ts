import type { Readiness } from './placePhrases.js';
import { FEASTS } from './placeWords.js';
import { startsClause, type Token } from './tokens.js';

/** Whether the sentence lets a name be the place: yes, no, or it is as likely as not and must be asked. */
export type Meant = 'yes' | 'no' | 'ask';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const PREPOSITIONS = words('en de desde hacia por a para entre del hasta');
const WHERE = words('en desde hacia');
const TYPO_CUES = words('en de por del desde');
const ARTICLES = words('el la los las');
const JOINERS = words('y e o u ni vs versus contra que');

/** "municipio de …": then even páramo is a place. */
const SETTLEMENTS = words('municipio pueblo ciudad alcaldia');
const BEFORE_DE = words(
  'clima tiempo pronostico lluvia lluvias temperatura soy somos vengo venimos cerca lejos afueras',
);
const WEATHER = words('clima tiempo pronostico lluvia lluvias temperatura llueve lloviendo');

/** Before these a name is a person, a river or a hamlet, whatever town bears it too. */
const NOT_THE_TOWN = words(
  'don doña dona señor señora senor senora doctor doctora profesor profesora vecino vecina primo prima tio tia hermano hermana ' +
    'compadre comadre amigo amiga llamo llama general libertador mariscal presidente rio volcan avenida ' +
    'calle plaza barrio vereda corregimiento caserio laguna lago cerro quebrada hacienda virgen santa club deportivo ' +
    'parque colegio',
);

/** What happens somewhere: with one of these before "en", a thing's name is the town's. */
const HAPPENS =
  /^(s[ie]e?mbr\w*|cultiv\w*|cosech\w*|produ[czj]\w*|da|dan|daria|pega\w*|crec\w*|rind\w*|rendi\w*|llov\w*|llue\w*|lluvia\w*|clima|tiempo|temperatura|humedad|pronostico|caer\w*|cae|caen|amanec\w*|viento|hoy|ma[ñn]ana|noche|tarde|grados|viv[oei]\w*|estoy|estamos|finca|finquita|parcela|lote|lotecito|tierr\w*|terreno|predio|vereda|toneladas|rentable\w*|negocio|precio|conviene\w*|recom\w*|riego|regar|hela\w*|frio|calor|sequia|ingresos|ganancia\w*|huerta\w*|plaga\w*)$/;
/** Said of things too ("hay papa en la mesa"): enough only for a name that has no article. */
const MAY_HAPPEN = /^(hay|queda|sac[aoe]\w*|cuesta|vale|vend\w*|mejor|mas|menos|sol|ahora)$/;

/** What a place does with a crop: "café produce Planadas". */
const PRODUCES =
  /^(producen?|produjo|produjeron|sacan?|saco|sacaron|cosechan?|cosecho|cosecharon|recogen?|recogio|recogieron|cogen?|cogio|cogieron|dan?|dio|dieron|tienen?|aportan?|aporto)$/;
/** Trees and fields give too ("da el roble"): with its article the thing is as likely as the town. */
const GIVES = /^dan?$/;
/** "sale de Planadas", "lo traen de La Mesa". */
const COMES_FROM =
  /^(salen?|salio|salieron|sacan?|sacaron|vienen?|vino|vinieron|traen?|trajeron|llegan?|llego|llegaron|despachan?|mandan?)$/;
const COMES_WITHIN_WORDS = 4;
const HOW_MUCH = /^(cuant[oa]s?|kuant[oa]s?|cantidad|volumen|tonelada|toneladas|cifras?|produccion)$/;
/** What may follow a name that ends what is asked: a time, another place, thanks. */
const AFTER_THE_NAME =
  /^(en|el|al|y|o|e|este|ese|cada|por|durante|desde|entre|hasta|hoy|ahora|anual|anualmente|actualmente|total|gracias|hace|ultimamente|\d+)$/;

/** "dos hectáreas en pasto": land under grass as likely as land in the town. */
const LAND = words(
  'hectarea hectareas ha has fanegada fanegadas cuadra cuadras plaza plazas potrero potreros area metros sembrado ' +
    'sembrada sembrados sembradas todo toda establecido establecida lote terreno',
);

/** "la fruta en la mesa", "la plata en el banco": with an article the thing is likelier, so the verb must be near. */
const HAPPENS_WITHIN_WORDS = 4;

/** Words that a short follow-up may hold beside the name: "¿y en Pasto?", "soy de Granada". */
const FOLLOW_UP = words(
  'y e en de del para por que tal ahora pues hola si no ok bueno estoy soy vivo gracias aca alla mejor',
);

interface Name {
  /** Token indices of the name, end exclusive. */
  from: number;
  to: number;
  readiness: Readiness;
  /** True where the mention before this one is a place and only "y", "o" or a comma stands between. */
  continuesList: boolean;
  /** "la palma": without its article the name is a crop. */
  isCropWithout: boolean;
  /** Whether the token was read as (part of) a crop. */
  isCrop(index: number): boolean;
  /** Whether a crop's name starts at the token, read or not. */
  startsCrop(index: number): boolean;
}

export function isMeantAsPlace(tokens: readonly Token[], name: Name): Meant {
  const { from, readiness } = name;
  const before = tokens[from - 1]?.folded;
  const hasArticle = ARTICLES.has(tokens[from]?.folded ?? '');
  if (before !== undefined && NOT_THE_TOWN.has(before)) return 'no';
  if (namesSettlement(tokens, from)) return 'yes';
  if ((before === 'por' || before === 'para') && FEASTS.has(wordsOf(tokens, from, name.to))) return 'no';
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
      if (WEATHER.has(before ?? '') || name.continuesList || isOf(tokens, from)) return 'yes';
      if (saidToProduce(tokens, name)) return hasArticle && GIVES.test(before ?? '') ? 'ask' : 'yes';
      if (comesFrom(tokens, name) || isAskedWhatItProduces(tokens, name)) return 'yes';
      if (tokens.length === name.to - from) return 'ask';
      return followsCrop(tokens, name) ? 'ask' : afterWhere(tokens, name);
    case 'hardly':
      // "cuánta papa produce Tuta" is surely the town; of "la sierra" and "la cumbre" nobody knows.
      if (saidToProduce(tokens, name) || comesFrom(tokens, name) || isProducedIn(tokens, name))
        return hasArticle || !asksHowMuch(tokens) || /^tienen?$/.test(before ?? '') ? 'ask' : 'yes';
      if (followsCrop(tokens, name) || (name.continuesList && !hasArticle && asksHowMuch(tokens)))
        return 'ask';
      return afterWhere(tokens, name) === 'no' ? 'no' : 'ask';
  }
}

function asksHowMuch(tokens: readonly Token[]): boolean {
  return tokens.some((token) => HOW_MUCH.test(token.folded));
}

function wordsOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token) => token.folded)
    .join(' ');
}

/** "municipio de X", "el municipio X", "en el pueblo de X"; but "qué municipio de X" asks for the municipalities in X. */
export function namesSettlement(tokens: readonly Token[], from: number): boolean {
  if (tokens[from - 1]?.folded === 'municipio') return /^(el|del|al)$/.test(tokens[from - 2]?.folded ?? '');
  if (tokens[from - 1]?.folded !== 'de' || !SETTLEMENTS.has(tokens[from - 2]?.folded ?? '')) return false;
  return !/^(que|cual|cada|algun|otro|ningun)$/.test(tokens[from - 3]?.folded ?? '');
}

/** "cultivo de …", "kilo de …": what comes is a crop, be it one without figures. */
const CROP_SLOT =
  /^(cultivos?|cultivar|siembra|siembras|sembrar|semillas?|matas?|kilos?|bultos?|arrobas?|cargas?|toneladas|hectareas|plantas?|arboles|palos|hojas?|frutos?)$/;

function isCropSlot(tokens: readonly Token[], preposition: Token): boolean {
  return preposition.folded === 'de' && CROP_SLOT.test(tokens[tokens.indexOf(preposition) - 1]?.folded ?? '');
}

/**
 * A misspelt department is also believed behind a verb of producing ("café produjo antioqia"): there are few of them,
 * and else the total of the country would be the answer. A misspelt town there is only asked for.
 */
export function isSubjectOfProducing(tokens: readonly Token[], from: number): boolean {
  const before = tokens[from - 1]?.folded ?? '';
  const subject = ARTICLES.has(before) ? tokens[from - 2]?.folded : before;
  return PRODUCES.test(subject ?? '');
}

/** A misspelt town is only believed after en, de or por, with or without an article. */
export function hasTypoCue(tokens: readonly Token[], from: number): boolean {
  const preposition = prepositionBefore(tokens, from);
  return preposition !== undefined && TYPO_CUES.has(preposition.folded) && !isCropSlot(tokens, preposition);
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

function prepositionBefore(tokens: readonly Token[], from: number): Token | undefined {
  const before = tokens[from - 1];
  const index = before && ARTICLES.has(before.folded) ? from - 2 : from - 1;
  const found = tokens[index];
  return found && PREPOSITIONS.has(found.folded) ? found : undefined;
}

function afterPreposition(tokens: readonly Token[], from: number): boolean {
  const preposition = prepositionBefore(tokens, from);
  if (!preposition || isCropSlot(tokens, preposition)) return false;
  const owner = tokens[tokens.indexOf(preposition) - 1]?.folded ?? '';
  return !(
    preposition.folded.startsWith('de') &&
    (NOT_THE_TOWN.has(owner) || /^(finca|familia|parte)$/.test(owner))
  );
}

/**
 * "¿Cuánto café produjo Acevedo?": after the crop and the verb, and nothing but a time behind it; or with the crop
 * behind it: "¿cuánto produce Honda de mango?".
 */
function saidToProduce(tokens: readonly Token[], { from, to, isCrop, startsCrop }: Name): boolean {
  if (!PRODUCES.test(tokens[from - 1]?.folded ?? '')) return false;
  const next = tokens[to];
  if (next !== undefined && /^(de|en)$/.test(next.folded) && startsCrop(to + 1)) return asksHowMuch(tokens);
  if (next !== undefined && !startsClause(next) && !AFTER_THE_NAME.test(next.folded)) return false;
  return tokens.some((_, index) =>
    index < from - 1 ? isCrop(index) : index > to && startsCrop(index) && asksHowMuch(tokens),
  );
}

/** "¿Cuánto limón sale de La Mesa?", "¿cuánto sale al año de Planadas de café?". */
function comesFrom(tokens: readonly Token[], { from, to, isCrop, startsCrop }: Name): boolean {
  if (!/^(de|desde)$/.test(tokens[from - 1]?.folded ?? '') || !asksHowMuch(tokens)) return false;
  const lead = tokens.slice(Math.max(0, from - 1 - COMES_WITHIN_WORDS), from - 1);
  if (!lead.some((token) => COMES_FROM.test(token.folded))) return false;
  return tokens.some((_, index) => index < from && isCrop(index)) || startsCrop(to + 1);
}

/** "¿Cuánta lechuga se produce en Cota?" */
function isProducedIn(tokens: readonly Token[], { from, isCrop }: Name): boolean {
  return (
    tokens[from - 1]?.folded === 'en' &&
    /^(produ[cj]\w+|cosech\w+|recog\w+|sacan?|sacaron|cogen?|cogieron)$/.test(
      tokens[from - 2]?.folded ?? '',
    ) &&
    tokens.some((_, index) => index < from - 2 && isCrop(index))
  );
}

/** "¿Qué produce Honda?" */
function isAskedWhatItProduces(tokens: readonly Token[], { from, to }: Name): boolean {
  const next = tokens[to];
  return (
    /^(producen?|produjo|cosechan?)$/.test(tokens[from - 1]?.folded ?? '') &&
    /^(que|cuanto|cuanta)$/.test(tokens[from - 2]?.folded ?? '') &&
    !ARTICLES.has(tokens[from]?.folded ?? '') &&
    (next === undefined || startsClause(next) || /^\d+$/.test(tokens[to + 1]?.folded ?? ''))
  );
}

/** "producción de café de Planadas", "papa Tuta 2020": a name behind the crop whose figure is asked. */
function followsCrop(tokens: readonly Token[], { from, to, isCrop }: Name): boolean {
  if (ARTICLES.has(tokens[from]?.folded ?? '')) return false;
  const crop = tokens[from - 1]?.folded === 'de' ? from - 2 : from - 1;
  const next = tokens[to];
  const year = tokens[to + (/^(en|del?)$/.test(next?.folded ?? '') ? 1 : 0)];
  const isYear = /^(19|20)\d\d$/.test(year?.folded ?? '');
  return isCrop(crop) && (isYear || (next === undefined && asksHowMuch(tokens)));
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

function isAlone(tokens: readonly Token[], name: Name): boolean {
  return tokens.every(
    (token, index) => (index >= name.from && index < name.to) || FOLLOW_UP.has(token.folded),
  );
}
