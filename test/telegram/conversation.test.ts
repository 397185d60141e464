import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QuestionEvent } from '../../src/shared/contract/events.js';
import type { CompletedQuestion } from '../../src/shared/contract/question.js';
import { TEXTS } from '../../src/telegram/texts.js';
import { refuse } from '../stand-ins/api.js';
import { completedQuestion, questionId } from '../stand-ins/questions.js';
import { startBotUnderTest, type BotUnderTest } from './botUnderTest.js';

const ASK = 'POST /v1/questions';
const RATE = 'PUT /v1/questions/{id}/feedback';
const CONVERSATION = 'c_0123456789abcdef0123456789abcdef';
const FORGET = `DELETE /v1/conversations/${CONVERSATION}`;
const GROUP = -100;

let bot: BotUnderTest;
let telegram: BotUnderTest['telegram'];
let api: BotUnderTest['api'];
beforeEach(async () => {
  bot = await startBotUnderTest();
  ({ telegram, api } = bot);
  await bot.start();
});
afterEach(() => bot.close());

const sentQuestions = () => api.requests(ASK).map(({ body }) => body as Record<string, unknown>);
const answerWithAction = (action: CompletedQuestion['action']) => {
  api.answer = (id): QuestionEvent[] => [
    { type: 'question.completed', data: { ...completedQuestion(id), action } },
  ];
};

describe('chips', () => {
  const chips = [
    { label: 'La Unión, Nariño', question: '¿Cuánto café produjo La Unión, Nariño?' },
    { label: 'La Unión, Antioquia', question: '¿Cuánto café produjo La Unión, Antioquia?' },
  ];
  beforeEach(() => answerWithAction({ type: 'clarify', chips }));

  it('are buttons, one a row, that ask their question', async () => {
    const rosa = telegram.person(7);
    rosa.say('¿Cuánto café produjo La Unión?');
    const { payload } = await telegram.nextCall('sendMessage');
    expect(payload.reply_markup?.inline_keyboard).toEqual([
      [{ text: 'La Unión, Nariño', callback_data: `chip:${questionId(1)}:0` }],
      [{ text: 'La Unión, Antioquia', callback_data: `chip:${questionId(1)}:1` }],
    ]);
    rosa.press('La Unión, Antioquia');
    await telegram.nextText();
    expect(sentQuestions()[1]).toEqual({ question: chips[1]!.question, conversation_id: CONVERSATION });
    expect(telegram.of('answerCallbackQuery')).toHaveLength(1);
  });

  it('work after a restart too, and go on with the conversation', async () => {
    const rosa = telegram.person(7);
    rosa.say('¿Cuánto café produjo La Unión?');
    await telegram.nextText();
    await bot.stop();
    await bot.start();
    rosa.press('La Unión, Nariño');
    await telegram.nextText();
    expect(sentQuestions()[1]).toEqual({ question: chips[0]!.question, conversation_id: CONVERSATION });
  });

  it('say politely that they are too old once the API has forgotten the question', async () => {
    const rosa = telegram.person(7);
    rosa.pressOld(`chip:${questionId(9)}:0`);
    expect(await telegram.nextText()).toBe(TEXTS.oldButton);
    rosa.pressOld('something of an older version');
    expect((await telegram.nextCall('answerCallbackQuery')).payload).not.toHaveProperty('text');
    expect((await telegram.nextCall('answerCallbackQuery')).payload.text).toBe(TEXTS.oldButton);
  });
});

