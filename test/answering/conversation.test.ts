import { describe, expect, it } from 'vitest';
import type { Remembered, Reply } from '../../src/answering/ports.js';
import type { Stage } from '../../src/shared/contract/events.js';
import type { Ports } from '../../src/answering/ports.js';
import { answerQuestion, ask, figures, NOBODY, portsWith, sureOf } from './answering.js';

function placeOf(reply: Reply) {
  return reply.entities.place?.code;
}

describe('the place of an answer', () => {
  const remembered: Remembered = { intent: 'crop_production', cropIds: [], placeCode: '41' };
  const inTunja = { municipality_code: '15001' };

  it('is the one that is named, before all', async () => {
    const reply = await ask('crop_production', '¿Cuánta papa produjo Nariño?', {
      location: inTunja,
      remembered,
    });
    expect(placeOf(reply)).toBe('52');
  });

  it('is the one sent with the request, before the one remembered', async () => {
    const reply = await ask('crop_production', '¿Cuánta papa se produjo?', { location: inTunja, remembered });
    expect(placeOf(reply)).toBe('15001');
    expect(reply.explanation.notes).toContain('place from request');
  });

  it('is the one remembered where none is sent', async () => {
    expect(placeOf(await ask('crop_production', '¿Cuánta papa se produjo?', { remembered }))).toBe('41');
  });

  it('is the country where none is known', async () => {
    const reply = await ask('crop_production', '¿Cuánta papa se produjo?');
    expect(reply.answer.data).toMatchObject({ place: { code: 'CO' } });
  });

  it.each([
    ['near Pitalito', { lat: 1.86, lon: -76.05 }, '41551'],
    ['in the sea off Tumaco', { lat: 1.8, lon: -79 }, '52835'],
    ['in Madrid', { lat: 40.4, lon: -3.7 }, undefined],
    ['a code that no municipality has', { municipality_code: '99999' }, undefined],
  ])('of a location: %s', async (_, location, code) => {
    expect(placeOf(await ask('crop_recommendation', '¿Qué siembro?', { location }))).toBe(code);
  });

  it('does not limit a ranking unless it is named', async () => {
    const reply = await ask('crop_production', '¿Qué municipio produce más café?', { location: inTunja });
    expect(reply.answer.data).toMatchObject({ kind: 'ranking', place: { code: 'CO' } });
  });

  it('decides between towns of the same name by where the asker is', async () => {
    const location = { municipality_code: '52001' };
    const reply = await ask('crop_production', '¿Cuánto café produjo La Unión?', { location });
    expect(placeOf(reply)).toBe('52399');
  });
});

describe('a conversation', () => {
  it('goes on with the crop, the place and the intent of the turn before', async () => {
    const first = await ask('crop_production', '¿Cuánto café produjo Huila en 2020?');
    expect(first.remember).toEqual({ intent: 'crop_production', cropIds: ['cafe'], placeCode: '41' });
    const place = await ask('weather', '¿y en Nariño?', { remembered: first.remember });
    expect(place.answer.data).toMatchObject({
      kind: 'production',
      crop: { id: 'cafe' },
      place: { code: '52' },
    });
    const year = await ask('weather', '¿y en 2019?', { remembered: place.remember });
    expect(year.answer.data).toMatchObject({ crop: { id: 'cafe' }, place: { code: '52' }, year: 2019 });
    const crop = await ask('weather', '¿y el maíz?', { remembered: year.remember });
    expect(crop.answer.data).toMatchObject({ crop: { id: 'maiz' }, place: { code: '52' } });
  });

  it('goes on where the place was, and not where the asker is', async () => {
    const remembered: Remembered = { intent: 'crop_production', cropIds: ['cafe'], placeCode: '41' };
    const reply = await ask('crop_production', '¿y en 2019?', {
      remembered,
      location: { municipality_code: '15001' },
    });
    expect(placeOf(reply)).toBe('41');
  });

  it('keeps what it spoke of through small talk', async () => {
    const remembered: Remembered = { intent: 'crop_production', cropIds: ['cafe'], placeCode: '41' };
    const reply = await ask('smalltalk', 'gracias', { remembered });
    expect(reply.remember).toEqual(remembered);
  });

  it('does not carry a crop into what to sow', async () => {
    const remembered: Remembered = { intent: 'crop_production', cropIds: ['cafe'], placeCode: '41' };
    const reply = await ask('crop_recommendation', '¿Qué siembro en Boyacá?', { remembered });
    expect(reply.answer.data).toMatchObject({ kind: 'recommendation', place: { code: '15' } });
    expect(reply.entities.crops).toEqual([]);
  });
});

