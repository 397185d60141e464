/**
 * What no text of AgroBot may say, whoever wrote it: a dose, a number of days to wait after a treatment, a brand or an
 * active substance, advice to burn, to clear forest or to sow in páramo, coca, a promise of harvest or income. Rather
 * a harmless sentence too many is caught than a dose too few.
 *
 * @returns the words that were found, as they stand in the text; empty where all is fine
 */
export function neverSaid(text: string): string[] {
  const composed = text.normalize('NFC');
  const found = new Set<string>();
  let from = 0;
  for (const sentence of folded(composed).split(SENTENCE_END)) {
    for (const { pattern, where, unlessDenied } of RULES) {
      if (where !== undefined && !where.test(sentence)) continue;
      for (const { 0: words, index } of sentence.matchAll(pattern)) {
        if (unlessDenied && DENIED_BEFORE.test(sentence.slice(0, index))) continue;
        found.add(composed.slice(from + index, from + index + words.length).trim());
      }
    }
    from += sentence.length;
  }
  return [...found];
}

interface Rule {
  /** Global; over one sentence in lower case without accents. */
  pattern: RegExp;
  /** Only in sentences that speak of this. */
  where?: RegExp;
  /** Fine where a word such as "no", "nunca" or "evite" stands before it. */
  unlessDenied?: true;
}

/** Keeps the end with its sentence; the point in "1.600 metros" or "c.c." ends none. */
const SENTENCE_END = /(?<=\n)|(?<=[.!?](?=\s|$))/;

/** Lower case, without accents, every character in its old place. */
function folded(text: string): string {
  return Array.from({ length: text.length }, (_, at) =>
    text.charAt(at).toLowerCase().normalize('NFD').charAt(0),
  ).join('');
}

const oneOf = (list: string) => list.trim().split(/\s+/).join('|');
const rule = (source: string) => new RegExp(source, 'g');

const DENIED_BEFORE =
  /\b(no|ni|nunca|jamas|tampoco|nadie|ningun[oa]?|sin|evit(e|en|ar|ando)|prohib\w+|deje de|en vez de|en lugar de)(\s+(se|le|les|lo|la|los|las|hay|que|hace|haga|hacer|haciendo|puede|pueda|debe|una?|el|esta|es|siempre)){0,3}\s*$/;

const NUMBER_WORDS = oneOf(`
  dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho
  diecinueve veinte veintiun veintiuno veintiuna veintidos veintitres veinticuatro veinticinco veintiseis veintisiete
  veintiocho veintinueve treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos doscientas
  trescientos trescientas cuatrocientos cuatrocientas quinientos quinientas seiscientos seiscientas setecientos
  setecientas ochocientos ochocientas novecientos novecientas mil medio media`);
const SEVERAL = String.raw`(?:\d+(?:[.,]\d+)*(?:\s*/\s*\d+)?|[½¼¾]|\b(?:${NUMBER_WORDS}|un cuarto de|tres cuartos de)\b)`;
const NUMBER = String.raw`(?:${SEVERAL}|\bun[ao]?\b)`;
const AMOUNT = String.raw`${NUMBER}(?:\s*(?:a|o|y|-|–)\s*${NUMBER})?`;

/** Units that hardly anything but a dose is given in. */
const SMALL_UNITS = String.raw`(?:ml|mls|mililitros?|cc|c\.c\.?|cm3|cm³|centimetros cubicos|mg|miligramos?|g|gr|grs|gramos?|onzas?|cucharad(?:it)?as?|cucharas? (?:soperas?|dulceras?)|ppm)(?![a-z0-9])`;
/** Units that much else is given in: a dose is what is for a plant, an area or a tank, or of a product. */
const UNITS = String.raw`(?:${oneOf(`
  kgs? kilos? kilogramos? l lts? litros? libras? lbs? arrobas? bultos? sacos? galon(?:es)? canecas? baldes? tarros?
  tapas? tapitas? copas? copitas? pu[nñ]ad(?:it)?os? sobres? gotas? pastillas? tabletas? frascos? paladas? carretilladas?
  vasos? pocillos? jeringas? medidas? partes?`)})(?![a-z0-9])`;
const LARGE_UNITS = String.raw`(?:toneladas?|t|cargas?)(?![a-z0-9])`;
const TARGETS = oneOf(`
  litros? l lts? bombas? bombadas? fumigadoras? canecas? tanques? galon(?:es)? hectareas? ha fanegadas? cuadras? metros?
  m2 m² plantas? matas? maticas? arbol(?:es)? palos? sitios? hoyos? huecos? surcos? eras? animal(?:es)? res(?:es)? vacas?
  toros? terner[oa]s? novill[oa]s? cerd[oa]s? lechon(?:es)? gallinas? pollos? aves? ovejas? cabras? caballos? cabezas?
  kilos? kg bultos? arrobas?`);
