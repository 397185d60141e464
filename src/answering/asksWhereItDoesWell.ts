import { foldedWords } from './understanding/tokens.js';

const WHERE_IT_DOES_WELL =
  /\b(donde|que (lugar|lugares|parte|partes|zona|zonas|region|regiones|departamentos?|municipios?))\b.*\b(siembr\w+|sembr\w+|cultiv\w+|plant\w+|pega|prende|se (da|dan)|bien|buen[oa]s?|convien\w+|apt[oa]s?)\b/;
const NOTHING_GOOD =
  /\b(no|ni|nunca|jamas|sin|menos|menor|menores|peor|peores|mal|mal[oa]s?|baj[oa]s?|poc[oa]s?|pobres?|flojo|floja|pesim[oa]s?|ultim[oa]s?|dificil\w*|evit\w+|fracas\w+|pierd\w+|perd\w+|riesg\w+|des\w+|in(apropiad|adecuad|conveniente)\w*)\b/;

/** "¿dónde siembro cacao?" is no question of where it does badly, whatever the model takes it for. */
export function asksWhereItDoesWell(text: string): boolean {
  const question = foldedWords(text).join(' ');
  return WHERE_IT_DOES_WELL.test(question) && !NOTHING_GOOD.test(question);
}
