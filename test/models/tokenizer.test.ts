import { describe, expect, it } from 'vitest';
import { END, idsOf, manifest, readJson } from './publishedModel.js';

interface GoldenTokens {
  text: string;
  ids: number[];
}

const golden = readJson(new URL('./tokens.golden.json', import.meta.url)) as GoldenTokens[];

describe('the tokenizer in Node', () => {
  it('gives the ids of the Python tokenizers for all 500 golden strings', () => {
    const different = golden.filter(({ text, ids }) => idsOf(text).join() !== ids.join());
    expect(golden).toHaveLength(500);
    expect(different.map(({ text }) => ({ text, ids: idsOf(text) }))).toEqual([]);
  });

  it('never gives more ids than the model takes, and ends them all with </s>', () => {
    const ids = idsOf('¿cuándo siembro maíz en boyacá? '.repeat(100));
    expect(ids).toHaveLength(manifest.max_length);
    expect(ids.at(-1)).toBe(END);
  });

  it('reads a question with decomposed accents as the same question', () => {
    expect(idsOf('¿Dónde está el cañón?'.normalize('NFD'))).toEqual(idsOf('¿dónde está el cañón?'));
  });
});