describe('thumbs', () => {
  it.each([
    [TEXTS.useful, 'up', TEXTS.thanksForPraise],
    [TEXTS.useless, 'down', TEXTS.thanksForComplaint],
  ])('%s rates the answer, thanks, and goes', async (label, rating, thanks) => {
    const rosa = telegram.person(7);
    rosa.say('¿Qué siembro en Boyacá?');
    await telegram.nextText();
    rosa.press(label);
    expect((await telegram.nextCall('answerCallbackQuery')).payload.text).toBe(thanks);
    expect((await telegram.nextCall('editMessageReplyMarkup')).payload).toEqual({
      chat_id: 7,
      message_id: 2,
    });
    expect(api.requests(RATE).map(({ body }) => body)).toEqual([{ rating }]);
  });

  it('say that the rating was not kept when it was not', async () => {
    const rosa = telegram.person(7);
    rosa.say('¿Qué siembro en Boyacá?');
    await telegram.nextText();
    api.failNext(RATE, refuse(403, 'forbidden'), refuse(410, 'gone'));
    rosa.press(TEXTS.useful);
    expect((await telegram.nextCall('answerCallbackQuery')).payload.text).toBe(TEXTS.ratingLost);
    rosa.press(TEXTS.useful);
    expect((await telegram.nextCall('answerCallbackQuery')).payload.text).toBe(TEXTS.oldButton);
  });
});

describe('the location', () => {
  const chips = [{ label: 'Huila', question: '¿Qué siembro en el Huila?' }];

  it('is asked for by Telegram’s own button, rounded, and answers the question that waited for it', async () => {
    answerWithAction({ type: 'ask_location', chips });
    const rosa = telegram.person(7);
    rosa.say('¿Qué siembro?');
    const asked = await telegram.nextCall('sendMessage');
    expect(asked.payload.reply_markup?.inline_keyboard).toMatchObject([[{ text: 'Huila' }]]);
    const invited = await telegram.nextCall('sendMessage');
    expect(invited.payload.reply_markup?.keyboard).toEqual([
      [{ text: TEXTS.shareLocation, request_location: true }],
    ]);

    answerWithAction(null);
    rosa.shareLocation(1.853_921, -76.047_218);
    const thanked = await telegram.nextCall('sendMessage');
    expect(thanked.payload).toMatchObject({
      text: TEXTS.locationThanks,
      reply_markup: { remove_keyboard: true },
    });
    await telegram.nextText();
    const location = { lat: 1.85, lon: -76.05 };
    expect(sentQuestions()[1]).toEqual({
      question: '¿Qué siembro?',
      conversation_id: CONVERSATION,
      location,
    });
    rosa.say('¿Va a llover?');
    await telegram.nextText();
    expect(sentQuestions()[2]).toMatchObject({ question: '¿Va a llover?', location });
  });

  it('is only remembered when no question waits for it', async () => {
    const rosa = telegram.person(7);
    rosa.shareLocation(4.6, -74.08);
    expect(await telegram.nextText()).toBe(TEXTS.locationThanks);
    rosa.say('¿Dónde estoy?');
    await telegram.nextText();
    expect(sentQuestions()).toEqual([{ question: '¿Dónde estoy?', location: { lat: 4.6, lon: -74.08 } }]);
  });
});

describe('commands', () => {
  it.each(['/start', '/ayuda', '/help', '/otra'])(
    '%s says what the bot does and what it keeps',
    async (command) => {
      telegram.person(7).say(command);
      const text = await telegram.nextText();
      expect(text).toBe(TEXTS.help);
      expect(text).toMatch(/24 horas.*ubicación.*\/olvidar/s);
      expect(sentQuestions()).toEqual([]);
    },
  );

  it('/olvidar forgets the conversation at the API and the location here', async () => {
    const rosa = telegram.person(7);
    rosa.shareLocation(4.6, -74.08);
    rosa.say('¿Qué siembro?');
    await telegram.nextText();
    await telegram.nextText();
    api.failNext(FORGET, { kind: 'reply', status: 204, body: '' });
    rosa.say('/olvidar');
    expect(await telegram.nextText()).toBe(TEXTS.forgotten);
    expect(api.requests(FORGET)).toHaveLength(1);
    rosa.say('¿Y ahora?');
    await telegram.nextText();
    expect(sentQuestions().at(-1)).toEqual({ question: '¿Y ahora?' });
  });

  it('/olvidar says so when the API did not forget, and can be tried again', async () => {
    const rosa = telegram.person(7);
    rosa.say('¿Qué siembro?');
    await telegram.nextText();
    api.failNext(FORGET, refuse(403, 'forbidden'), { kind: 'reply', status: 204, body: '' });
    rosa.say('/olvidar');
    expect(await telegram.nextText()).toBe(TEXTS.notForgotten);
    rosa.say('/olvidar');
    expect(await telegram.nextText()).toBe(TEXTS.forgotten);
    expect(api.requests(FORGET)).toHaveLength(2);
  });
});

