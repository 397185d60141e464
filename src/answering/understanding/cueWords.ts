import type { Readiness } from './placePhrases.js';
import type { Token } from './tokens.js';

export const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

export const PREPOSITIONS = words('en de desde hacia por a para entre del hasta');

export const ARTICLES = words('el la los las');

export const WEATHER = words('clima tiempo pronostico lluvia lluvias temperatura llueve lloviendo');

/** Before these a name is a person's, whatever town or flower bears it too. */
export const IS_PERSON = words(
  'don doña dona señor señora senor senora seño doctor doctora profesor profesora profe vecino vecina primo prima tio tia ' +
    'hermano hermana hijo hija abuelo abuela nona nono suegro suegra cuñado cuñada sobrino sobrina comadre compadre ' +
    'amigo amiga ahijado ahijada llamo llama general libertador mariscal presidente',
);

/** What a place does with a crop: "café produce Planadas". */
export const PRODUCES =
  /^(producen?|produjo|produjeron|sacan?|saco|sacaron|cosechan?|cosecho|cosecharon|recogen?|recogio|recogieron|cogen?|cogio|cogieron|dan?|dio|dieron|tienen?|aportan?|aporto)$/;

export const HOW_MUCH = /^(cuant[oa]s?|kuant[oa]s?|cantidad|volumen|tonelada|toneladas|cifras?|produccion)$/;

/** What may follow a name that ends what is asked: a time, another place, thanks. */
export const AFTER_THE_NAME =
  /^(en|el|al|y|o|e|este|ese|cada|por|durante|desde|entre|hasta|hoy|ahora|anual|anualmente|actualmente|total|gracias|hace|ultimamente|\d+)$/;

/** Words that a short follow-up may hold beside the name: "¿y en Pasto?", "soy de Granada". */
export const FOLLOW_UP = words(
  'y e en de del para por que tal ahora pues hola si no ok bueno estoy soy vivo gracias aca alla mejor',
);

export interface Name {
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

export function asksHowMuch(tokens: readonly Token[]): boolean {
  return tokens.some((token) => HOW_MUCH.test(token.folded));
}

export function wordsOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token) => token.folded)
    .join(' ');
}

/** "cultivo de …", "kilo de …": what comes is a crop, be it one without figures. */
export const CROP_SLOT =
  /^(cultivos?|cultivar|siembra|siembras|sembrar|semillas?|matas?|kilos?|bultos?|arrobas?|cargas?|toneladas|hectareas|plantas?|arboles|palos|hojas?|frutos?)$/;

export function isCropSlot(tokens: readonly Token[], preposition: Token): boolean {
  return preposition.folded === 'de' && CROP_SLOT.test(tokens[tokens.indexOf(preposition) - 1]?.folded ?? '');
}

export function prepositionBefore(tokens: readonly Token[], from: number): Token | undefined {
  const before = tokens[from - 1];
  const index = before && ARTICLES.has(before.folded) ? from - 2 : from - 1;
  const found = tokens[index];
  return found && PREPOSITIONS.has(found.folded) ? found : undefined;
}

export function isAlone(tokens: readonly Token[], name: { from: number; to: number }): boolean {
  return tokens.every(
    (token, index) => (index >= name.from && index < name.to) || FOLLOW_UP.has(token.folded),
  );
}
