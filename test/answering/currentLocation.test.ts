import { describe, expect, it } from 'vitest';
import type { Outside } from '../../src/answering/outside.js';
import { answerQuestion, ask, NOBODY, portsWith, sureOf } from './answering.js';

const TUNJA = { lat: 5.53, lon: -73.36 };

function askWith(outside: Partial<Outside>, location = TUNJA) {
  const asked = { text: '¿Dónde estoy?', location, remembered: null };
  return answerQuestion(asked, portsWith(sureOf('current_location')), { ...NOBODY, ...outside });
}

describe('where the asker is', () => {
  it('is asked for where nothing is known: there is no city by default', async () => {
    const reply = await ask('current_location', '¿Dónde estoy?');
    expect(reply.answer.data).toBeNull();
    expect(reply.action).toEqual({ type: 'ask_location', chips: [] });
  });

  it('is the nearest seat to the coordinates sent, and what the map calls the spot', async () => {
    const reply = await askWith({
      describe: async () => ({ names: ['Vereda Runta', 'Tunja'], attribution: '© OpenStreetMap' }),
    });
    expect(reply.answer.data).toEqual({
      kind: 'location',
      place: { level: 'municipality', code: '15001', name: 'Tunja' },
      ...TUNJA,
      from: 'request',
    });
    expect(reply.answer.text).toContain('Tunja (Boyacá)');
    expect(reply.answer.text).toContain('Vereda Runta');
    expect(reply.sources).toEqual([{ title: 'Nominatim', publisher: '© OpenStreetMap' }]);
    expect(reply.degraded).toEqual([]);
  });

  it('is the nearest seat alone where the map is away, and says so', async () => {
    const reply = await askWith({});
    expect(reply.answer.data).toMatchObject({ kind: 'location', place: { code: '15001' } });
    expect(reply.degraded).toEqual(['geocoding']);
  });

  it('is not guessed for a place abroad', async () => {
    const reply = await askWith({}, { lat: 40.4, lon: -3.7 });
    expect(reply.action?.type).toBe('ask_location');
  });

  it('is the municipality whose code was sent', async () => {
    const reply = await ask('current_location', '¿Dónde estoy?', {
      location: { municipality_code: '41551' },
    });
    expect(reply.answer.data).toMatchObject({ place: { code: '41551', name: 'Pitalito' }, from: 'request' });
  });

  it('is what the conversation spoke of last', async () => {
    const remembered = { intent: 'crop_production' as const, cropIds: [], placeCode: '52' };
    const reply = await ask('current_location', '¿Dónde estoy?', { remembered });
    expect(reply.answer.text).toContain('Nariño');
    expect(reply.answer.data).toMatchObject({ place: { code: '52' }, from: 'conversation' });
  });
});
