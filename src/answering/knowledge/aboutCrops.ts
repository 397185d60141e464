import type { CropMention } from '../understanding/understood.js';
import { waysToAsk, type Entry } from './entry.js';

/**
 * Which entries can be meant where a question names crops: those about one of them, and those about no crop. "¿Cómo se
 * cultiva la papa?" lies near to how carrots are grown, and is not answered with that.
 *
 * @param cropsIn the crops that a text names
 */
export function createAboutCrops(
  entries: readonly Entry[],
  cropsIn: (text: string) => readonly CropMention[],
) {
  const idsIn = (text: string) => cropsIn(text).map(({ id }) => id);
  const subjects = new Map(entries.map((entry) => [entry, subjectOf(entry, idsIn)]));
  return (asked: readonly CropMention[]) => {
    const ids = asked.map(({ id }) => id);
    return (entry: Entry): boolean => {
      const subject = subjects.get(entry);
      return ids.length === 0 || !subject || subject.size === 0 || ids.some((id) => subject.has(id));
    };
  };
}

/** The crops that an entry is about; none where it is a general one. */
function subjectOf(entry: Entry, idsIn: (text: string) => string[]): Set<string> {
  const titled = idsIn(entry.title);
  // Only a title binds: the tags and ways to ask of a general entry name crops as examples.
  if (titled.length === 0) return new Set();
  const subject = new Set([...titled, ...entry.tags.flatMap(idsIn)]);
  // What is asked for by other crops alone is about them too, as whitefly is about beans where the title says vegetables.
  const others = waysToAsk(entry)
    .map(idsIn)
    .filter((ids) => !ids.some((id) => subject.has(id)));
  return new Set([...subject, ...others.flat()]);
}
