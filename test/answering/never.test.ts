import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NEVER } from './never.js';

const ANSWERING = path.resolve(import.meta.dirname, '../../src/answering');

/** Every file of Spanish texts; what the answers make of them is looked at in everyAnswer.test.ts. */
const TEXT_FILES = readdirSync(ANSWERING, { recursive: true, encoding: 'utf8' })
  .filter((file) => /texts\.ts$/i.test(file))
  .sort();

describe('the Spanish texts', () => {
  it('lie in files of their own', () => {
    expect(TEXT_FILES.length).toBeGreaterThanOrEqual(10);
  });

  it.each(TEXT_FILES)('%s says nothing of what AgroBot never says', (file) => {
    const lines = readFileSync(path.join(ANSWERING, file), 'utf8').split('\n');
    expect(lines.filter((line) => NEVER.test(line))).toEqual([]);
  });
});

describe('the list of what is never said', () => {
  it.each([
    'Aplique 50 cc por bomba',
    'use 2 kg de abono',
    'el cacao es rentable',
    'le garantizo una buena cosecha',
    'puede quemar el rastrojo',
    'Roundup',
  ])('catches: %s', (text) => {
    expect(text).toMatch(NEVER);
  });
});
