export interface Split {
  /** As it came, markdown included, without the space around it. */
  sentence: string;
  /** Line breaks before it: 0 within a paragraph, 1 on a new line, 2 after an empty one. */
  breaks: number;
}

/** A language model that goes on for longer without an end of a sentence or line is not writing prose. */
export const SENTENCE_MAX_CHARACTERS = 1_200;

/**
 * Known as an end only by what follows: the next piece may go on with "000" or "co", and after "20 c.c." a sentence goes
 * on in lower case.
 */
const END = /[.!?…]+[*_`"'»”’)\]]*(?=[ \t]+[^\s\p{Ll}])|\n/gu;
const ABBREVIATION =
  /(?:^|[\s(¿¡"«])(?:p|[Ee]j|[Aa]prox|[Dd]ra?|[Ii]ng|[Ss]ra?|núm|nro|art|[Tt]el|[Cc]el|vs|cf|\p{Lu})$/u;
/** "1." at the start of a line numbers what follows. */
const LIST_NUMBER = /^[\s>*_]*\d{1,3}$/;

/** Cuts a text that arrives in pieces into sentences and lines. */
export function createSplitter() {
  let rest = '';
  let breaks = 0;

  function* cut(): Generator<Split> {
    for (;;) {
      const end = firstEnd(rest);
      if (end === undefined) return;
      const sentence = rest.slice(0, end).trim();
      if (sentence !== '') {
        yield { sentence, breaks: Math.min(breaks, 2) };
        breaks = 0;
      }
      if (rest.charAt(end - 1) === '\n') breaks++;
      rest = rest.slice(end);
    }
  }

  return {
    *push(piece: string): Generator<Split> {
      rest += piece.replace(/\r/g, '');
      yield* cut();
    },
    /** What is left when nothing more comes. */
    *end(): Generator<Split> {
      rest += '\n';
      yield* cut();
    },
    get isRunaway(): boolean {
      return rest.length > SENTENCE_MAX_CHARACTERS;
    },
  };
}

function firstEnd(text: string): number | undefined {
  for (const { 0: sign, index } of text.matchAll(END)) {
    const before = text.slice(0, index);
    if (sign.startsWith('.') && (ABBREVIATION.test(before) || LIST_NUMBER.test(before))) continue;
    return index + sign.length;
  }
  return undefined;
}
