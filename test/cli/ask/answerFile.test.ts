import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAnswerFile, type AnswerRow } from '../../../src/cli/ask/answerFile.js';

const ROWS = [
  { number: 1, question: '¿Cuánto café, y dónde?' },
  { number: 2, question: '¿Qué siembro en Boyacá?' },
  { number: 3, question: '¿Qué es\n"broca"?' },
];
const ANSWERS: AnswerRow[] = [
  {
    fila: 1,
    pregunta: ROWS[0]!.question,
    estado: 'respondida',
    respuesta: '178.319 t;\nsegún EVA',
    confianza: 0.98,
  },
  { fila: 2, pregunta: ROWS[1]!.question, estado: 'fallida', error: 'tardó demasiado' },
  { fila: 3, pregunta: ROWS[2]!.question, estado: 'respondida', respuesta: 'Un "insecto"' },
];
const PLAIN = { delimiter: ',' as const, forExcel: false };

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agrobot-answers-'));
  path = join(folder, 'respuestas.csv');
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeAll(rows: AnswerRow[], shape = PLAIN as Parameters<typeof openAnswerFile>[2]) {
  const file = openAnswerFile(path, ROWS, shape);
  const done = ROWS.filter((row) => file.isDone(row)).map(({ number }) => number);
  for (const row of rows.filter(({ fila }) => !done.includes(fila))) file.append(row);
  file.close();
  return done;
}

describe('openAnswerFile', () => {
  it('writes what CSV readers read back', () => {
    expect(writeAll(ANSWERS)).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe(
      'fila,pregunta,estado,respuesta,intencion,confianza,fuente,id,error\n' +
        '1,"¿Cuánto café, y dónde?",respondida,"178.319 t;\nsegún EVA",,0.98,,,\n' +
        '2,¿Qué siembro en Boyacá?,fallida,,,,,,tardó demasiado\n' +
        '3,"¿Qué es\n""broca""?",respondida,"Un ""insecto""",,,,,\n',
    );
    expect(writeAll(ANSWERS)).toEqual([1, 2, 3]);
  });

  it('begins with a byte-order mark and uses semicolons where Excel will read it', () => {
    writeAll(ANSWERS.slice(0, 1), { delimiter: ';', forExcel: true });
    expect(readFileSync(path, 'utf8')).toMatch(/^\uFEFFfila;pregunta;/);
    expect(writeAll(ANSWERS, { delimiter: ';', forExcel: true })).toEqual([1]);
  });

  it('becomes whole again wherever a run before was killed in the middle of a write', () => {
    writeAll(ANSWERS);
    const whole = readFileSync(path);
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      writeAll(ANSWERS);
      expect(readFileSync(path, 'utf8'), `cut at byte ${length}`).toBe(whole.toString());
    }
  });

  it('asks a row again whose line was deleted', () => {
    writeAll([ANSWERS[0]!, ANSWERS[2]!]);
    expect(writeAll(ANSWERS)).toEqual([1, 3]);
    expect(writeAll(ANSWERS)).toEqual([1, 2, 3]);
  });

  it.each([
    {
      name: 'answers of another file',
      content:
        'fila,pregunta,estado,respuesta,intencion,confianza,fuente,id,error\n1,¿Otra?,respondida,,,,,,\n',
      says: 'answers other questions: its row 1',
    },
    { name: 'another table', content: 'a,b\n1,2\n', says: 'holds something else' },
    { name: 'a text', content: 'mis notas\n', says: 'holds something else' },
    { name: 'a text without a line end', content: 'mis notas', says: 'holds something else' },
  ])('refuses $name and leaves it as it is', ({ content, says }) => {
    writeFileSync(path, content);
    expect(() => openAnswerFile(path, ROWS, PLAIN)).toThrow(says);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });
});
