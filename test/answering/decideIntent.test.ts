import { describe, expect, it } from 'vitest';
import { decideIntent } from '../../src/answering/decideIntent.js';
import type { Remembered } from '../../src/answering/ports.js';
import { createUnderstanding } from '../../src/answering/understanding/createUnderstanding.js';
import { INTENTS, type IntentName } from '../../src/shared/contract/intents.js';
import { figures } from './answering.js';

const understand = createUnderstanding(figures);

function decide(
  text: string,
  confidences: Partial<Record<IntentName, number>>,
  remembered: Remembered | null = null,
) {
  const intents = INTENTS.map((name) => ({ name, confidence: confidences[name] ?? 0 })).sort(
    (a, b) => b.confidence - a.confidence,
  );
  return decideIntent(
    text,
    { intents, embedding: new Float32Array(), thresholds: { answer: 0.5, askBack: 0.2 } },
    understand(text, { departmentCode: null }),
    remembered,
  );
}

const lastAskedProduction: Remembered = { intent: 'crop_production', cropIds: ['cafe'], placeCode: '41' };

describe('the intent of a question', () => {
  it('is the model’s first where it is sure, with three alternatives', () => {
    const { kind, intent } = decide('¿Qué siembro en Boyacá?', {
      crop_recommendation: 0.9,
      crop_production: 0.05,
    });
    expect(kind).toBe('answer');
    expect(intent).toMatchObject({ name: 'crop_recommendation', confidence: 0.9 });
    expect(intent.alternatives).toHaveLength(3);
    expect(intent.alternatives[0]).toEqual({ name: 'crop_production', confidence: 0.05 });
  });

  it('is asked for where the model is unsure', () => {
    const { kind, choices } = decide('papa en Boyacá', { crop_production: 0.45, crop_recommendation: 0.2 });
    expect(kind).toBe('ask_back');
    expect(choices.slice(0, 2)).toEqual(['crop_production', 'crop_recommendation']);
  });

  it('offers no choices where the model has no idea', () => {
    const { kind, choices } = decide('papa en Boyacá', { crop_production: 0.15, crop_recommendation: 0.14 });
    expect({ kind, choices }).toEqual({ kind: 'lost', choices: [] });
  });

  it('is not irrigation where only the name of a crop speaks of water', () => {
    const confidences = { irrigation_advice: 0.8, crop_timing: 0.1, crop_production: 0.05 };
    expect(decide('arroz de riego en tolima', confidences)).toMatchObject({
      kind: 'answer',
      intent: { name: 'crop_production', confidence: 0.05 },
    });
  });

  it.each([{ crop_profitability: 0.45, crop_production: 0.42 }, { crop_production: 0.4 }])(
    'is production for the yield of one crop in one place: %o',
    (confidences) => {
      expect(decide('rendimiento de la papa en boyaca 2017', confidences)).toMatchObject({
        kind: 'answer',
        intent: { name: 'crop_production' },
      });
    },
  );

  it('has no choices to offer where the model has no idea', () => {
    expect(decide('asdf qwer', { weather: 0.12 })).toMatchObject({ kind: 'lost', choices: [] });
  });

  it.each([
    ['¿Maíz o frijol en Santander?', { crop_recommendation: 0.8 }],
    ['¿qué deja más, el café o el cacao?', { crop_profitability: 0.9 }],
    ['compare el café de Huila con el de Nariño', { crop_comparison: 0.48, theoretical: 0.45 }],
    ['papa vs arveja', { crop_production: 0.4, theoretical: 0.3 }],
    ['compare tomate y papa en cundinamarca 2018', { crop_production: 0.9 }],
    ['arroz de riego o arroz secano mecanizado en tolima', { irrigation_advice: 0.9 }],
  ])('%s is a comparison, whatever the model says', (text, confidences) => {
    expect(decide(text, confidences)).toMatchObject({ kind: 'answer', intent: { name: 'crop_comparison' } });
  });

  it.each([
    ['¿Cuánto maíz o frijol produjo Santander?', { crop_production: 0.9 }, 'crop_production'],
    ['¿Qué siembro con el café y el cacao?', { crop_recommendation: 0.9 }, 'crop_recommendation'],
    ['¿Cuándo siembro maíz o frijol?', { crop_timing: 0.9 }, 'crop_timing'],
    ['compare las toneladas de maíz y papa en Meta', { crop_production: 0.9 }, 'crop_production'],
    ['¿debo regar el arroz de riego?', { irrigation_advice: 0.9 }, 'irrigation_advice'],
    ['¿cuánta agua necesita el arroz?', { irrigation_advice: 0.9 }, 'irrigation_advice'],
  ])('%s stays what the model says', (text, confidences, name) => {
    expect(decide(text, confidences)).toMatchObject({ kind: 'answer', intent: { name } });
  });

  it.each(['¿y en Nariño?', '¿Y en 2019?', 'y el maíz?', '¿y para Tunja?', 'y cacao en Arauca'])(
    '%s goes on from the turn before',
    (text) => {
      const decision = decide(text, { weather: 0.9 }, lastAskedProduction);
      expect(decision).toMatchObject({ followsUp: true, intent: { name: 'crop_production' } });
    },
  );

  it.each([
    '¿y va a llover en Nariño?',
    '¿Cuánto café produjo Nariño?',
    '¿y?',
    '¿y cómo está el clima en Pasto?',
  ])('%s does not go on from the turn before', (text) => {
    expect(decide(text, { weather: 0.9 }, lastAskedProduction).followsUp).toBe(false);
  });
});
