import { smallNumber } from './smallNumbers.js';
import type { Token } from './tokens.js';
import type { Asks } from './understood.js';

/**
 * The patterns read the question folded, its words separated by one space, a space at either end, and no marks.
 * Each says what it stands for; the first that holds decides where several could.
 */
const METRICS: readonly [RegExp, NonNullable<Asks['metric']>][] = [
  [/ (rind\w+|rendimientos?|rindieron|productividad|productiv[oa]s?) /, 'yield'],
  [/ por (cada )?(hectareas?|ha) /, 'yield'],
  [/ (t|ton|toneladas) (x )?(ha|hectarea) /, 'yield'],
  [/ (una|la|cada) hectarea de /, 'yield'],
  // "cuánto ha crecido" is a verb, "cuántas ha de cacao" is not.
  [
    / (cuantas|numero de|total de|las|mas|menos) has? (de|del|con|en|hay|tiene|tienen|se|sembrad\w+|cultivad\w+|cosechad\w+|produ\w+) /,
    'area',
  ],
  [/ has? (sembrad|cultivad|cosechad)as /, 'area'],
  // "tengo tres hectáreas" tells of the asker's land.
  [
    /(?<! (tengo|tenemos|unas|media|una|dos|tres|cuatro|cinco|diez|\d+)) (hectareas|areas?|superficie|extension) /,
    'area',
  ],
  [
    / (mas|menos|mayor|menor) .*(sembro|sembraron|sembraran|sembrad[oa]s?|sembrando|siembran?|cultivan?|cultivad[oa]s?) /,
    'area',
  ],
  [/ (cuant[oa]s?|hay) .*(sembrad[oa]s?|cultivad[oa]s?) /, 'area'],
  [
    / (sembro|sembraron|sembraran|sembrad[oa]s?|sembrando|siembran?|cultivan?) .*(mas|menos|mayor|menor|cuant[oa]s?) /,
    'area',
  ],
  [
    / (produ[czj]\w+|toneladas?|cosech\w+|saca|sacan|saco|sacaron|salen?|salio|recog\w+|cogen?|cogieron|volumen|cantidad) /,
    'production',
  ],
];
/** "la producción por hectárea" is a yield, but "área sembrada y producción" is asked of both: the first named. */
const AREA =
  / (hectareas|areas?|superficie|(cuantas|numero de|total de|las|mas|menos) has?|has? (sembrad|cultivad|cosechad)as) /;
const PRODUCTION = / (produccion|toneladas|volumen) /;

const ASCENDING =
  /(?<! mas o)(?<! al)(?<! por lo) (menos (?!mal )|menor |menores |minim[oa]s? |peor |peores |mas (baj[oa]s?|mal[oa]s?|pobres?|poc[oa]s?) |de ultim[oa]s? |puesto mas bajo )/;
const DESCENDING =
  / (mas (?!o menos|baj[oa]|mal[oa]|pobre|poc[oa]|reciente)|mayor |mayores |mejor |mejores |lider(es)? |liderando |principal |principales |(primer|primero|primera|primeros|primeras) (?!semestre|mitad|cosecha|vez)|top |ranking |maxim[oa]s? |encabezan? |lideran? |numero uno |campeon )/;

const CHANGE =
  / (crecio|crecid[oa]|crecimiento|crecieron|aument[oa]d?[oa]?|aumentaron|subid[oa]|subio|subieron|bajad[oa]|bajaron|disminu\w+|decrec\w+|cayo|caid[oa]|cayeron|cambiad[oa]|cambios|cambiaron|variacion|vari[oa]d?[oa]?|evolucion\w*|tendencia|redujo|reducid[oa]|se dispar\w+) /;
/** "bajo" and "cambio" are also a preposition, an adjective, an exchange: only beside a word that asks how much. */
const CHANGE_BESIDE =
  / (cuanto|como|que tanto|tanto|subio o|crecio o|aumento o) (ha )?(bajo|cambio|subio|cayo|crecio|vario) /;
const CHANGE_BETWEEN = / (diferencia|compar\w+) .*(19|20)\d\d .*(19|20)\d\d /;

const RANK_YEAR =
  / (en que a[ñn]o|(?<! (desde|hasta|de|del|hace) )(que|cual) a[ñn]o|cual(es)? (fue|es|ha sido|fueron) (el|los) (mejor |peor |mejores |peores )?a[ñn]os?|(mejor|peor) a[ñn]o|a[ñn]o (con|de) (mas|menos|mayor|menor)|(el|los) a[ñn]os? (en )?que (mas|menos|mayor|menor)) /;
const PRODUCT =
  '(cultivos?|productos?|frut[ao]s?|frutal(es)?|hortalizas?|verduras?|cereal(es)?|granos?|tuberculos?|leguminosas?)';
