import { ARTICLES, PRODUCES, AFTER_THE_NAME, type Name, asksHowMuch } from './cueWords.js';
import { startsClause, type Token } from './tokens.js';

/** "sale de Planadas", "lo traen de La Mesa". */
const COMES_FROM =
  /^(salen?|salio|salieron|sacan?|sacaron|vienen?|vino|vinieron|traen?|trajeron|llegan?|llego|llegaron|despachan?|mandan?)$/;

const COMES_WITHIN_WORDS = 4;

/**
 * "¿Cuánto café produjo Acevedo?": after the crop and the verb, and nothing but a time behind it; or with the crop
 * behind it: "¿cuánto produce Honda de mango?".
 */
export function saidToProduce(tokens: readonly Token[], { from, to, isCrop, startsCrop }: Name): boolean {
  if (!PRODUCES.test(tokens[from - 1]?.folded ?? '')) return false;
  const next = tokens[to];
  if (next !== undefined && /^(de|en)$/.test(next.folded) && startsCrop(to + 1)) return asksHowMuch(tokens);
  if (next !== undefined && !startsClause(next) && !AFTER_THE_NAME.test(next.folded)) return false;
  return tokens.some((_, index) =>
    index < from - 1 ? isCrop(index) : index > to && startsCrop(index) && asksHowMuch(tokens),
  );
}

/** "¿Cuánto limón sale de La Mesa?", "¿cuánto sale al año de Planadas de café?". */
export function comesFrom(tokens: readonly Token[], { from, to, isCrop, startsCrop }: Name): boolean {
  if (!/^(de|desde)$/.test(tokens[from - 1]?.folded ?? '') || !asksHowMuch(tokens)) return false;
  const lead = tokens.slice(Math.max(0, from - 1 - COMES_WITHIN_WORDS), from - 1);
  if (!lead.some((token) => COMES_FROM.test(token.folded))) return false;
  return tokens.some((_, index) => index < from && isCrop(index)) || startsCrop(to + 1);
}

/** "¿Cuánta lechuga se produce en Cota?" */
export function isProducedIn(tokens: readonly Token[], { from, isCrop }: Name): boolean {
  return (
    tokens[from - 1]?.folded === 'en' &&
    /^(produ[cj]\w+|cosech\w+|recog\w+|sacan?|sacaron|cogen?|cogieron)$/.test(
      tokens[from - 2]?.folded ?? '',
    ) &&
    tokens.some((_, index) => index < from - 2 && isCrop(index))
  );
}

/** "¿Qué produce Honda?" */
export function isAskedWhatItProduces(tokens: readonly Token[], { from, to }: Name): boolean {
  const next = tokens[to];
  return (
    /^(producen?|produjo|cosechan?)$/.test(tokens[from - 1]?.folded ?? '') &&
    /^(que|cuanto|cuanta)$/.test(tokens[from - 2]?.folded ?? '') &&
    !ARTICLES.has(tokens[from]?.folded ?? '') &&
    (next === undefined || startsClause(next) || /^\d+$/.test(tokens[to + 1]?.folded ?? ''))
  );
}

/** "producción de café de Planadas", "papa Tuta 2020": a name behind the crop whose figure is asked. */
export function followsCrop(tokens: readonly Token[], { from, to, isCrop }: Name): boolean {
  if (ARTICLES.has(tokens[from]?.folded ?? '')) return false;
  const crop = tokens[from - 1]?.folded === 'de' ? from - 2 : from - 1;
  const next = tokens[to];
  const year = tokens[to + (/^(en|del?)$/.test(next?.folded ?? '') ? 1 : 0)];
  const isYear = /^(19|20)\d\d$/.test(year?.folded ?? '');
  return isCrop(crop) && (isYear || (next === undefined && asksHowMuch(tokens)));
}