describe('how far an answer is', () => {
  it('is told before the question is read and before the figures are looked up', async () => {
    const told: string[] = [];
    const ports = {
      ...portsWith(sureOf('smalltalk')),
      classify: async () => {
        told.push('classify');
        return sureOf('smalltalk');
      },
      stage: (stage: Stage) => void told.push(stage),
    };
    const answering = answerQuestion({ text: 'hola', location: null, remembered: null }, ports);
    expect(told).toEqual(['reading', 'classify']);
    await answering;
    expect(told).toEqual(['reading', 'classify', 'looking_up']);
  });

  it('fails with what the model fails with', async () => {
    const ports = {
      ...portsWith(sureOf('smalltalk')),
      classify: () => Promise.reject(new Error('no model')),
    };
    await expect(answerQuestion({ text: 'hola', location: null, remembered: null }, ports)).rejects.toThrow(
      'no model',
    );
  });
});

describe('asking back', () => {
  const wavering = {
    intents: [
      { name: 'crop_production' as const, confidence: 0.4 },
      { name: 'theoretical' as const, confidence: 0.35 },
      { name: 'crop_timing' as const, confidence: 0.1 },
    ],
    embedding: new Float32Array(),
    thresholds: { answer: 0.5, askBack: 0.2 },
  };
  const WRITTEN = { text: 'La papa se cuida así.', model: 'modelo' };
  const askTwice = async (ports: Partial<Ports>) => {
    const first = await answerQuestion(
      { text: 'la papa', location: null, remembered: null },
      portsWith(wavering),
    );
    const second = { text: 'lo de la papa', location: null, remembered: first.remember };
    const outside = { ...NOBODY, write: async () => WRITTEN };
    return [first, await answerQuestion(second, { ...portsWith(wavering), ...ports }, outside)] as const;
  };

  it('is done once: the next unclear question gets an honest no', async () => {
    const [first, second] = await askTwice({});
    expect(first.explanation.rule).toBe('ask_back/which_intent');
    expect(second.explanation.rule).toBe('ask_back/not_understood');
  });

  it('is done once: the next unclear question goes to the language model, if there is one', async () => {
    const [, second] = await askTwice({ canWrite: true });
    expect(second.answer.text).toBe(WRITTEN.text);
  });

  it('is done again after a turn that was understood', async () => {
    const [first] = await askTwice({});
    const between = await ask('crop_production', '¿Cuánto café produjo Huila?', {
      remembered: first.remember,
    });
    expect(between.remember).not.toHaveProperty('askedBack');
  });

  it('never hands what is outside the field to the language model', async () => {
    const outOfScope = {
      ...wavering,
      intents: [
        { name: 'out_of_scope' as const, confidence: 0.4 },
        { name: 'theoretical' as const, confidence: 0.35 },
      ],
    };
    const remembered = {
      intent: 'smalltalk' as const,
      cropIds: [],
      placeCode: null,
      askedBack: true as const,
    };
    const reply = await answerQuestion(
      { text: 'cuénteme un chiste', location: null, remembered },
      { ...portsWith(outOfScope), canWrite: true },
      { ...NOBODY, write: async () => WRITTEN },
    );
    expect(reply.explanation.rule).toBe('ask_back/not_understood');
  });

  it('offers questions that name what was named', async () => {
    const unsure = {
      intents: [
        { name: 'crop_production' as const, confidence: 0.4 },
        { name: 'crop_recommendation' as const, confidence: 0.35 },
        { name: 'weather' as const, confidence: 0.1 },
      ],
      embedding: new Float32Array(),
      thresholds: { answer: 0.5, askBack: 0.2 },
    };
    const reply = await answerQuestion(
      { text: 'papa boyacá', location: null, remembered: null },
      portsWith(unsure),
    );
    expect(reply.action).toEqual({
      type: 'clarify',
      chips: [
        { label: 'Cuánto se produce', question: '¿Cuántas toneladas de papa produjo Boyacá?' },
        { label: 'Si se da', question: '¿Se da la papa en Boyacá?' },
        { label: 'El clima de hoy', question: '¿Cómo está el clima hoy en Boyacá?' },
      ],
    });
    expect(reply.answer.data).toBeNull();
  });

  it('keeps the year and gives crops their article in the questions that it offers', async () => {
    const unsure = {
      intents: [
        { name: 'crop_production' as const, confidence: 0.4 },
        { name: 'theoretical' as const, confidence: 0.35 },
        { name: 'crop_profitability' as const, confidence: 0.1 },
      ],
      embedding: new Float32Array(),
      thresholds: { answer: 0.5, askBack: 0.2 },
    };
    const asked = { text: 'palma de aceite meta 2017', location: null, remembered: null };
    const reply = await answerQuestion(asked, portsWith(unsure));
    expect(reply.action?.chips.map((chip) => chip.question)).toEqual([
      '¿Cuántas toneladas de palma de aceite produjo Meta en 2017?',
      '¿Cómo se cultiva la palma de aceite?',
      '¿Dónde rinde más la palma de aceite?',
    ]);
  });

  it.each([
    ['cuanto café produjo la union', 'La Unión', 4],
    ['cuanto café produjo san juan', 'San Juan', 5],
  ])(
    'writes the name in “%s” as the table does, and lists the places of its chips',
    async (text, name, count) => {
      const { answer, action } = await ask('crop_production', text);
      expect(answer.text).toContain(`se llaman ${name}.`);
      expect(action?.chips).toHaveLength(count);
      for (const { label } of action?.chips ?? []) expect(answer.text).toContain(label);
      expect(answer.text.match(/\(/g)).toHaveLength(count);
    },
  );

  it('keeps the work and the place in the questions that it offers about the weather', async () => {
    const unsure = {
      intents: [
        { name: 'weather_sowing_advice' as const, confidence: 0.4 },
        { name: 'irrigation_advice' as const, confidence: 0.35 },
      ],
      embedding: new Float32Array(),
      thresholds: { answer: 0.5, askBack: 0.2 },
    };
    const reply = await answerQuestion(
      { text: 'fumigar la papa en Tunja', location: null, remembered: null },
      portsWith(unsure),
    );
    expect(reply.action?.chips.map((chip) => chip.question)).toEqual([
      '¿Puedo fumigar hoy en Tunja (Boyacá)?',
      '¿Debo regar hoy el cultivo de papa en Tunja (Boyacá)?',
    ]);
  });

  it('says that it did not understand where nothing was, with examples', async () => {
    const lost = {
      intents: [{ name: 'weather' as const, confidence: 0.1 }],
      embedding: new Float32Array(),
      thresholds: { answer: 0.5, askBack: 0.2 },
    };
    const reply = await answerQuestion({ text: 'xkcd', location: null, remembered: null }, portsWith(lost));
    expect(reply.answer.text).toMatch(/^No le entendí/);
    expect(reply.action?.chips).toHaveLength(3);
  });

  it('asks which place with chips that are understood when they come back', async () => {
    const reply = await ask('crop_production', '¿Cuánto café produjo La Unión en 2020?');
    const codes = await Promise.all(
      (reply.action?.chips ?? []).map(async ({ question }) =>
        placeOf(await ask('crop_production', question)),
      ),
    );
    expect(codes).toEqual(['05400', '52399', '70400', '76400']);
  });

  it('understands every chip it offers for a name that several towns bear', async () => {
    const names = new Map<string, number>();
    for (const { name } of figures.municipalities) names.set(name, (names.get(name) ?? 0) + 1);
    const shared = [...names].filter(([, count]) => count > 2).map(([name]) => name);
    const lost: string[] = [];
    for (const name of shared) {
      const reply = await ask('crop_production', `¿Cuánto maíz produjo el municipio de ${name}?`);
      for (const chip of reply.action?.chips ?? []) {
        const again = await ask('crop_production', chip.question);
        if (again.action !== null) lost.push(`${chip.question} → ${again.answer.text}`);
      }
    }
    expect(lost).toEqual([]);
  });

  it('asks for a department where a region has no figures, each with its own article', async () => {
    const reply = await ask('crop_production', '¿Cuánto café da la Sierra Nevada?');
    expect(reply.action?.chips.map((chip) => chip.question)).toEqual([
      '¿Cuánto café da Magdalena?',
      '¿Cuánto café da Cesar?',
      '¿Cuánto café da La Guajira?',
    ]);
  });

  it('says so where it finds no crop in a question', async () => {
    const reply = await ask('crop_production', '¿Cuánta leche produce Cundinamarca?');
    expect(reply.answer.text).toMatch(/^No encontré un cultivo en su pregunta/);
  });

  it('asks which crop a word means, with chips that are understood', async () => {
    const reply = await ask('crop_production', '¿Cuánta caña produjo Boyacá?');
    expect(reply.action?.chips.map((chip) => chip.label)).toEqual([
      'caña panelera',
      'caña de azúcar',
      'caña miel',
    ]);
    for (const chip of reply.action?.chips ?? []) {
      expect((await ask('crop_production', chip.question)).answer.data?.kind).toBe('production');
    }
  });
});