const FOR_EACH = String.raw`(?:\b(?:por|para|en|a|al|cada|sobre|x)\s+|/\s*)(?:(?:cada|una?|el|la|los|las)\s+)?(?:${AMOUNT}\s*)?(?:${TARGETS})(?![a-z0-9])`;
const PRODUCTS = String.raw`(?:abonos?|fertilizantes?|gallinaza|cal|dolomita|urea|dap|kcl|cloruro|sulfato|nitrato|fosfato|triple|\d+-\d+-\d+|insecticidas?|fungicidas?|herbicidas?|plaguicidas?|acaricidas?|matamalezas?|venenos?|productos?|remedios?|purgantes?|vacunas?|antibioticos?|caldo|biol|cloro|limpido|hipoclorito|jabon|vinagre|ceniza|sal)\b`;
const PUT = String.raw`\b(?:apli(?:que|car)|e(?:che|char)|us(?:e|ar)|utili(?:ce|zar)|mezcl(?:e|ar)|disuelv(?:a|er)|dilu(?:ya|ir)|agre(?:gue|gar)|inyect(?:e|ar)|suministr(?:e|ar)|fumi(?:gue|gar)|abon(?:e|ar)|pon(?:ga|er)|d(?:e|ar)(?=l[eoa]))(?:le|les|lo|la|los|las)?(?:\s+(?!de\b)[a-z]+){0,3}?`;

const DAYS = String.raw`${NUMBER}\s*(?:dias?|horas?|semanas?)\b`;
const WAITING = String.raw`(?:retiro|carencia|reentrada|reingreso)\b`;
const TREATMENT =
  /fumig|aplic|plaguicid|veneno|insecticid|fungicid|herbicid|purg|antibiotic|medicament|inyect|tratamiento|vermifug|desparasit/;

/** Families of names first: they catch what no list holds. */
const ACTIVE_SUBSTANCES = String.raw`
  [a-z]*metrina [a-z]*fentrina [a-z]*aletrina [a-z]*conazol [a-z]*strobina [a-z]*mectina [a-z]*cloprid
  [a-z]*bendazol [a-z]*ciclina [a-z]*floxacina [a-z]*micina [a-z]*cilina [a-z]*cihalotrina [a-z]*niliprol
  glifosato paraquat diquat 2,4-d picloram atrazina glufosinato metsulfuron propanil bispiribac clomazone pendimetalina
  butaclor quinclorac halosulfuron fluazifop cletodim
  cl?orpirif[oó]s chlorpyrifos metamidofos monocrotofos profenofos diazinon malation dimetoato endosulfan acefato
  carbofuran(?:o)? carbaril metomil aldicarb fipronil tiametoxam acetamiprid spinosad spinetoram lufenuron buprofezin
  clorfenapir mancozeb maneb propineb clorotalonil metalaxil cimoxanil dimetomorf
  fosetil carbendazim benomil tiabendazol iprodiona procloraz
  oxicloruro amitraz fluazuron triclorfon levamisol closantel oxitocina sulfametazina metaldehido
  brodifacoum bromadiolona warfarina ddt etefon carburo bromuro`;
const BRANDS = String.raw`
  roundup rondup gramoxone tordon panzer
  lorsban furadan curater sevin basudin tamaron curacron decis karate confidor actara engeo regent vertimec coragen
  proclaim lannate thiodan malathion dipel
  manzate dithane ridomil antracol curzate amistar daconil previcur aliette rovral benlate derosal bavistin score silvacur
  fitoraz kocide vitavax
  ivomec dectomax baymec neguvon asuntol butox bovitraz ganabano terramicina emicina panacur valbazen
  klerat racumin lanirat phostoxin gastoxin gastion ethrel bayfolan nutrifoliar nutrimon yaramila`;

const RESIDUES = String.raw`(?:rastroj\w*|residuos?|restos|basuras?|monte|montana|bosque|selva|lotes?|potreros?|socas?|tamo|malezas?|hojarasca|terrenos?|podas?|ramas|envases?|empaques?|plasticos?|sabanas?|pastizal(?:es)?|pastos?|rastrojera|tierra)`;
const CLAUSE_START = String.raw`(?:(?<=^\s*[¿¡"«]?)|(?<=[,;:]\s*)|(?<=\b(?:y|e|o|luego|despues|entonces|mejor|primero|tambien)\s+))`;
const MAY = String.raw`\b(?:pued[ae]n?|podria|deben?|deberia|hay que|convien[ea]|toca|recomiend[ao]|recomendable|se recomienda|es (?:bueno|mejor|util|necesario|preferible)|sirve|ayuda)(?:\s+(?!no\b|ni\b)[a-z]+){0,2}?\s+`;

