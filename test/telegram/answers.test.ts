import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QuestionEvent } from '../../src/shared/contract/events.js';
import type { CompletedQuestion } from '../../src/shared/contract/question.js';
import { TEXTS } from '../../src/telegram/texts.js';
import { refuse } from '../stand-ins/api.js';
import { completedQuestion, failedQuestion, openQuestion, questionId } from '../stand-ins/questions.js';
import { TOKEN } from '../stand-ins/telegramApi.js';
import { startBotUnderTest, type BotUnderTest } from './botUnderTest.js';

const ASK = 'POST /v1/questions';
const CONVERSATION = 'c_0123456789abcdef0123456789abcdef';
const SOURCE = 'Fuente: Evaluaciones Agropecuarias Municipales (EVA), UPRA, 2020.';

let bot: BotUnderTest;
let telegram: BotUnderTest['telegram'];
let api: BotUnderTest['api'];
beforeEach(async () => {
  bot = await startBotUnderTest();
  ({ telegram, api } = bot);
  await bot.start();
});
afterEach(async () => {
  await bot.close();
  expect(bot.wholeLog()).not.toContain(TOKEN);
});

/** Questions are answered at once by `change` of an ordinary answer. */
const answerWith = (change: (question: CompletedQuestion) => Partial<CompletedQuestion>) => {
  api.answer = (id): QuestionEvent[] => {
    const question = completedQuestion(id);
    return [{ type: 'question.completed', data: { ...question, ...change(question) } }];
  };
};
const sentQuestions = () => api.requests(ASK).map(({ body }) => body);

describe('a question in a private chat', () => {
  it('is answered in one message with its source and thumbs under it', async () => {
    telegram.person(7).say('¿Cuánto café produjo Huila en 2020?');
    const { payload } = await telegram.nextCall('sendMessage');
    expect(payload).toEqual({
      chat_id: 7,
      text: `Respuesta de ${questionId(1)}\n\n${SOURCE}`,
      link_preview_options: { is_disabled: true },
      reply_markup: {
        inline_keyboard: [
          [
            { text: TEXTS.useful, callback_data: `rate:${questionId(1)}:up` },
            { text: TEXTS.useless, callback_data: `rate:${questionId(1)}:down` },
          ],
        ],
      },
    });
    expect(sentQuestions()).toEqual([{ question: '¿Cuánto café produjo Huila en 2020?' }]);
    expect(telegram.of('sendChatAction')[0]?.payload).toEqual({ chat_id: 7, action: 'typing' });
  });

  it('shows the disclaimer before the sources, and sends texts without any markup', async () => {
    answerWith(({ answer }) => ({
      answer: { ...answer, text: 'Use *menos* <agua> & _espere_.' },
      disclaimer: 'Lea la etiqueta.',
    }));
    telegram.person(7).say('¿Cómo riego?');
    const { payload } = await telegram.nextCall('sendMessage');
    expect(payload.text).toBe(`Use *menos* <agua> & _espere_.\n\nLea la etiqueta.\n\n${SOURCE}`);
    expect(payload).not.toHaveProperty('parse_mode');
  });

  it('goes on with its conversation, and without it once the API no longer knows it', async () => {
    const rosa = telegram.person(7);
    rosa.say('¿Cuánto café produjo Huila?');
    await telegram.nextText();
    api.failNext(ASK, refuse(422, 'unknown_conversation'));
    rosa.say('¿Y Nariño?');
    await telegram.nextText();
    expect(sentQuestions()).toEqual([
      { question: '¿Cuánto café produjo Huila?' },
      { question: '¿Y Nariño?', conversation_id: CONVERSATION },
      { question: '¿Y Nariño?' },
    ]);
  });

  it('is split when the answer is longer than a message may be, with the thumbs under the last part', async () => {
    const paragraph = 'El café se siembra en surcos. '.repeat(60).trim();
    answerWith(({ answer }) => ({
      answer: { ...answer, text: [paragraph, paragraph, paragraph].join('\n\n') },
    }));
    telegram.person(7).say('Cuénteme del café');
    const first = await telegram.nextCall('sendMessage');
    const second = await telegram.nextCall('sendMessage');
    expect(first.payload.text).toBe(`${paragraph}\n\n${paragraph}`);
    expect(second.payload.text).toBe(`${paragraph}\n\n${SOURCE}`);
    expect(first.payload).not.toHaveProperty('reply_markup');
    expect(second.payload).toHaveProperty('reply_markup');
  });

  it('waits for the answer to the one before, while other chats are answered', async () => {
    api.answer = (id, question) =>
      question === 'lenta'
        ? [{ type: 'question.queued', data: openQuestion(id) }]
        : [{ type: 'question.completed', data: completedQuestion(id, question) }];
    const rosa = telegram.person(7);
    rosa.say('lenta');
    rosa.say('después');
    telegram.person(8).say('de otro');
    const other = await telegram.nextCall('sendMessage');
    expect(other.payload).toMatchObject({ chat_id: 8 });
    const slow = questionId(1);
    api.emit(slow, { type: 'question.completed', data: completedQuestion(slow, 'lenta') });
    expect(await telegram.nextText()).toMatch(/^lenta/);
    expect(await telegram.nextText()).toMatch(/^después/);
  });

  it('is refused, once, while five others of the same chat wait', async () => {
    api.answer = (id) => [{ type: 'question.queued', data: openQuestion(id) }];
    const rosa = telegram.person(7);
    for (let number = 1; number <= 9; number++) rosa.say(`pregunta ${number}`);
    expect(await telegram.nextText()).toBe(TEXTS.tooMany);
    telegram.person(8).say('/ayuda');
    expect(await telegram.nextText()).toBe(TEXTS.help);
    api.answer = (id, question) => [{ type: 'question.completed', data: completedQuestion(id, question) }];
    const first = questionId(1);
    api.emit(first, { type: 'question.completed', data: completedQuestion(first, 'pregunta 1') });
    for (let number = 1; number <= 6; number++) {
      expect(await telegram.nextText()).toMatch(new RegExp(`^pregunta ${number}`));
    }
  });
});

