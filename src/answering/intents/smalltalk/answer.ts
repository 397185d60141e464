import { spoken, type Answered, type Query } from '../../query.js';
import { fold } from '../../spanish/fold.js';
import { fitShort } from '../../spanish/short.js';
import { TEXTS } from './texts.js';

type Topic = Exclude<keyof typeof TEXTS, 'short'>;

/** What is said, in order: "hola, gracias" is thanked for; a greeting alone is the last resort. Folded text. */
const TOPICS: readonly [RegExp, Topic][] = [
  [/\b(gracias|agradec\w*|muy amable|dios (le|te|lo) (pague|bendiga)|chevere|excelente|bacano)\b/, 'thanks'],
  [/\b(adios|chao|chau|hasta (luego|manana|pronto)|nos vemos|que descanse)\b/, 'goodbye'],
  [
    /\b((que|como|en que) .*(sabes?|puedes?|puede|hac(es|e)|sirves?|ayudar?(me|s|nos)?|pregunt\w*)|para que sirves?|ayuda|menu|opciones)\b/,
    'whatCanYouDo',
  ],
  [
    /\b(quien (eres|es usted|sos|me habla|te hizo|te creo)|que eres|eres (un|una|real|humano|persona|robot|bot)|como (te|se) llamas?|tu nombre)\b/,
    'whoAreYou',
  ],
  [/\b(hay alguien|estas? (ahi|alli)|me (escuchas?|lees?|oye)|alo)\b/, 'areYouThere'],
  [/\b(como (esta|estas|va|vas|amanecio|le va|te va)|que mas)\b/, 'howAreYou'],
  [/\b(ok|okay|listo|vale|bueno|entiendo|entendido|dale|perfecto|si|no)\b/, 'fine'],
];
const GREETING = /\b(hola|buen(os|as)?|saludos|holi|hello)\b/;

/** Greetings, thanks and questions about the bot itself: fixed texts. */
export function answer({ text }: Query): Answered {
  const folded = fold(text);
  const found = TOPICS.find(([pattern]) => pattern.test(folded))?.[1] ?? 'hello';
  // "buenos días", "bueno, hola": a greeting, not an agreement.
  const topic = found === 'fine' && GREETING.test(folded) && !/\bbueno\b/.test(folded) ? 'hello' : found;
  const short = topic in TEXTS.short ? TEXTS.short[topic as keyof typeof TEXTS.short] : TEXTS[topic];
  return spoken(topic, TEXTS[topic], fitShort(short));
}