const RULES: readonly Rule[] = [
  { pattern: rule(String.raw`${AMOUNT}\s*${SMALL_UNITS}`) },
  { pattern: rule(String.raw`${AMOUNT}\s*(?:${UNITS})(?:[^.;:]{0,40}?)${FOR_EACH}`) },
  { pattern: rule(String.raw`${SEVERAL}\s*(?:${UNITS}|${LARGE_UNITS})\s+de\s+(?:[a-z]+\s+)?${PRODUCTS}`) },
  { pattern: rule(String.raw`${PUT}\s+${AMOUNT}\s*${UNITS}`) },
  {
    pattern: rule(
      String.raw`\b(?:soluci\w+|dilu\w+|concentraci\w+)[^.;:\d]{0,20}${SEVERAL}\s*(?:%|por ciento)`,
    ),
  },

  { pattern: rule(String.raw`${DAYS}[^.]{0,40}?\b${WAITING}`) },
  { pattern: rule(String.raw`\b${WAITING}[^.]{0,40}?${DAYS}`) },
  {
    pattern: rule(
      String.raw`\bespere\w*\s[^.;]{0,20}?${DAYS}[^.]{0,30}?(?:cosech|ordeñ|orden|vend|sacrific|consum|com[ae]|leche|carne|entr)[a-z]*`,
    ),
    where: TREATMENT,
  },

  { pattern: rule(String.raw`(?<![a-z0-9])(?:${oneOf(ACTIVE_SUBSTANCES)})(?![a-z0-9])`) },
  { pattern: rule(String.raw`(?<![a-z0-9])(?:${oneOf(BRANDS)})(?![a-z0-9])`) },

  { pattern: rule(String.raw`${CLAUSE_START}quem(?:e|en|elo|elos|ela|elas)\b`), unlessDenied: true },
  { pattern: rule(String.raw`${MAY}quemar\s+(?:[a-z]+\s+){0,3}?${RESIDUES}\b`), unlessDenied: true },
  { pattern: rule(String.raw`${MAY}quemar(?:lo|la|los|las)\b`), unlessDenied: true },
  {
    pattern: rule(String.raw`\bse queman?\s+(?:[a-z]+\s+){0,2}?${RESIDUES}\b`),
    unlessDenied: true,
  },
  {
    pattern: rule(
      String.raw`\b(?:haga|hagan|hacer|haciendo|con|mediante|use)\s+(?:una?s?\s+|la\s+|las\s+)?quemas?\b`,
    ),
    unlessDenied: true,
  },
  {
    pattern: rule(
      String.raw`\b(?:prend|met|ech|peg)(?:a|e|ale|ele|er|ar|erle|arle|alo|iendo|ando|iendole|andole)\s+(?:candela|fuego)\b`,
    ),
    unlessDenied: true,
  },

  {
    pattern: rule(
      String.raw`(?:${CLAUSE_START}(?:tumbe|tale|desmonte|socole|descuaje)|${MAY}(?:tumbar|talar|desmontar|socolar))\s+(?:[a-z]+\s+){0,2}?(?:monte|montana|bosques?|selva|arboles|rastrojo)\b`,
    ),
    unlessDenied: true,
  },
  {
    pattern: rule(
      String.raw`(?:${CLAUSE_START}(?:siembre|cultive|plante)|${MAY}(?:sembrar|cultivar))\s[^.;]{0,40}?\ben\s+(?:el\s+|los\s+|pleno\s+)?paramos?\b`,
    ),
    unlessDenied: true,
  },
  { pattern: /\b(?:coca(?!\W{0,2}cola)|cocales|cocal|raspachin(?:es)?)\b/g },

  { pattern: rule(String.raw`\bgarantiz\w+`), unlessDenied: true },
  {
    pattern: rule(
      String.raw`\b(?:va|vas|van) a (?:ganar|hacerse rico|volverse rico)\w*|\bganara[sn]?\b|\bsin falta\b|\b(?:seguro|segurisimo) que\b|\bcon (?:toda |total |plena )?(?:seguridad|certeza)\b(?=[^.]{0,40}\b(?:gan|cosech|produ|rend|rind|recog|saca))`,
    ),
    unlessDenied: true,
  },
  {
    pattern: rule(
      String.raw`\b(?:cosecha|ganancia|renta|utilidad|negocio|ingresos?|plata|ventas?)\s+(?:100\s*%\s*)?(?:fij[oa]s?|segur[oa]s?|asegurad[oa]s?)\b`,
    ),
    unlessDenied: true,
  },
  {
    pattern: rule(
      String.raw`(?<!\b(?:si|que tan|cuan|cuando)\s+)\b(?:es|son|sale|resulta)\s+(?:muy |mas |bien |bastante |lo mas |el mas |la mas )?rentables?\b|\b(?:da|deja|dejan)\s+(?:mas |buena |mucha )(?:plata|ganancias?|utilidad)\b|\bsin riesgo de perder\b`,
    ),
    unlessDenied: true,
  },
];