const RANK_CROP = new RegExp(
  [
    ` (que|cual|cuales|cual es el|cuales son los|los) (\\S+ )?(principales |mayores |mejores |mejor |peor )?${PRODUCT} `,
    ` (el|la|${PRODUCT}) (principal |mejor |peor |mayor )?${PRODUCT}? ?(que (mas|menos|mejor|peor)|con (mas|menos|mayor|menor)|(mas|menos) (grande|producid[oa]|cultivad[oa]|sembrad[oa])) `,
    ` ${PRODUCT} (con|que) (mas|menos|mayor|menor) | principal(es)? ${PRODUCT} `,
    ' (que es lo que (mas|menos)|lo que (mas|menos)|lo (mas|menos) (producido|cultivado|sembrado)) ',
    ' que se (produce|cultiva|siembra|cosecha|da) (mas|menos|mejor) | que (mas|menos) se (produce|cultiva|siembra|da) ',
    ' que (produce|cultiva|siembra|cosecha) (mas|menos) ',
  ].join('|'),
);
const RANK_PLACE_ALWAYS =
  / (en que (puesto|posicion)|que (puesto|posicion) (ocup\w+|tiene|esta|quedo)|ranking de (departamentos|municipios)|de (donde|que parte) (viene|sale|vienen|salen)|(primer|segundo|tercer|cuarto|quinto|ultimo) (puesto|lugar|productor|departamento|municipio)|(que|cual(es)? (es|son) (el|los)|cual|cuales|los \S+|top \S+) (principales |mayores |mejor |mejores |peor |peores )?(region|regiones|zonas?|lugar(es)?|sitios?)) /;
const RANK_PLACE_WITH_ORDER =
  / (donde|departamentos?|municipios?|regiones|region|zona|lugar|sitio|parte del pais) /;

const LEVEL_NAMED = /^(departamento|municipio)$/;
const COUNT_NEXT =
  /^(primeros|primeras|principales|mayores|mejores|peores|menores|departamentos|municipios|cultivos|productos|pueblos|lugares|mas|que|regiones|ultimos)$/;

const SHARE =
  / (porcentaje|porcentual|proporcion|participacion|(?<!en )que parte|cuota|por ciento|porciento|que tanto por ciento|cuanto (aporta|representa|pesa|pone)|aporta|aporte|que fraccion) /;

export function readAsks(tokens: readonly Token[], text: string, inPlaces: ReadonlySet<number>): Asks {
  const question = ` ${tokens.map((token) => token.folded).join(' ')} `;
  const order = ASCENDING.test(question) ? 'asc' : DESCENDING.test(question) ? 'desc' : null;
  const metric = metricAsked(question);
  const level = levelAsked(tokens, inPlaces);
  return {
    metric,
    order,
    change: CHANGE.test(question) || CHANGE_BESIDE.test(question) || CHANGE_BETWEEN.test(question),
    rank: rankAsked(question, order, level, metric),
    level,
    count: countAsked(tokens),
    share: SHARE.test(question) || text.includes('%'),
  };
}

function metricAsked(question: string): Asks['metric'] {
  const metric = METRICS.find(([pattern]) => pattern.test(question))?.[1] ?? null;
  if (metric !== 'area') return metric;
  const area = question.search(AREA);
  const production = question.search(PRODUCTION);
  if (area >= 0) return production >= 0 && production < area ? 'production' : 'area';
  // "¿dónde se siembra más?" asks for area, "la producción de lo sembrado" does not.
  return production >= 0 || / produ[czj]\w+ /.test(question) ? 'production' : 'area';
}

function rankAsked(
  question: string,
  order: Asks['order'],
  level: Asks['level'],
  metric: Asks['metric'],
): Asks['rank'] {
  if (RANK_YEAR.test(question)) return 'year';
  const who = / quien(es)? /.test(question) && (order !== null || metric !== null);
  if (level !== null || who || / (mayor|principal|primer|mejor)(es)? productor(es)? /.test(question))
    return 'place';
  if (RANK_PLACE_ALWAYS.test(question)) return RANK_CROP.test(question) ? 'crop' : 'place';
  if (RANK_CROP.test(question)) return 'crop';
  return order !== null && RANK_PLACE_WITH_ORDER.test(question) ? 'place' : null;
}

/** "qué municipio", "por departamento"; not "el departamento de Nariño", which names one. */
function levelAsked(tokens: readonly Token[], inPlaces: ReadonlySet<number>): Asks['level'] {
  let asked: Asks['level'] = null;
  for (let index = 0; index < tokens.length; index++) {
    if (inPlaces.has(index)) continue;
    const word = tokens[index]?.folded ?? '';
    const plural = /^(departamentos|municipios|pueblos|municipales|departamental(es)?)$/.test(word);
    if (!plural && !LEVEL_NAMED.test(word) && word !== 'pueblo') continue;
    const before = tokens[index - 1]?.folded ?? '';
    const isQualifier =
      !plural &&
      /^(de|del)?$/.test(tokens[index + 1]?.folded ?? '') &&
      inPlaces.has(index + 2) &&
      !/^(que|cual)$/.test(before) &&
      tokens[index - 2]?.folded !== 'cual';
    const isName = !plural && inPlaces.has(index + 1);
    const ownPlace = /^(mi|este|nuestro|ese|como)$/.test(before);
    if (isQualifier || isName || ownPlace) continue;
    const level = /^(municip|pueblo)/.test(word) ? 'municipality' : 'department';
    if (asked === null || level === 'municipality') asked = level;
  }
  return asked;
}

/** "los 5 primeros", "top 10", "los diez municipios". */
function countAsked(tokens: readonly Token[]): number | null {
  for (let index = 0; index < tokens.length; index++) {
    const count = smallNumber(tokens[index]?.folded);
    if (count === undefined || count < 1) continue;
    const before = tokens[index - 1]?.folded ?? '';
    const next = tokens[index + 1]?.folded ?? '';
    const beforeCounts = /^(top|primeros|primeras|principales|mejores|mayores|peores)$/.test(before);
    const nextCounts = /^(los|las)$/.test(before) && COUNT_NEXT.test(next) && /\D/.test(next);
    const nextNamesRank = count > 1 && /^(primeros|primeras|principales|mayores|mejores|peores)$/.test(next);
    if (beforeCounts || nextCounts || nextNamesRank) return count;
  }
  return null;
}
