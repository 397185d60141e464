import { spoken, type Answered } from '../../query.js';
import { withArticle, type AskedCrop } from '../../spanish/crops.js';
import { sentences } from '../../spanish/lists.js';
import { fitShort } from '../../spanish/short.js';
import { TEXTS } from './texts.js';

/** What is paid for a product, or what producing it costs. */
export type Money = 'price' | 'cost';

const UNIT =
  '(bultos?|kilos?|arrobas?|libras?|cargas?|cajas?|canastillas?|atados?|toneladas?|quintal|docenas?|cubetas?|litros?)';
/** "¿cuánto cuesta el bulto?" is a price, "¿cuánto cuesta una hectárea?" a cost. */
const PRICE_OF_UNIT = new RegExp(` (cuanto|que) (cuestan?|valen?) (el |la |los |las |un |una )?${UNIT} `);
const COST =
  / (costos?|costear|cuesta|cuestan|costaria|cuanto .*(invertir(le)?|inversion)|(que|cuanta) inversion|inversion (inicial|por hectarea|de una)|presupuesto|cuanto invierte|(que tanto|cuanto|cuanta) (dinero|plata) (necesit\w+|se necesita|hay que|toca)|cuanto .*(montar|instalar|establecer|meterle a) una? (hectareas?|ha)|jornal(es)?|mano de obra|cobran|cuanto (billete|capital|plata) (arranco|necesito|toca|le entierro|meto|hay que)|(cuanto|que) (vale|valdria|sale|saldria) (montar|sembrar|producir|armar|establecer)) /;
const PRICE =
  / (precios?|presio|cotiza\w*|a como|a cuanto .*(esta|estan|va|van|sale|pagan|pagando|compran|venden)|(cuanto|en cuanto|como|bien|mejor) (la |lo |me |se |nos |le |les )?(estan? |esta )?(vale|valen|pagan|pagando|compran|comprando|vende\w*|liquidan\w*|salio|dan por|dando por)|estan? (pagando|comprando)|me (ofrecen|estan dando|deben pagar)|en cuanto estan?|valor (actual|del?)|(muy |tan |esta |estan )(barat[oa]s?|car[oa]s?)) /;

/** @param question folded, its words separated by one space, a space at either end */
export function asksMoney(question: string): Money | null {
  if (PRICE_OF_UNIT.test(question)) return 'price';
  if (COST.test(question)) return 'cost';
  return PRICE.test(question) ? 'price' : null;
}

/** Prices and costs are nowhere in the figures: an honest no, where to ask, and what can be told instead. */
export function moneyAnswer(money: Money, crop: AskedCrop | undefined): Answered {
  const isCost = money === 'cost';
  const text = sentences(
    isCost ? TEXTS.costs : TEXTS.prices,
    !isCost && crop?.crop.id === 'cafe' && TEXTS.coffeePrice,
    crop === undefined ? TEXTS.whatICanWithout : TEXTS.whatICan(withArticle(crop.name)),
  );
  const chips =
    crop === undefined
      ? []
      : [{ label: TEXTS.chipWhere, question: TEXTS.questionCrop(withArticle(crop.name)) }];
  return spoken(
    isCost ? 'no_costs' : 'no_prices',
    text,
    fitShort(isCost ? TEXTS.shortCosts : TEXTS.shortPrices),
    chips.length === 0 ? undefined : { type: 'clarify', chips },
  );
}
