import { spoken, type Answered } from '../query.js';
import { fold } from '../spanish/fold.js';
import { fitShort } from '../spanish/short.js';
import { TEXTS } from './texts.js';

/** Somebody swallowed or breathed in a poison; "¿la yuca intoxica al ganado?" is a question, not an emergency. */
const POISONED =
  /\b((me|nos|se) (intoxi\w+|envenen\w+)|(esta|estoy|estan|quedo|quede) (intoxicad|envenenad)[oa]s?|se (tomo|trago) (el |un )?(veneno|herbicida|insecticida|fungicida|plaguicida|glifosato))/;
const ANIMALS =
  /\b(ganado|vacas?|reses|terner[oa]s?|perr[oa]s?|gallinas?|pollos?|cerdos?|marranos?|caballos?|abejas?)\b/;
/** Diseases that the ICA fights by law: banana's Foc R4T, citrus greening, foot-and-mouth. */
const QUARANTINE = /\b(r4t|raza 4 tropical|hlb|huanglongbing|dragon amarillo|aftosa)\b/;

/** Says what to do at once where life is at stake or a disease could spread; undefined otherwise. */
export function answerUrgent(text: string): Answered | undefined {
  const folded = fold(text);
  if (POISONED.test(folded) && !ANIMALS.test(folded)) return say('poisoned');
  return QUARANTINE.test(folded) ? say('quarantine') : undefined;
}

function say(what: keyof typeof TEXTS): Answered {
  return spoken(`urgent_${what}`, TEXTS[what].text, fitShort(TEXTS[what].short));
}
