import { listed } from '../../spanish/lists.js';
import { roughPercent } from '../../spanish/numbers.js';
import { TEXTS } from './texts.js';

/** Closer than this two yields are the same within what a survey can tell. */
const ALIKE = 0.05;

/** "Frente al resto del país, el maíz rinde 12 % más y el frijol rinde 8 % menos"; null where nothing is to compare. */
export function relativeSentence(all: readonly { name: string; relative: number | null }[]): string | null {
  const bestFirst = [...all].sort((a, b) => (b.relative ?? 0) - (a.relative ?? 0));
  const parts = bestFirst.flatMap(({ name, relative }) => {
    if (relative === null) return [];
    const pct = roughPercent(Math.abs(relative - 1) * 100);
    if (Math.abs(relative - 1) < ALIKE) return [TEXTS.relativeSame({ name })];
    return [relative > 1 ? TEXTS.relativeMore({ name, pct }) : TEXTS.relativeLess({ name, pct })];
  });
  return parts.length === 0 ? null : TEXTS.versusCountry(listed(parts));
}

/** @param all best yield first */
export function verdict(all: readonly { name: string; yieldTHa: number | null }[]): string | null {
  const [first, second] = all;
  if (!first?.yieldTHa || second === undefined) return null;
  const isTie = (second.yieldTHa ?? 0) / first.yieldTHa > 1 - ALIKE;
  return isTie ? TEXTS.tie : TEXTS.best({ name: first.name });
}
