import { fold, foldedWords } from '../../../answering/spanish/fold.js';
import { countWords, plainText } from './plainText.js';
import { createSplitter, type Split } from './splitSentences.js';
import { TEXTS } from './texts.js';
import { whyLeftOut, type Allowed, type LeftOut } from './whyLeftOut.js';

/** A little over the 400 that are asked for; the sentence that would pass it is the first not shown. */
export const WORDS_MAX = 440;
/** Under this it is a refusal or a fragment. Nothing is shown before. */
export const WORDS_MIN = 40;
/** A text that was cut off is an answer all the same when it has as many words as are asked for. */
const WORDS_MIN_OF_CUT = 120;
/** Sentences that were left out for more than a figure: with one more the model was talked into something. */
const GRAVE_MAX = 2;
const LEFT_OUT_MAX_SHARE = 1 / 3;
/** Small models fall into repeating themselves. */
const REPEATED_MAX = 3;

export type Gated =
  | { outcome: 'passed'; text: string }
  | {
      outcome: 'unusable';
      /** `no_answer`: it says that it does not know, or that it only helps with farming. */
      reason: LeftOut | 'no_answer' | 'too_short' | 'runaway';
    };

export interface SentenceGate {
  /** @returns false: what comes after this changes nothing, stop reading */
  push(piece: string): boolean;
  /** @param isCut the text ends somewhere, not where its writer wanted: only whole sentences count */
  end(isCut?: boolean): Gated;
}

/**
 * Lets through a language model's text, sentence by sentence, as plain text; what may not be said is left out, and at
 * the end a line says so. Where too much had to be left out nothing of it may be used, whatever was shown by then.
 */
export function gateSentences(allowed: Allowed, onText: (text: string) => void): SentenceGate {
  const splitter = createSplitter();
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  let shown = '';
  /** Passed, but shown only together with what follows: the first words, and headings. */
  let held: { text: string; isHeading: boolean }[] = [];
  let passedText = '';
  let words = 0;
  let sentences = 0;
  let repeated = 0;
  let breaks = 0;
  let isAfterGap = false;
  let isLongEnough = false;
  let broken: LeftOut | 'runaway' | undefined;

  function take({ sentence: raw, breaks: before }: Split) {
    if (isLongEnough || broken) return;
    breaks = Math.max(breaks, before);
    const sentence = plainText(raw);
    if (sentence === '') return;
    const key = foldedWords(sentence).join(' ');
    if (seen.has(key) && countWords(sentence) > 3) {
      isLongEnough = ++repeated >= REPEATED_MAX;
      return;
    }
    seen.add(key);

    const reason = whyLeftOut(
      raw === sentence ? sentence : `${sentence} ${addressesIn(raw)}`,
      passedText,
      allowed,
    );
    const isHeading = HEADING.test(raw) || sentence.endsWith(':');
    if (!isHeading) sentences++;
    if (reason) return leaveOut(reason);
    // Without what it goes on from it is half an instruction.
    if (isAfterGap && GOES_ON.test(fold(sentence))) return;
    if (words + countWords(sentence) > WORDS_MAX) {
      isLongEnough = true;
      return;
    }
    pass(sentence, isHeading);
  }

  function leaveOut(reason: LeftOut) {
    leftOut.push(reason);
    isAfterGap = true;
    if (leftOut.filter((one) => one !== 'figure').length > GRAVE_MAX) broken = reason;
  }

  function pass(sentence: string, isHeading: boolean) {
    // A heading whose first lines were left out announces nothing, unless its list goes on.
    if (isAfterGap && !(LIST_ITEM.test(sentence) && breaks < 2)) dropHeadings();
    isAfterGap = false;
    const separator = passedText === '' ? '' : breaks === 0 ? ' ' : '\n'.repeat(breaks);
    breaks = 0;
    words += countWords(sentence);
    passedText += separator + sentence;
    held.push({ text: separator + sentence, isHeading });
    if (words >= WORDS_MIN && !isHeading) show();
  }

  function dropHeadings() {
    while (held.at(-1)?.isHeading) {
      const { text } = held.pop()!;
      words -= countWords(text);
      passedText = passedText.slice(0, passedText.length - text.length);
      breaks = Math.max(breaks, /^\n*/.exec(text)![0].length);
    }
  }

  function show() {
    const text = held.map((one) => one.text).join('');
    held = [];
    if (text === '') return;
    // A heading at the very start may have been dropped.
    const fitting = shown === '' ? text.trimStart() : text;
    shown += fitting;
    onText(fitting);
  }

  function unusable(): Extract<Gated, { outcome: 'unusable' }>['reason'] | undefined {
    if (broken) return broken;
    if (leftOut.length > sentences * LEFT_OUT_MAX_SHARE) return leftOut[0];
    if (words < WORDS_MIN) return NO_ANSWER.test(fold(passedText)) ? 'no_answer' : 'too_short';
    return undefined;
  }

  return {
    push(piece) {
      for (const split of splitter.push(piece)) take(split);
      if (splitter.isRunaway && !isLongEnough) broken ??= 'runaway';
      return !isLongEnough && !broken;
    },
    end(isCut = false) {
      if (!isCut) for (const split of splitter.end()) take(split);
      dropHeadings();
      const reason = unusable() ?? (isCut && words < WORDS_MIN_OF_CUT ? 'too_short' : undefined);
      if (reason) return { outcome: 'unusable', reason };
      show();
      const notes = [
        ...(leftOut.some((one) => one === 'never') ? [TEXTS.leftOut] : []),
        ...(leftOut.some((one) => one === 'figure') ? [TEXTS.figuresLeftOut] : []),
      ];
      if (notes.length > 0) {
        held = [{ text: `\n\n${notes.join(' ')}`, isHeading: false }];
        show();
      }
      return { outcome: 'passed', text: shown };
    },
  };
}

const HEADING = /^\s*(?:#{1,6}\s|(\*\*|__)[^*_]+\1:?\s*$)/;
const LIST_ITEM = /^(?:- |\d{1,3}[.)] )/;
const GOES_ON =
  /^(?:- |\d+[.)] )?(?:(?:y |luego |despues |enseguida |ahora |por ultimo |finalmente )*,?\s*)(?:repit|mezcl|disuelv|dilu|agit|revuelv|apliquel|echel|agreguel|ponga?l|usel|est[ae]s? (?:dosis|mezcla|cantidad|solucion|producto)|es[ae]s? (?:dosis|mezcla|cantidad|solucion|producto))/;
const NO_ANSWER =
  /\bno (?:se|lo se|tengo|cuento con|conozco|puedo|dispongo|estoy segur|hay informacion)\b|\bsolo (?:ayudo|puedo|respondo|le ayudo)\b|\bno estoy segur|\blo siento\b/;

/** What plain text no longer shows of a link, for the check. */
function addressesIn(raw: string): string {
  return (raw.match(/\]\(([^)]*)\)/g) ?? []).join(' ');
}
