import type { Answered, Query } from '../../query.js';
import { fold } from '../../spanish/fold.js';
import { sentences } from '../../spanish/lists.js';
import { fitShort } from '../../spanish/short.js';
import { TEXTS } from './texts.js';

/** A plain question for yields: "¿dónde rinde más el cacao?", "¿dónde se da mejor la pera?". */
const YIELD =
  /\b(rind\w+|rendimientos?|productiv\w+|dan? mejor|mejor(es)? cosechas?|mas (toneladas|bultos|kilos|racimos?))\b/;
/** Words by which it is one of money after all. */
const MONEY =
  /\b(rentab\w+|deja\w*|plata|platica|billete|negocio|gan[ao]\w*|pag[ao]\w*|renta|ingresos?|utilidad|lucrativ\w+|inv[ei]\w*rt\w+|inversion|bolsillo|conviene|econom\w+|financ\w+|viable|pobre|rico|vivir|queda|barat\w+|cobr\w+|margen)\b/;

/**
 * An answer by yield to a question of money: says first what is missing, and last where prices are to be had. A plain
 * question for yields ("¿dónde rinde más el cacao?") is answered as it is.
 */
export function withoutPrices({ text }: Query, answered: Answered): Answered {
  const question = fold(text);
  if (YIELD.test(question) && !MONEY.test(question)) return answered;
  // Without figures there is nothing that could be taken for an income.
  const pointer = answered.data === null ? null : TEXTS.pointer;
  return {
    ...answered,
    text: sentences(TEXTS.byYield, answered.text, pointer),
    short: fitShort(`${answered.short} ${TEXTS.shortByYield}`, answered.short),
  };
}
