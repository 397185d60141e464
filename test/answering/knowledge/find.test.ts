import { describe, expect, it } from 'vitest';
import { createRankByMeaning } from '../../../src/answering/knowledge/byMeaning.js';
import { createRankByWords } from '../../../src/answering/knowledge/byWords.js';
import { createKnowledge, NO_TOPICS } from '../../../src/answering/knowledge/createKnowledge.js';
import { waysToAsk, type Entry } from '../../../src/answering/knowledge/entry.js';
import { joinScores } from '../../../src/answering/knowledge/joinScores.js';
import { packVectors } from '../../../src/answering/knowledge/vectors.js';
import { axis, entryOf } from './entries.js';

const roya = entryOf('roya', { title: 'Roya del café', questions: ['polvillo anaranjado en la hoja'] });
const broca = entryOf('broca', { title: 'Broca del café', questions: ['huequitos en el grano', 'el re-re'] });
const riego = entryOf('riego', { title: 'Riego por goteo', questions: ['mangueras con goteros'] });
const entries = [roya, broca, riego];

/** Every way to ask points along an axis of its own: roya 0 and 1, broca 2 to 4, riego 5 and 6. */
const embeddings = entries.flatMap(waysToAsk).map((_, row) => axis(row));
const vectorsFrom = (threshold: number) => packVectors(embeddings, threshold);
const between = (one: number, other: number) =>
  axis(0).map((_, at) => (at === one ? 0.8 : at === other ? 0.6 : 0));
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

describe('finding by meaning', () => {
  const rank = createRankByMeaning(entries, vectorsFrom(0.5));

  it('ranks all entries by the nearest of their ways to ask', () => {
    const ranked = rank(between(4, 5));
    expect(ids(ranked.map(({ entry }) => entry))).toEqual(['broca', 'riego', 'roya']);
    expect(ranked.map(({ score }) => Math.round(score * 100) / 100)).toEqual([0.8, 0.6, 0]);
  });

  it('puts what points the other way far off', () => {
    expect(rank(axis(0).map((value) => -value)).at(-1)).toMatchObject({ score: 0 });
    const single = createRankByMeaning([entryOf('a', { questions: [] })], packVectors([axis(0)], 0));
    expect(single(axis(0).map((value) => -value))[0]?.score).toBeCloseTo(-1);
  });

  it('refuses embeddings that are not one for every way to ask', () => {
    expect(() => createRankByMeaning(entries.slice(1), vectorsFrom(0.5))).toThrow(
      '7 embeddings for 5 ways to ask',
    );
  });
});

describe('finding by words', () => {
  const rank = createRankByWords(entries);
  const found = (text: string) => ids(rank(text).map(({ entry }) => entry));

  it.each([
    ['by the title', 'broca', ['broca']],
    ['without accents and in capitals', 'CAFE', ['roya', 'broca']],
    ['with a letter wrong in a long word', 'mangueraz', ['riego']],
    ['with no letter wrong in a short one', 'rola', []],
    ['not at all where no word is shared', '¿quién ganó ayer?', []],
  ])('finds %s', (_, text, expected) => {
    expect(found(text).sort()).toEqual([...expected].sort());
  });

  it('lets no letter differ in what is too long for a word', () => {
    const long = createRankByWords([entryOf('a', { questions: ['esternocleidomastoideo'] })]);
    expect(long('esternocleidomastoideo')).toHaveLength(1);
    expect(long('esternocleidomastoidea')).toEqual([]);
  });

  it('reads the last 40 different words of a long message', () => {
    const others = Array.from({ length: 39 }, (_, index) => `zz${index}`).join(' ');
    expect(found(`goteros ${others}`)).toEqual(['riego']);
    expect(found(`goteros ${others} ${others} ${others.toUpperCase()}`)).toEqual(['riego']);
    expect(found(`goteros ${others} zz39`)).toEqual([]);
  });

  it('puts first what shares the rarer word', () => {
    expect(found('polvillo café')[0]).toBe('roya');
  });
});

describe('joining scores', () => {
  const ranked = (...of: [entry: Entry, score: number][]) => of.map(([entry, score]) => ({ entry, score }));

  it.each([
    ['nothing', [], [], []],
    [
      'the meaning alone, weighted',
      [
        [roya, 0.8],
        [broca, 0.4],
      ],
      [],
      [
        ['roya', 1.2],
        ['broca', 0.6],
      ],
    ],
    [
      'the words as a share of the best, whatever their unit',
      [
        [roya, 0.5],
        [broca, 0.5],
        [riego, 0.5],
      ],
      [
        [broca, 40],
        [riego, 10],
      ],
      [
        ['broca', 1.75],
        ['riego', 1],
        ['roya', 0.75],
      ],
    ],
    [
      'a lead in meaning before the same words',
      [
        [roya, 0.9],
        [broca, 0.3],
      ],
      [
        [roya, 7],
        [broca, 7],
      ],
      [
        ['roya', 2.35],
        ['broca', 1.45],
      ],
    ],
    [
      'a lead in words before a small one in meaning',
      [
        [roya, 0.6],
        [broca, 0.5],
      ],
      [[broca, 3]],
      [
        ['broca', 1.75],
        ['roya', 0.9],
      ],
    ],
    [
      'a large lead in meaning before one in words',
      [
        [roya, 0.9],
        [broca, 0.1],
      ],
      [[broca, 3]],
      [
        ['roya', 1.35],
        ['broca', 1.15],
      ],
    ],
    [
      'what points the other way last',
      [
        [roya, 0],
        [broca, -0.5],
      ],
      [],
      [
        ['roya', 0],
        ['broca', -0.75],
      ],
    ],
    [
      'the order of meaning where they are even',
      [
        [riego, 0.4],
        [roya, 0.4],
      ],
      [],
      [
        ['riego', 0.6],
        ['roya', 0.6],
      ],
    ],
  ] as [string, [Entry, number][], [Entry, number][], [string, number][]][])(
    'gives %s',
    (_, byMeaning, byWords, expected) => {
      const joined = joinScores(ranked(...byMeaning), ranked(...byWords));
      expect(joined.map(({ entry, score }) => [entry.id, Number(score.toFixed(6))])).toEqual(expected);
    },
  );

  it('leaves out what the meaning does not rank', () => {
    expect(joinScores(ranked([roya, 0.4]), ranked([broca, 3], [roya, 1])).map(({ entry }) => entry)).toEqual([
      roya,
    ]);
  });
});

