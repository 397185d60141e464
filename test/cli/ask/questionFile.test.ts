import { describe, expect, it } from 'vitest';
import { readQuestionFile } from '../../../src/cli/ask/questionFile.js';

const read = (text: string | Buffer) => readQuestionFile('preguntas.csv', Buffer.from(text));
const CAFE = '¿Cuánto café produjo Huila?';
const MAIZ = 'Hola, ¿maíz o fríjol en Santander?';

describe('readQuestionFile', () => {
  it.each([
    { name: 'the column pregunta', text: `id,pregunta\n1,${CAFE}\n2,"${MAIZ}"\n` },
    { name: 'the column question in capitals', text: `QUESTION,place\n${CAFE},x\n"${MAIZ}",y\n` },
    { name: 'a quoted header', text: `"n","Pregunta"\r\n1,${CAFE}\r\n2,"${MAIZ}"\r\n` },
    { name: 'semicolons', text: `n;pregunta\n1;${CAFE}\n2;${MAIZ}\n` },
    { name: 'tabs', text: `n\tpregunta\n1\t${CAFE}\n2\t${MAIZ}\n` },
    { name: 'one column, commas unquoted', text: `pregunta\n${CAFE}\n${MAIZ}\n` },
    { name: 'the first column of others', text: `texto,lugar\n${CAFE},x\n"${MAIZ}",y\n` },
    { name: 'a plain list', text: `${CAFE}\n${MAIZ}` },
    { name: 'a quoted list', text: `"${CAFE}"\n"${MAIZ}"` },
    { name: 'blank lines', text: `pregunta\n\n${CAFE}\n\n  \n${MAIZ}\n\n` },
    { name: 'a byte-order mark', text: `\uFEFFpregunta\n${CAFE}\n${MAIZ}\n` },
  ])('takes $name', ({ text }) => {
    expect(read(text).rows).toEqual([
      { number: 1, question: CAFE },
      { number: 2, question: MAIZ },
    ]);
  });

  it('takes what Excel in Spanish saves, and knows that Excel will read the answers', () => {
    const file = read(Buffer.from('Pregunta;Finca\r\n¿Cuánto maíz dio Nariño?;El Edén\r\n', 'latin1'));
    expect(file).toEqual({
      rows: [{ number: 1, question: '¿Cuánto maíz dio Nariño?' }],
      delimiter: ';',
      forExcel: true,
    });
  });

  it('keeps line ends and quotes inside a question', () => {
    expect(read('pregunta\n"¿Qué es\n""broca""?"\n').rows).toEqual([
      { number: 1, question: '¿Qué es\n"broca"?' },
    ]);
  });

  it.each([
    { text: 'pregunta\n', says: 'preguntas.csv has no questions in it.' },
    { text: '', says: 'preguntas.csv has no questions in it.' },
    { text: 'pregunta\n"¿Qué es?\n', says: 'preguntas.csv: Quote Not Closed' },
  ])('says what is wrong with $text', ({ text, says }) => {
    expect(() => read(text)).toThrow(says);
  });
});
