/** Folded names of crops, places and months → the mark that stands for them. */
export type Marks = ReadonlyMap<string, string>;

/** Of one family of features: the buckets that a text hits, and how often. */
export interface Hits {
  buckets: number[];
  counts: number[];
}

const CHARACTERS = { shortest: 2, longest: 5 };
const MASKED_CHARACTERS = { shortest: 3, longest: 5 };
const LONGEST_WORD_RUN = 3;
const LONGEST_NAME_WORDS = 5;
const COUNTED_MARKS = ['xcrop', 'xplace', 'xyear', 'xmonth', 'xnumber'];
const YEAR = /^(19|20)\d\d$/;
const NUMBER = /^\d+$/;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SPACE = 0x20;

/**
 * What the n-gram reader sees of a text: hashed n-grams in three families (characters; characters and words of the
 * text with names and numbers replaced by marks). The twin of training/features.py, to the bucket.
 *
 * @param size number of buckets, a power of two
 */
export function createNgramFeatures(marks: Marks, size: number) {
  const count = new Uint16Array(size);

  /** Collects hits; the counters are left at zero for the next family. */
  function collect(add: (hit: (hash: number) => void) => void): Hits {
    const buckets: number[] = [];
    add((hash) => {
      const bucket = hash & (size - 1);
      if (count[bucket] === 0) buckets.push(bucket);
      count[bucket]!++;
    });
    const counts = buckets.map((bucket) => count[bucket]!);
    for (const bucket of buckets) count[bucket] = 0;
    return { buckets, counts };
  }

  return (text: string): [Hits, Hits, Hits] => {
    const words = foldedWords(text);
    const masked = mask(words, marks);
    return [
      collect((hit) => characters('c', words, CHARACTERS, hit)),
      collect((hit) => characters('m', masked, MASKED_CHARACTERS, hit)),
      collect((hit) => {
        wordRuns(masked, hit);
        for (const mark of COUNTED_MARKS) {
          const named = masked.reduce((total, word) => total + Number(word === mark), 0);
          hit(hash(FNV_OFFSET, `#${mark}${Math.min(2, named)}`));
        }
      }),
    ];
  };
}

/** Lower case, no accents (nor ñ's tilde), letters and digits only: as `fold` in training/text.py. */
export function foldedWords(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  return plain.match(/[a-z0-9]+/g) ?? [];
}

function mask(words: string[], marks: Marks): string[] {
  const masked: string[] = [];
  for (let at = 0; at < words.length;) {
    let length = Math.min(LONGEST_NAME_WORDS, words.length - at);
    let mark: string | undefined;
    for (; length > 0; length--) {
      mark = marks.get(words.slice(at, at + length).join(' '));
      if (mark !== undefined) break;
    }
    masked.push(mark ?? numberMark(words[at]!));
    at += Math.max(1, length);
  }
  return masked;
}

function numberMark(word: string): string {
  if (YEAR.test(word)) return 'xyear';
  return NUMBER.test(word) ? 'xnumber' : word;
}

function characters(
  family: string,
  words: string[],
  { shortest, longest }: { shortest: number; longest: number },
  hit: (hash: number) => void,
) {
  const seed = hash(FNV_OFFSET, family);
  for (const word of words) {
    const last = word.length + 1; // of the word with a space on either side
    for (let start = 0; start <= last; start++) {
      let value = seed;
      const stop = Math.min(last, start + longest - 1);
      for (let at = start; at <= stop; at++) {
        value = step(value, at === 0 || at === last ? SPACE : word.charCodeAt(at - 1));
        if (at - start + 1 >= shortest) hit(value);
      }
    }
  }
}

function wordRuns(words: string[], hit: (hash: number) => void) {
  const seed = hash(FNV_OFFSET, 'w');
  for (let start = 0; start < words.length; start++) {
    let value = seed;
    const stop = Math.min(words.length, start + LONGEST_WORD_RUN);
    for (let at = start; at < stop; at++) {
      value = hash(at === start ? value : step(value, SPACE), words[at]!);
      hit(value);
    }
  }
}

/** FNV-1a, 32 bit, goes on from `value` over a string of ASCII. */
function hash(value: number, text: string): number {
  for (let at = 0; at < text.length; at++) value = step(value, text.charCodeAt(at));
  return value;
}

function step(value: number, byte: number): number {
  return Math.imul(value ^ byte, FNV_PRIME) >>> 0;
}