describe('the knowledge base', () => {
  const knowledge = createKnowledge(entries, vectorsFrom(0.5));

  it('is sure from the threshold on, and never below', () => {
    const { sureness } = knowledge.find('xyz', between(2, 0));
    const isSureFrom = (threshold: number) =>
      createKnowledge(entries, vectorsFrom(threshold)).find('xyz', between(2, 0)).isSure;
    expect(isSureFrom(sureness)).toBe(true);
    expect(isSureFrom(sureness + 0.01)).toBe(false);
  });

  it('is the surer the further its best entry is ahead', () => {
    // Broca always lies equally near; what changes is how near the next one is.
    const surenessWithRivalAt = (rival: number) => {
      const found = knowledge.find(
        'xyz',
        axis(0).map((_, at) => (at === 2 ? 0.7 : at === 0 ? rival : 0)),
      );
      expect(found.nearest[0]?.id).toBe('broca');
      expect(found.score).toBeCloseTo(0.7, 2);
      return found.sureness;
    };
    expect(surenessWithRivalAt(0)).toBeCloseTo(0.7 + 1.5 * 0.7, 2);
    expect(surenessWithRivalAt(0.4)).toBeCloseTo(0.7 + 1.5 * 0.3, 2);
    expect(surenessWithRivalAt(0.69)).toBeCloseTo(0.7 + 1.5 * 0.01, 2);
  });

  it('lets the words decide where the meaning wavers, but scores by the meaning', () => {
    const { nearest, score, sureness } = knowledge.find('polvillo', between(2, 0));
    expect(nearest[0]?.id).toBe('roya');
    expect(score).toBeCloseTo(0.6, 2);
    const words = createRankByWords(entries)('polvillo')[0]!.score;
    expect(sureness).toBeCloseTo(0.6 + (1.5 * 0.6 + 1) - 1.5 * 0.8 + 0.02 * words, 2);
  });

  it('puts the same question first, and is sure of it, whatever the words and the threshold say', () => {
    const unreachable = createKnowledge(entries, vectorsFrom(10));
    const nearly = (cosine: number) =>
      axis(0).map((_, at) => (at === 2 ? cosine : at === 0 ? Math.sqrt(1 - cosine ** 2) : 0));
    const same = unreachable.find('polvillo anaranjado en la hoja', nearly(0.975));
    expect(ids(same.nearest)).toEqual(['broca', 'roya', 'riego']);
    expect(same.score).toBeCloseTo(0.975, 2);
    expect(same.isSure).toBe(true);
    expect(unreachable.find('xyz', nearly(0.96)).isSure).toBe(false);
  });

  it('compares the same question with its rival, which may be ahead by words', () => {
    const [text, embedding] = [
      'polvillo anaranjado',
      axis(0).map((_, at) => (at === 2 ? 0.98 : at === 0 ? 0.9 : 0)),
    ];
    const { nearest, sureness } = knowledge.find(text, embedding);
    expect(nearest[0]?.id).toBe('broca');
    expect(sureness).toBeCloseTo(0.98 + 1.5 * 0.98 - (1.5 * 0.9 + 1), 2);
  });

  it('gives the three nearest', () => {
    const more = [...entries, entryOf('mosca', { questions: [] })];
    const wider = createKnowledge(more, packVectors([...embeddings, axis(7)], 0.5));
    expect(ids(wider.find('xyz', between(2, 5)).nearest)).toEqual(['broca', 'riego', 'roya']);
    expect(wider.entries).toBe(more);
  });

  it('leaves out what does not fit, in meaning, in words and as the same question', () => {
    const found = knowledge.find('broca huequitos', axis(2), ({ id }) => id !== 'broca');
    expect(ids(found.nearest)).toEqual(['roya', 'riego']);
    expect(found.score).toBeCloseTo(0, 2);
    expect(found.isSure).toBe(false);
  });

  it('measures words against the best of what fits', () => {
    const { nearest, sureness } = knowledge.find(
      'huequitos re-re polvillo',
      between(5, 0),
      ({ id }) => id !== 'broca',
    );
    expect(nearest[0]?.id).toBe('roya');
    const words = createRankByWords(entries)('huequitos re-re polvillo').find(
      ({ entry }) => entry.id === 'roya',
    )!.score;
    expect(sureness).toBeCloseTo(0.6 + (1.5 * 0.6 + 1) - 1.5 * 0.8 + 0.02 * words, 2);
  });

  it('has nothing to say where nothing fits', () => {
    expect(knowledge.find('broca', axis(2), () => false)).toEqual(NO_TOPICS);
  });
});
