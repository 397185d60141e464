import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../../../src/answering/calendar/loadCalendar.js';
import { createCropTiming } from '../../../src/answering/intents/crop_timing/answer.js';
import { expectPlain, expectSayable } from './plainText.js';
import { figures, queryOf } from './queryOf.js';

const calendar = await loadCalendar(path.resolve(import.meta.dirname, '../../../data'));
const answer = createCropTiming(calendar);

function ask(question: string) {
  return answer(queryOf(question), figures);
}

describe('every crop of the calendar in every department', () => {
  const places = figures.departments.map(({ name }) => name);
  it.each(calendar.crops.map(({ crop }) => crop))('%s', (id) => {
    const name = figures.nameOf(id) ?? id;
    const questions = [
      `¿Cuándo se siembra ${name}?`,
      `¿Cuándo se cosecha ${name}?`,
      `¿Cuánto demora ${name}?`,
      ...places.flatMap((place) => [
        `¿Cuándo se siembra ${name} en ${place}?`,
        `¿Cuándo se cosecha ${name} en ${place}?`,
      ]),
    ];
    for (const question of questions) {
      const answered = ask(question);
      expectPlain(question, answered);
      expectSayable(question, answered);
    }
  });
});

/** What is asked; the answers lie beside it in `cropTiming.golden.md`, to be read and corrected by people. */
const GOLDEN = [
  '¿Cuándo siembro maíz?',
  '¿Cuándo siembro maíz en Córdoba?',
  '¿Cuándo se siembra la papa en Cundinamarca?',
  '¿puedo sembrar papa en agosto en Boyacá?',
  '¿Cuándo se siembra el arroz?',
  '¿Cuándo se siembra el arroz en Casanare?',
  '¿Cuándo se siembra el algodón en la Costa?',
  '¿Cuándo se siembra el trigo en Nariño?',
  '¿Cuándo se siembra el maíz en Uribia?',
  '¿Cuándo se siembra el café?',
  '¿Cuándo se cosecha el café en Huila?',
  '¿Cuándo se cosecha el café?',
  '¿Cuándo hay cosecha de cacao?',
  '¿Cuándo se siembra y se cosecha la yuca en Sucre?',
  '¿Cuánto se demora la papa en dar?',
  '¿A los cuántos años produce el aguacate?',
  'sembré papa el 10 de febrero, ¿cuándo la saco?',
  'quiero sacar papa en diciembre en Boyacá, ¿en qué mes la siembro?',
  '¿En menguante se siembra el maíz en Tolima?',
  '¿Qué se siembra en marzo en Boyacá?',
  'calendario agrícola de Nariño',
  '¿Cuándo siembro maíz y frijol en Santander?',
  '¿Cuándo se siembra el coco en Tunja?',
  '¿Cuándo siembro?',
];

describe('full answers', () => {
  it('read as they stand in cropTiming.golden.md (after a wanted change: vitest -u, then read the difference)', async () => {
    const page = GOLDEN.map((question) => {
      const { text, short, rule, action, data } = ask(question);
      const chips = (action?.chips ?? []).map((chip) => `- [${chip.label}] ${chip.question}`);
      const basis = data?.kind === 'sowing_calendar' && data.basis !== '' ? ` · ${data.basis}` : '';
      return [
        `### ${question}\n`,
        text,
        `\n_Corto:_ ${short}`,
        ...(chips.length > 0 ? [`\n_${action?.type}:_\n`, ...chips] : []),
        `\n\`${rule}\`${basis}\n`,
      ].join('\n');
    }).join('\n');
    await expect(`# When to sow and harvest\n\n${page}`).toMatchFileSnapshot('./cropTiming.golden.md');
  });
});
