import { COLOURED_THINGS, COLOUR_CROPS, DISH_WORDS, THINGS_MADE_OF } from './notCrops.js';
import type { CropSense } from './cropWords.js';
import { IS_PERSON, isCropSlot } from './cueWords.js';
import type { Token } from './tokens.js';

type Cue = (tokens: readonly Token[], from: number) => boolean;

/** Whether the sentence lets the word be the crop: not a colour, a dish, a father, a neighbour, a rubber boot. */
export function isMeantAsCrop(sense: CropSense, tokens: readonly Token[], from: number, to: number): boolean {
  const before = wordAt(tokens, from - 1);
  const secondBefore = wordAt(tokens, from - 2);
  if ((before === 'de' || before === 'con') && DISH_WORDS.has(secondBefore)) return false;
  if (isOfAHamlet(before) || (ARTICLE.test(before) && isOfAHamlet(secondBefore))) return false;
  if (sense.kind !== 'crop' || to - from > 1) return true;
  if (COLOUR_CROPS.has(sense.id) && COLOURED_THINGS.has(before)) return false;
  if (before === 'de' && THINGS_MADE_OF[sense.id]?.test(secondBefore)) return false;
  const means = MEANS_IT[wordAt(tokens, from)];
  return means === undefined || means(tokens, from);
}

const ARTICLE = /^(el|la|los|las)$/;

/** "vereda La Palma", "finca El Limón": a name. */
function isOfAHamlet(word: string): boolean {
  return /^(vereda|corregimiento|caserio|barrio|hacienda)$/.test(word);
}

function wordAt(tokens: readonly Token[], index: number): string {
  return tokens[index]?.folded ?? '';
}

const FIELD =
  /^(siembr\w*|sembr\w*|cultiv\w*|cosech\w*|produ[cj]\w*|matas?|maticas?|penca|pencas|hectareas?|toneladas?|desfibr\w*)$/;
/** "¿con qué cabuya amarro el tomate?": twine, where nobody speaks of growing it. */
const isGrown: Cue = (tokens) => tokens.some((token) => FIELD.test(token.folded));

/** "soy pastusa", "una señora pastusa": a woman of Pasto. */
const isNoWoman: Cue = (tokens, from) =>
  !/^(soy|somos|es|era|son|mujer|se[ñn]ora|gente|familia|esposa|suegra|ruana|sangre|bien|muy)$/.test(
    wordAt(tokens, from - 1),
  );

/** "un cachaco compró la finca", "¿y eso, cachaco?": a man of Bogotá. */
const isNoMan: Cue = (tokens, from) => {
  const before = wordAt(tokens, from - 1);
  if (/^(un|unos|ese|esos|soy|somos|este|pasajero|se[ñn]or|amigo|vecino)$/.test(before)) return false;
  const isAddressed = /^\s*[,;]/.test(tokens[from + 1]?.gap ?? '') && (from === 0 || before === 'y');
  return !isAddressed && !/^(rolo|bogotano|como)$/.test(before);
};

/** "zona papera", not "la papera de los caballos". */
const isOfPotatoes: Cue = (tokens, from) =>
  /^(zonas?|regi[oó]n|regiones|tierras?|finca|produccion|actividad|area|vereda|cuna|capital|economia|cosecha)$/.test(
    wordAt(tokens, from - 1),
  );

/** What is said of cacao pods and not of ears of maize: they hang on trees, are grafted, fermented, have monilia. */
const CACAO_POD =
  /^(cacao\w*|fedecacao|monilia\w*|moniliophthora|fitoftora|phytophthora|arbol|arboles|palos?|clon|clones|injert\w*|baba|cajon|ceniza|chocolate|gibad\w*|negras?|colgad\w*|ferment\w*|enfermas?|pod[aeo]\w*)$/;

/** "la mazorca del cacao", "las mazorcas colgadas en el árbol": cacao pods, whatever they are called. */
const isOfMaize: Cue = (tokens) =>
  !tokens.some((token) => CACAO_POD.test(token.folded)) ||
  tokens.some((token) => /^(maiz|mais|maices|maizal|choclos?|milpa)$/.test(token.folded));

