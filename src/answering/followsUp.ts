import type { Understood } from './understanding/understood.js';

/** Words that add nothing to what a follow-up names. */
const EMPTY_WORDS =
  /^(y|e|en|el|la|los|las|lo|de|del|al|a|para|con|por|que|tal|como|ano|año|si|pero|entonces|ahora|alla|alli|departamento|municipio|cultivo)$/;
/** How people say where they are. */
const BEFORE_A_PLACE = /^(estoy|vivo|soy|aqui|aca|desde|por|cerca|vereda|pueblo|mi|finca)$/;

/**
 * "¿Y en Nariño?", "¿y en 2019?", "¿y el maíz?": opens with "y" and, but for what it names, says nothing. Then it asks
 * what the turn before asked. Where that one asked for a crop or a place, a bare "Tunja" or "estoy en Tunja" will do.
 */
export function followsUp(text: string, understood: Understood, awaitsName: boolean): boolean {
  if (understood.spans.length === 0) return false;
  if (!awaitsName && !/^[\s¿¡.,]*y\s/i.test(text)) return false;
  let rest = text;
  for (const span of [...understood.spans].sort((a, b) => b.start - a.start)) {
    rest = `${rest.slice(0, span.start)} ${rest.slice(span.end)}`;
  }
  const words = rest
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<!n)\p{Mn}/gu, '')
    .normalize('NFC')
    .match(/\p{L}+/gu);
  return (words ?? []).every((word) => EMPTY_WORDS.test(word) || (awaitsName && BEFORE_A_PLACE.test(word)));
}
