import { beforeAll, describe, expect, it } from 'vitest';
import { neverSaid } from '../../src/answering/neverSaid.js';
import { answerDataSchema, type AnswerData } from '../../src/shared/contract/answer.js';
import { resultSchema } from '../../src/shared/contract/question.js';
import { SHORT_ANSWER_MAX_CHARACTERS } from '../../src/shared/contract/limits.js';
import { figures } from './answering.js';
import { manyReplies, type AskedAndAnswered } from './manyReplies.js';
import { isRoundedFrom, numbersIn, numbersOf } from './numbersIn.js';

let all: AskedAndAnswered[];
beforeAll(async () => {
  all = await manyReplies();
}, 60_000);

/** The first few that break a rule, readable in a failure. */
function breaking(
  test: (one: AskedAndAnswered) => boolean,
  show: (one: AskedAndAnswered) => string,
): string[] {
  return all
    .filter(test)
    .slice(0, 5)
    .map((one) => `${one.question} → ${show(one)}`);
}

describe('every answer', () => {
  it('was asked for some thousands of questions', () => {
    expect(all.length).toBeGreaterThan(4000);
  });

  it('has a short form of at most 160 characters', () => {
    const tooLong = ({ reply }: AskedAndAnswered) => reply.answer.short.length > SHORT_ANSWER_MAX_CHARACTERS;
    expect(breaking(tooLong, ({ reply }) => reply.answer.short)).toEqual([]);
  });

  it('hardly ever has to cut its short form', () => {
    expect(all.filter(({ reply }) => reply.answer.short.endsWith('…')).length).toBeLessThan(all.length / 500);
  });

  it('has data in the form of the contract', () => {
    const result = resultSchema.pick({
      intent: true,
      entities: true,
      answer: true,
      action: true,
      sources: true,
    });
    const broken = ({ reply }: AskedAndAnswered) =>
      !result.safeParse(reply).success ||
      (reply.answer.data !== null && !answerDataSchema.safeParse(reply.answer.data).success);
    expect(breaking(broken, ({ reply }) => JSON.stringify(reply.answer.data))).toEqual([]);
  });

  it('says no figure in its text that is not in its data', () => {
    const strange = (one: AskedAndAnswered, text: string) => {
      const exact = sayable(one);
      return numbersIn(text).filter((number) => !isRoundedFrom(number, exact));
    };
    const inText = (one: AskedAndAnswered) => strange(one, one.reply.answer.text);
    const inShort = (one: AskedAndAnswered) => strange(one, one.reply.answer.short);
    const show = (one: AskedAndAnswered) =>
      `${[...inText(one), ...inShort(one)].map(({ written }) => written).join(', ')} in: ${one.reply.answer.text}`;
    expect(breaking((one) => inText(one).length > 0 || inShort(one).length > 0, show)).toEqual([]);
  });

  it('names EVA and the year of its figures', () => {
    const silent = ({ reply }: AskedAndAnswered) =>
      reply.answer.data !== null &&
      !(
        /según EVA/i.test(reply.answer.text) &&
        yearsOf(reply.answer.data).some((year) => reply.answer.text.includes(String(year)))
      );
    expect(breaking(silent, ({ reply }) => reply.answer.text)).toEqual([]);
  });

  it('names its sources wherever it has figures', () => {
    const without = ({ reply }: AskedAndAnswered) => reply.answer.data !== null && reply.sources.length === 0;
    expect(breaking(without, ({ reply }) => reply.explanation.rule)).toEqual([]);
  });

  it('leaves residual names out of rankings, comparisons and recommendations', () => {
    const residual = new Set(figures.crops.filter((crop) => crop.residual).map((crop) => crop.id));
    const has = ({ reply }: AskedAndAnswered) => cropIds(reply.answer.data).some((id) => residual.has(id));
    expect(breaking(has, ({ reply }) => JSON.stringify(reply.answer.data))).toEqual([]);
  });

  it('says nothing of what AgroBot never says', () => {
    const forbidden = ({ reply: { answer } }: AskedAndAnswered) => [
      ...neverSaid(answer.text),
      ...neverSaid(answer.short),
    ];
    const show = (one: AskedAndAnswered) => `${forbidden(one).join(', ')} in: ${one.reply.answer.text}`;
    expect(breaking((one) => forbidden(one).length > 0, show)).toEqual([]);
  });

  it('is a handful of sentences, well put', () => {
    const clumsy = ({ reply: { answer } }: AskedAndAnswered) =>
      /\bde el (?![A-ZÁÉÍÓÚ])|\ba el (?![A-ZÁÉÍÓÚ])| {2}|undefined|null|NaN|\(\)|\.\.|,,| ,|\ben en\b|\bde de\b|según según/.test(
        `${answer.text} ${answer.short}`,
      ) || !/[.?!]$/.test(answer.text);
    expect(breaking(clumsy, ({ reply }) => reply.answer.text)).toEqual([]);
  });
});

/** Every number that the data entitle a text to say: figures, shares and differences in percent, counts. */
function sayable({ reply }: AskedAndAnswered): number[] {
  const { data } = reply.answer;
  const figuresOfData = numbersOf(data);
  const percents = shares(data).flatMap((share) => [share * 100, (share - 1) * 100, 0.01, 99.9]);
  // The least area that counts in a ranking by yield is a rule and no figure: the explanation's notes tell it.
  const ruled = reply.explanation.notes.flatMap((note) =>
    [...note.matchAll(/from (\d+) ha/g)].map(([, area]) => Number(area)),
  );
  return [...figuresOfData, ...percents, ...ruled];
}

function shares(data: AnswerData | null): number[] {
  switch (data?.kind) {
    case 'production':
      return [data.share_of_country ?? 0];
    case 'comparison':
      return [...(data.crops ?? []), ...(data.places ?? [])].map((one) => one.relative_yield ?? 0);
    case 'recommendation':
      return data.crops.map((one) => one.relative_yield ?? 0);
    default:
      return [];
  }
}

function yearsOf(data: AnswerData): number[] {
  switch (data.kind) {
    case 'change':
      return [data.from.year];
    case 'recommendation':
      return data.years;
    case 'ranking':
      return data.year === undefined ? data.rows.map((row) => row.year ?? 0) : [data.year];
    case 'production':
    case 'comparison':
      return [data.year];
    default:
      return [];
  }
}

function cropIds(data: AnswerData | null): string[] {
  switch (data?.kind) {
    case 'ranking':
      return data.rows.flatMap((row) => row.crop?.id ?? []);
    case 'comparison':
    case 'recommendation':
      return (data.crops ?? []).map((one) => one.crop.id);
    default:
      return [];
  }
}
