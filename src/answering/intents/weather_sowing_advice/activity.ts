import { fold } from '../../spanish/fold.js';

/** The work in the field that the weather is to be right for. */
export type Activity =
  'spraying' | 'transplanting' | 'fertilising' | 'drying' | 'harvesting' | 'field_work' | 'sowing';

/** Over the folded question; the first that holds decides: "la papa que sembré, ¿la fumigo hoy?" is of spraying. */
const ACTIVITIES: readonly [RegExp, Activity][] = [
  [
    /\b(fumig\w*|jumig\w*|asperj\w*|aspersion|foliar\w*|insecticid\w*|fungicid\w*|herbicid\w*|matamaleza\w*|venenos?|drench|dron|bomba de espalda|aplic\w* (el|un|la|una|algo|productos?|remedio)|caldo bordeles|sulfocalcico|pa la gota|para la gota)\b/,
    'spraying',
  ],
  [
    /\b(tra(n)?splant\w*|plantulas?|colino\w*|(pas\w+|met\w+|llev\w+) (las |los |unas )?(matas|maticas|arbolitos|plantulas)|lo definitivo|sitio definitivo)\b/,
    'transplanting',
  ],
  [
    /\b(abon\w*|fertiliz\w*|urea|encal\w*|cal|enmiendas?|triple quince|triple|humus|gallinaza|compost\w*|estiercol|bocashi)\b/,
    'fertilising',
  ],
  [/\baplic\w*\b/, 'spraying'],
  [
    /\b(sec(ar|o|ado|amos|ando) |sec(ar|ado)\b|asole\w*|elda|marquesina|poner al sol|al sol el|la plancha)/,
    'drying',
  ],
  [
    /\b(ar(ar|o|amos|ada|a)|rastr\w*|pod(ar|o|amos|a)|guadan\w*|deshierb\w*|desyerb\w*|plate\w*|preparar (el|la)|yunta|aporc\w*|tractor\w*)\b/,
    'field_work',
  ],
  [
    /\b(cosech\w*|cosex\w*|recog\w*|recolec\w*|arranc\w*|arranqu\w*|cog(er|o|emos|ida|e)|coj\w+|cort(e|o|ar|amos|en)|arranc|desgran\w*|trill\w*|saco la|sacar la|corto la|cortar la)\b/,
    'harvesting',
  ],
];

export function activityOf(text: string): Activity {
  const question = fold(text);
  return ACTIVITIES.find(([pattern]) => pattern.test(question))?.[1] ?? 'sowing';
}