describe('a group', () => {
  it('hears nothing but mentions, replies and commands', async () => {
    const rosa = telegram.person(7, GROUP);
    rosa.say('Buenos días a todos');
    rosa.say('/start@otro_bot');
    rosa.send({ photo: [] });
    rosa.shareLocation(4.6, -74.08);
    const asked = rosa.say('@AgroBot_test_bot, ¿qué siembro en Boyacá?');
    const { payload } = await telegram.nextCall('sendMessage');
    expect(payload).toMatchObject({
      chat_id: GROUP,
      reply_parameters: { message_id: asked.message_id, allow_sending_without_reply: true },
    });
    expect(sentQuestions()).toEqual([{ question: '¿qué siembro en Boyacá?' }]);
    const answer = telegram.chat(GROUP).at(-1);
    rosa.say('¿Y en Huila?', { reply_to_message: answer });
    await telegram.nextText();
    expect(sentQuestions()[1]).toEqual({ question: '¿Y en Huila?', conversation_id: CONVERSATION });
    rosa.say('/ayuda@agrobot_test_bot');
    expect(await telegram.nextText()).toBe(TEXTS.help);
  });

  it('gives each member a conversation and a location of their own', async () => {
    answerWithAction({ type: 'ask_location', chips: [] });
    const rosa = telegram.person(7, GROUP);
    rosa.say('@agrobot_test_bot ¿qué siembro?');
    const { payload } = await telegram.nextCall('sendMessage');
    expect(payload).not.toHaveProperty('reply_markup');
    rosa.send({
      location: { latitude: 4.6, longitude: -74.08 },
      reply_to_message: telegram.chat(GROUP).at(-1),
    });
    expect(await telegram.nextText()).toBe(TEXTS.locationThanks);
    await telegram.nextText();
    telegram.person(8, GROUP).say('@agrobot_test_bot ¿va a llover?');
    await telegram.nextText();
    expect(sentQuestions()[1]).toHaveProperty('location');
    expect(sentQuestions()[2]).toEqual({ question: '¿va a llover?' });
  });

  it('is answered within its topic', async () => {
    const topic = { is_topic_message: true, message_thread_id: 55 };
    telegram.person(7, GROUP).say('@agrobot_test_bot ¿qué siembro en Boyacá?', topic);
    expect((await telegram.nextCall('sendMessage')).payload.message_thread_id).toBe(55);
    expect(telegram.of('sendChatAction')[0]?.payload.message_thread_id).toBe(55);
  });
});

describe('the API’s limits', () => {
  it('count for each chat where the bot has a key, by a name that leads back to nobody', async () => {
    const keyed = await startBotUnderTest({ AGROBOT_API_KEY: 'agb_key' });
    await keyed.start();
    for (const person of [71_234_567, 71_234_568]) keyed.telegram.person(person).say('¿Cuánto café?');
    await keyed.telegram.nextText();
    await keyed.telegram.nextText();
    const names = keyed.api.requests(ASK).map(({ headers }) => headers['x-on-behalf-of']);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/);
    await keyed.close();
  });

  it('count for the bot where it has none', async () => {
    telegram.person(7).say('¿Cuánto café?');
    await telegram.nextText();
    expect(api.requests(ASK)[0]?.headers['x-on-behalf-of']).toBeUndefined();
  });
});
