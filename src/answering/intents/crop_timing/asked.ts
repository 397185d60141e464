import { fold } from '../../spanish/fold.js';
import { MONTH_NAMES } from '../../spanish/months.js';
import type { Query } from '../../query.js';

/** What a question about times wants to know. */
export interface TimingAsked {
  sowing: boolean;
  harvest: boolean;
  /** "¿cuánto demora?", "¿a los cuántos días?". */
  cycle: boolean;
  /** 1 to 12, as the question names them. */
  months: number[];
  /** Months in which the asker has sown or means to: "sembré papa en febrero, ¿cuándo la saco?". */
  sownIn: number[];
  /** Months in which the harvest is wanted: "quiero sacar papa en diciembre, ¿cuándo la siembro?". */
  wantedIn: number[];
  moon: boolean;
  /** Seedbeds and nurseries, which come before the field. */
  nursery: boolean;
  /** "¿qué se siembra en marzo?": crops are asked for, whatever crop was spoken of before. */
  whichCrops: boolean;
}

const SOWING =
  /\b(siembr\w*|sembr\w*|plant(?!as?\b)\w*|resiembr\w*|meto|meter\w*|echo|echar\w*|pongo|poner\w*|almacigo|semillero|vivero|germin\w*|trasplant\w*|coloco)\b/;
const HARVEST =
  /\b(cosech\w*|recog\w*|recolec\w*|coger?|cogen?|cogida|coja|cojo|saca\w*|saco|saque|sale(?! mejor)|salen|arranc\w*|temporada|subienda|mitaca|traviesa|pepas?|pinton\w*|madur\w*|cae|caen|corta\w*|pare|racimo|choclo|listo|lista|produc\w*|echar fruta|hay cosecha)\b/;
const CYCLE =
  /\b(cuant[oa]s? (dias|meses|anos?|semanas|tiempo)|cuanto (se |me )?(demora|tarda|dura|gasta|toma|falta|le falta|hay que esperar)|(demora|tarda|gasta)\w*|ciclo|duracion|dura|a que edad|tiempo que)\b/;
/** With none of these, "¿cuántos días desde que se siembra hasta que se corta?" asks for the time and not for months. */
const WHEN = /\b(cuando|mes|que meses|epocas?|temporadas?|fechas?|calendario)\b/;
const WHICH_CROPS =
  /\b(que (mas )?(se |puedo |podemos |cultivos? |cosas? |matas? |hortalizas? |otra cosa )*(siembr\w*|sembr\w*|plant\w*)|calendario (agricola|de siembras?)|meses de siembra)\b/;

const HAS_SOWN =
  /\b(sembre|sembramos|plantamos|puse|meti|si (yo |la |lo |las |los )?(siembro|planto|meto|pongo|echo|sembramos))\b/;
const WANTS_HARVEST =
  /\b(para|pa|quiero|queremos)( \w+){0,3} (cosechar|sacar|recoger|coger|recolectar|vender|tener)\b/;

export function timingAsked({ text, understood }: Query): TimingAsked {
  const question = fold(text);
  const words: readonly string[] = question.match(/[a-z]+/g) ?? [];
  const months = MONTH_NAMES.flatMap((name, index) =>
    words.includes(name) || (name === 'septiembre' && words.includes('setiembre')) ? [index + 1] : [],
  );
  const cycle = CYCLE.test(question);
  const onlyCycle = cycle && !WHEN.test(question);
  const harvest = !onlyCycle && HARVEST.test(question);
  const hasSown = months.length > 0 && HAS_SOWN.test(question);
  const wantsHarvest = months.length > 0 && !hasSown && WANTS_HARVEST.test(question);
  return {
    sowing: !hasSown && (wantsHarvest || (!onlyCycle && SOWING.test(question)) || !(harvest || cycle)),
    harvest: hasSown || (harvest && !wantsHarvest),
    cycle,
    months: hasSown || wantsHarvest ? [] : months,
    sownIn: hasSown ? months : [],
    wantedIn: wantsHarvest ? months : [],
    nursery: /\b(semillero|almacigo|vivero|germinador)/.test(question),
    moon: /\b(luna|menguante|creciente|cuarto (menguante|creciente))\b/.test(question),
    whichCrops: understood.crops.length === 0 && WHICH_CROPS.test(question),
  };
}
