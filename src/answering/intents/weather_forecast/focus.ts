import { fold } from '../../spanish/fold.js';

/** What of the weather is asked for. */
export type Focus = 'clears_when' | 'rains_when' | 'frost' | 'cold' | 'heat' | 'wind' | 'rain' | 'general';

const WHEN = '\\b(cuando|a que hora|que horas?|hasta que hora|en cuanto|cuantos dias|cuanto falta)\\b.*';

/** Over the folded question; the first that holds decides. */
const FOCUSES: readonly [RegExp, Focus][] = [
  [
    new RegExp(
      `${WHEN}(escamp|(dej|par|termin|acab)\\w* (de )?(el |la |las |este )?(llov|lluvia|aguacero|agua|invierno)|se quit|despej|sale el sol|afloj|calm)|\\bhasta (cuando|que hora|que dia)\\b.*(llov|lluvia|agua|aguacero)`,
    ),
    'clears_when',
  ],
  [
    new RegExp(`${WHEN}(llov|lluev|lluvia|aguacero|cae (el )?agua|cae el aguacero|llegan? las aguas)`),
    'rains_when',
  ],
  [/\b(hela\w*|escarch\w*|hielo|congel\w*)\b/, 'frost'],
  [/\b(minima|frios?|frias?|friito|frillazo)\b/, 'cold'],
  [/\b(calor|maxima|caliente|bochorno|calentar)\b/, 'heat'],
  [/\b(vient\w*|vente\w*|brisa\w*|vendaval\w*|ventarron\w*)\b/, 'wind'],
  [
    /\b(llov\w*|lluev\w*|lluvi\w*|yov\w*|yuv\w*|moj\w*|paraguas|sombrilla|impermeable|aguacer\w*|escamp\w*|agua|tormenta|granizo|aguar)\b/,
    'rain',
  ],
];

export function focusOf(text: string): Focus {
  const question = fold(text);
  return FOCUSES.find(([pattern]) => pattern.test(question))?.[1] ?? 'general';
}
