/** What Telegram takes in one message: https://core.telegram.org/bots/api#sendmessage */
export const MESSAGE_MAX_CHARACTERS = 4_096;

/** From the best place to break a text at to the worst. */
const BREAKS = ['\n\n', '\n', '. ', ' '];

/** The parts of a text, each at most `max` UTF-16 units long: cut between paragraphs, lines, sentences or words. */
export function splitText(text: string, max = MESSAGE_MAX_CHARACTERS): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const at = breakBefore(rest, max);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest];
}

function breakBefore(text: string, max: number): number {
  for (const mark of BREAKS) {
    // The mark itself may stand beyond the limit, where it is trimmed away; a sentence keeps its full stop.
    const kept = mark.trim().length;
    const at = text.lastIndexOf(mark, max - kept);
    // An early break would leave a stub of a message.
    if (at > max / 2) return at + kept;
  }
  // Never between the two halves of an emoji.
  const isHalf = /[\uD800-\uDBFF]/.test(text[max - 1] ?? '');
  return isHalf ? max - 1 : max;
}
