import { describe, expect, it } from 'vitest';
import { ask } from './answering.js';

describe('what cannot wait', () => {
  it.each([
    'mi hijo se intoxicó con veneno',
    'me intoxique fumigando',
    'se tomó el herbicida, qué hago',
    'está intoxicado mi papá',
  ])('%s: call 123, whatever the model takes it for', async (text) => {
    const { answer, explanation } = await ask('out_of_scope', text);
    expect(answer.text).toContain('llame ya al 123');
    expect(explanation.rule).toBe('out_of_scope/urgent_poisoned');
  });

  it.each(['creo que mi banano tiene R4T', 'mis naranjos tienen HLB', 'una vaca con fiebre aftosa'])(
    '%s: move nothing, call the ICA',
    async (text) => {
      const { answer } = await ask('theoretical', text);
      expect(answer.text).toMatch(/no mueva plantas ni animales.*llame al ICA/);
    },
  );

  it.each([
    '¿La yuca brava intoxica al ganado?',
    'se intoxicó una vaca',
    '¿Cuánto café produjo Huila en 2020?',
  ])('%s: no emergency', async (text) => {
    const { explanation } = await ask('theoretical', text);
    expect(explanation.rule).not.toContain('urgent');
  });
});
