import type { Stage } from '../../agronomy/crops.js';
import { fold } from '../../spanish/fold.js';

/** What the question tells of the field beside crop and place; null and false where it does not. */
export interface Circumstances {
  stage: Stage | null;
  soil: 'sandy' | 'clay' | 'loam' | null;
  /** Greenhouse, plastic, pots: no rain comes in, and the air is another. */
  isUnderCover: boolean;
  asks: {
    system: boolean;
    howOften: boolean;
    howLong: boolean;
    howMuch: boolean;
    atWhatTime: boolean;
    /** By day or by night, in other words. */
    underTheSun: boolean;
  };
}

const STAGES: readonly [RegExp, Stage][] = [
  [
    /\b(por cosechar|para cosechar|antes de (la )?cosecha\w*|casi (la )?(cosech|saco|sac|recoj)\w*|madur(ando|o|a|os|as|ito|ita)|secando (la mazorca|el grano)|para sacar|ya para coger)\b/,
    'end',
  ],
  [
    /\b(recien (sembrad|trasplantad|nacid|plantad|puest)\w*|acab\w+ de (sembrar|trasplantar|nacer)|sembre (hoy|ayer|antier|hace (poco|unos|dos|tres|cuatro|cinco|\d))|germin\w*|semilleros?|almacig\w*|plantul\w*|chiquit\w*|pequen\w*|esta naciendo|nacid[oa]s?|matic\w+ nuev\w+)\b/,
    'initial',
  ],
  [
    /\b(floreci\w*|en flor|floracion|flor|cuaj\w*|llenand\w*|espig\w*|embuch\w*|cargad\w*|fructif\w*|en produccion|en plena produccion|engros\w*|tuberiz\w*)\b/,
    'mid',
  ],
];

const SOILS: readonly [RegExp, NonNullable<Circumstances['soil']>][] = [
  [/\b(arenos[oa]s?|arena)\b/, 'sandy'],
  [/\b(arcillos[oa]s?|arcilla|barrial\w*|gredos[oa])\b/, 'clay'],
  [/\b(suelo franco|tierra franca)\b/, 'loam'],
];

const AT_WHAT_TIME = /\b(a que horas?|en que momento del dia)\b/;
const UNDER_COVER =
  /\b(invernaderos?|bajo (plastico|cubierta|techo|polisombra)|macet\w*|materas?|hidropon\w*|tunel|en bolsas?)\b/;

export function circumstancesOf(text: string): Circumstances {
  const question = fold(text);
  return {
    stage: STAGES.find(([pattern]) => pattern.test(question))?.[1] ?? null,
    soil: SOILS.find(([pattern]) => pattern.test(question))?.[1] ?? null,
    isUnderCover: UNDER_COVER.test(question),
    asks: {
      system:
        /\b((con )?(que|cual) (tipo|sistema|clase|metodo)|sistema de riego|goteo o|o (por )?goteo|o con aspersor|aspersion o|o por aspersion|microaspersion o|que otro sistema)\b/.test(
          question,
        ),
      howOften:
        /\b(cada (cuanto|cuantos|cuantas|ctos)|con que frecuencia|frecuencia|cuantas veces|cuantos riegos|numero de riegos|que tan seguido)\b/.test(
          question,
        ),
      howLong:
        /\b(cuanto (tiempo|rato)|cuantas horas|por cuanto|cuantos minutos|cuantos pulsos|rato la dejo)\b/.test(
          question,
        ),
      howMuch:
        /\b(cuanta agua|cuanta lamina|que lamina|cuantos litros|cuantos vasos|cuanto le echo|cantidad de agua|agua a .* cuanto)\b/.test(
          question,
        ),
      atWhatTime: AT_WHAT_TIME.test(question),
      underTheSun: !AT_WHAT_TIME.test(question) && /\b(medio ?dia|pleno sol|de noche)\b/.test(question),
    },
  };
}
