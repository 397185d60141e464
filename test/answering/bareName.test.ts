import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/answering/ports.js';
import { ask } from './answering.js';

const placeOf = ({ entities }: Reply) => entities.place?.code;

describe('a bare name', () => {
  it('answers the question for a place, in whatever words', async () => {
    const first = await ask('weather_forecast', '¿Va a llover mañana?');
    expect(first.action?.type).toBe('ask_location');
    for (const text of ['Tunja', 'en Tunja', 'estoy en Tunja, Boyacá', 'vivo cerca de Tunja']) {
      const second = await ask('smalltalk', text, { remembered: first.remember });
      expect([text, second.intent.name, placeOf(second)]).toEqual([text, 'weather_forecast', '15001']);
    }
  });

  it('answers the question for the place of a calendar, and the crop is kept', async () => {
    const first = await ask('crop_timing', '¿Cuándo siembro papa?');
    const second = await ask('crop_recommendation', 'en Boyacá', { remembered: first.remember });
    expect(second.answer.data).toMatchObject({ kind: 'sowing_calendar', crop: { id: 'papa' } });
    expect(placeOf(second)).toBe('15');
  });

  it('is a question of its own where nothing was asked', async () => {
    const first = await ask('crop_production', '¿Cuánto café produjo Huila?');
    const second = await ask('weather', 'Tunja', { remembered: first.remember });
    expect(second.intent.name).toBe('weather');
  });

  it('asks nothing new where more is said', async () => {
    const first = await ask('weather_forecast', '¿Va a llover mañana?');
    const second = await ask('crop_recommendation', '¿Qué siembro en Tunja?', { remembered: first.remember });
    expect(second.intent.name).toBe('crop_recommendation');
  });
});