describe('an answer that is written while it is read', () => {
  const delta = (text: string): QuestionEvent => ({ type: 'answer.delta', data: { text } });
  const first = questionId(1);
  beforeEach(() => {
    api.answer = (id) => [{ type: 'question.queued', data: openQuestion(id) }, delta('El compost')];
  });

  it('is one message that grows, at most every 1.2 s, and ends as the final text', async () => {
    telegram.person(7).say('¿Qué es el compostaje?');
    const sent = await telegram.nextCall('sendMessage');
    expect(sent.payload.text).toBe('El compost …');
    for (const word of [' es', ' un', ' abono']) api.emit(first, delta(word));
    const edited = await telegram.nextCall('editMessageText');
    expect(edited.payload).toMatchObject({ chat_id: 7, message_id: 2, text: 'El compost es un abono …' });
    expect(edited.atMs - sent.atMs).toBeGreaterThan(1_150);
    api.emit(first, {
      type: 'question.completed',
      data: completedQuestion(first, 'El compost es un abono.'),
    });
    const final = await telegram.nextCall('editMessageText');
    expect(final.payload.text).toBe(`El compost es un abono.\n\n${SOURCE}`);
    expect(final.payload.reply_markup?.inline_keyboard).toHaveLength(1);
    expect(telegram.of('sendMessage')).toHaveLength(1);
  });

  it('starts over when the answer is written anew', async () => {
    telegram.person(7).say('¿Qué es el compostaje?');
    expect(await telegram.nextText()).toBe('El compost …');
    api.emit(first, { type: 'answer.reset', data: {} });
    api.emit(first, delta('Es abono'));
    expect((await telegram.nextCall('editMessageText')).payload.text).toBe('Es abono …');
    api.emit(first, { type: 'question.completed', data: completedQuestion(first, 'Es abono.') });
    expect((await telegram.nextCall('editMessageText')).payload.text).toBe(`Es abono.\n\n${SOURCE}`);
  });

  it('is not sent twice when only the confirmation of its last edit was lost', async () => {
    telegram.person(7).say('¿Qué es el compostaje?');
    await telegram.nextText();
    telegram.failNext('editMessageText', { kind: 'drop reply' });
    api.emit(first, { type: 'question.completed', data: completedQuestion(first, 'Es abono.') });
    await telegram.nextCall('editMessageText');
    await telegram.nextCall('editMessageText');
    telegram.person(7).say('/ayuda');
    expect(await telegram.nextText()).toBe(TEXTS.help);
  });

  it('arrives although Telegram asks to wait and the message was deleted meanwhile', async () => {
    telegram.failNext('sendMessage', { kind: 'error', status: 429, retryAfterS: 1 });
    telegram.person(7).say('¿Qué es el compostaje?');
    const refused = await telegram.nextCall('sendMessage');
    const sent = await telegram.nextCall('sendMessage');
    expect(sent.atMs - refused.atMs).toBeGreaterThan(990);
    telegram.remove(2);
    api.emit(first, {
      type: 'question.completed',
      data: completedQuestion(first, 'El compost es un abono.'),
    });
    expect(await telegram.nextText()).toBe(`El compost es un abono.\n\n${SOURCE}`);
  });
});

describe('somebody whose question cannot be answered', () => {
  it.each([
    ['too many questions', refuse(429, 'too_many_open_questions'), TEXTS.busy],
    ['a full queue', refuse(503, 'queue_full'), TEXTS.busy],
    ['a refused key', refuse(401, 'unauthenticated'), TEXTS.away],
    [
      'what is wrong with it',
      refuse(422, 'invalid_request', 'La pregunta no es texto.'),
      'La pregunta no es texto.',
    ],
  ])('is told of %s', async (_, fault, told) => {
    // A longer wait than the patience of the bot: it gives up at once.
    const final =
      fault.kind === 'reply' ? { ...fault, headers: { ...fault.headers, 'retry-after': '60' } } : fault;
    api.failNext(ASK, final);
    telegram.person(7).say('¿Qué siembro?');
    expect(await telegram.nextText()).toBe(told);
  });

  it('names the variable to the operator when the API refuses the key', async () => {
    api.failNext(ASK, refuse(401, 'unauthenticated'));
    telegram.person(7).say('¿Qué siembro?');
    await telegram.nextText();
    expect(bot.shownLog().join()).toContain('the api refuses AGROBOT_API_KEY');
  });

  it('is told why the API failed at it', async () => {
    api.answer = (id) => [{ type: 'question.failed', data: failedQuestion(id) }];
    telegram.person(7).say('¿Qué siembro?');
    const { payload } = await telegram.nextCall('sendMessage');
    expect(payload.text).toBe('La pregunta tardó demasiado.');
    expect(payload).not.toHaveProperty('reply_markup');
  });

  it('is told the limit when it is longer than 1,000 characters, and the API is not asked', async () => {
    telegram.person(7).say('a'.repeat(1_001));
    expect(await telegram.nextText()).toBe(TEXTS.tooLong);
    expect(TEXTS.tooLong).toContain('1.000');
    expect(sentQuestions()).toEqual([]);
  });

  it.each(['voice', 'photo', 'sticker'])('is told that only text is understood: %s', async (kind) => {
    telegram.person(7).send({ [kind]: {} });
    expect(await telegram.nextText()).toBe(TEXTS.onlyText);
  });
});