/** "palma de chontaduro", "palmas de coco": other palms. */
const isOilPalm: Cue = (tokens, from) =>
  wordAt(tokens, from + 1) !== 'de' ||
  !/^(chontaduro|coco|cocos|cera|corozo|seje|milpesos|mil|naidi|asai|acai|canangucha|moriche|iraca|vino|tagua|datil|datiles|mararay|nolis?|ramos|mano|jardin)$/.test(
    wordAt(tokens, from + 2),
  );

const PERSONAL =
  /^(mi|mis|tu|tus|su|sus|nuestro|nuestros|el|los|al|un|unos|ese|este|del|se[ñn]or|don|querido|hola)$/;
const PERSON_DOES =
  /^(dice|dicen|decia|dijo|quiere|quieren|siembra|siembran|sembraba|sembro|cultiva|cultivaba|tiene|tenia|vende|me|nos|y|murio|trabaja|sabe|cree|piensa|compro|heredo)$/;
const OF_A_POTATO =
  /^(criolla|pastusa|amarilla|negra|parda|china|sabanera|capira|sembrada|guardada|esta|se|con)$/;

/** "mi papá siembra maíz", "el papa de Juan", "papá dice …": potato is feminine and does nothing. */
const isFather: Cue = (tokens, index) => {
  const before = wordAt(tokens, index - 1);
  const after = wordAt(tokens, index + 1);
  if (PERSONAL.test(before)) return !OF_A_POTATO.test(after);
  const preposition = tokens[index - 1];
  const isPotato =
    preposition !== undefined &&
    (isCropSlot(tokens, preposition) || /^(la|las|una|cuanta|esa|esta)$/.test(preposition.folded));
  if (isAccented(tokens[index]) && !isPotato) return !OF_A_POTATO.test(after) || /^(esta|se)$/.test(after);
  return /^(|y|que)$/.test(before) && PERSON_DOES.test(after) && after !== 'y';
};

/** "papá" as it should be written for a father; for potatoes the accent is a slip. */
function isAccented(token: Token | undefined): boolean {
  return token !== undefined && /[áÁ]$/.test(token.written.normalize('NFC'));
}

/** "te" is mostly a pronoun. */
const isTea: Cue = (tokens, from) =>
  /^(de|del)$/.test(wordAt(tokens, from - 1)) && wordAt(tokens, from + 1) !== 'lo';

/** "¿cómo está el clima en Lima?" is a city, "la lima para el machete" a tool. */
const isTheFruit: Cue = (tokens, from) =>
  !/^(ciudad|en|a|hacia|desde|clima)$/.test(wordAt(tokens, from - 1)) &&
  !tokens.some((token) => /^(afil\w*|machetes?)$/.test(token.folded));

/** "doña Rosa", "le dio a Rosa": not so the plural. */
const isNobodysName: Cue = (tokens, from) =>
  !IS_PERSON.has(wordAt(tokens, from - 1)) && !/^(a|con|llama|llaman|soy)$/.test(wordAt(tokens, from - 1));

/** Words that are a crop only in some sentences. */
const MEANS_IT: Readonly<Record<string, Cue>> = {
  cabuya: isGrown,
  cabuyas: isGrown,
  cachaco: isNoMan,
  cachacos: isNoMan,
  col: (tokens, from) => wordAt(tokens, from - 1) !== 'ciudad',
  lima: isTheFruit,
  mazorca: isOfMaize,
  mazorcas: isOfMaize,
  palma: isOilPalm,
  palmas: isOilPalm,
  papa: (tokens, from) => !isFather(tokens, from),
  papas: (tokens, from) => !isFather(tokens, from),
  papera: isOfPotatoes,
  paperas: isOfPotatoes,
  pastusa: isNoWoman,
  pastusas: isNoWoman,
  rosa: isNobodysName,
  te: isTea,
};
