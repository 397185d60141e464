const NAME = '[nombre]';
/** Of a name that is written without capitals, where nothing shows its end. */
const PLAIN_WORDS_AT_MOST = 3;

/** Phrases that a name follows, whatever its letters look like. */
const INTRODUCTIONS =
  /(?<!\p{L})(me llamo|mi nombre es|mi nombre completo es|a nombre de|de parte de|le habla|les habla|les saluda|le saluda|habla con|hablas con|atentamente|att|cordialmente|soy (?:el |la )?(?:se[ñn]or|se[ñn]ora|sr|sra|ingeniero|ingeniera)\b|do[ñn]a|don)(?!\p{L})[.:,]?\s+/giu;
/** "Soy Pedro": a name where it is written as one; "soy campesino" and "SOY CAMPESINO" say something else. */
const SOY = /(?<!\p{L})(soy|habla)\s+/giu;

const TITLES = /^(?:(?:el|la|don|do[ñn]a|se[ñn]ora?|sra?\.?|ingenier[oa])\s+)*/iu;
const WORD = /^\p{L}[\p{L}’'-]*/u;
const PARTICLES: ReadonlySet<string> = new Set(['de', 'del', 'la', 'las', 'los']);

/** What comes after a name and is none: where it is met, a name without capitals ends. */
const NO_NAMES: ReadonlySet<string> = new Set(
  (
    'y e o u ni a al con de del desde en para por sin sobre si no que qué quien quién cual cuál cuales cuáles como cómo ' +
    'cuando cuándo donde dónde adonde cuanto cuánto cuanta cuánta cuantos cuántos k q xq porque pues pero mas más ' +
    'un una unos unas el la los las lo le les me mi mis su sus se te tu este esta esto ese esa aquí aqui acá aca ' +
    'soy estoy vivo tengo tenemos quiero quisiera queremos necesito necesitamos siembro sembré cultivo cultivamos ' +
    'produzco produce produjo trabajo vengo llamo hablo escribo pregunto consulto busco deseo puedo puede podría ' +
    'debo hay es son está esta va será dígame digame ayúdeme ayudeme ayuda cuénteme gracias hola buenas buenos buen ' +
    'muy señor señora campesino campesina agricultor agricultora ganadero ganadera cafetero cafetera productor ' +
    'productora estudiante técnico tecnico hoy ayer mañana ahora acabo'
  ).split(' '),
);

/** Replaces names by a mark where a phrase introduces them. */
export function maskNames(text: string): string {
  return maskAfter(maskAfter(text, INTRODUCTIONS, false), SOY, true);
}

function maskAfter(text: string, phrase: RegExp, onlyCapitals: boolean): string {
  let masked = '';
  let from = 0;
  for (const found of text.matchAll(phrase)) {
    // Within what the phrase before it took: "me llamo don Pedro".
    if (found.index < from) continue;
    const start = found.index + found[0].length;
    const titles = TITLES.exec(text.slice(start))![0].length;
    const length = nameLength(text.slice(start + titles), onlyCapitals);
    if (length === 0) continue;
    masked += text.slice(from, start + titles) + NAME;
    from = start + titles + length;
  }
  return masked + text.slice(from);
}

/** How many characters a name at the beginning of the text takes; 0 where there is none. */
function nameLength(text: string, onlyCapitals: boolean): number {
  const first = WORD.exec(text)?.[0];
  if (first === undefined || NO_NAMES.has(first.toLowerCase())) return 0;
  const isWritten = /^\p{Lu}\p{Ll}/u.test(first);
  if (onlyCapitals && !isWritten) return 0;
  let end = first.length;
  let pending = end;
  for (let words = 1; isWritten || words < PLAIN_WORDS_AT_MOST;) {
    const [space] = /^\s*/.exec(text.slice(pending))!;
    const word = space === '' ? undefined : WORD.exec(text.slice(pending + space.length))?.[0];
    if (word === undefined) break;
    const lower = word.toLowerCase();
    pending += space.length + word.length;
    // A particle belongs to the name when the name goes on behind it: "María del Carmen", "de la Cruz".
    if (PARTICLES.has(lower)) continue;
    if (isWritten ? !/^\p{Lu}/u.test(word) : NO_NAMES.has(lower)) break;
    end = pending;
    words++;
  }
  return end;
}
