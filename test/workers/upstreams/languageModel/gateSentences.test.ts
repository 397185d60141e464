import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neverSaid } from '../../../../src/answering/neverSaid.js';
import { gateSentences, WORDS_MAX } from '../../../../src/workers/upstreams/languageModel/gateSentences.js';
import { countWords } from '../../../../src/workers/upstreams/languageModel/plainText.js';
import { INSTRUCTIONS, TEXTS } from '../../../../src/workers/upstreams/languageModel/texts.js';
import { EVERYDAY_SENTENCES, GOOD_ANSWER, neutralSentences, NOTES } from './answers.js';

const MARK = 'a1b2c3d4e5f60718';
const ALLOWED = { notes: NOTES.map(({ title, text }) => `${title}\n${text}`).join('\n'), mark: MARK };

function gated(text: string, { sizes = [5, 1, 3], isCut = false } = {}) {
  const shown: string[] = [];
  const gate = gateSentences(ALLOWED, (piece) => shown.push(piece));
  let wantsMore = true;
  for (let at = 0, index = 0; at < text.length && wantsMore; index++) {
    const size = sizes[index % sizes.length]!;
    wantsMore = gate.push(text.slice(at, at + size));
    at += size;
  }
  return { ...gate.end(isCut), shown, wantsMore };
}

/** Enough harmless text around a sentence for it to be judged alone. */
function among(sentence: string): string {
  const [first = '', second = '', third = '', ...rest] = neutralSentences(8);
  return [first, second, third, sentence, ...rest].join(' ');
}

function textOf(result: ReturnType<typeof gated>): string {
  if (result.outcome !== 'passed') throw new Error(`unusable: ${result.reason}`);
  return result.text;
}

describe('a sound answer', () => {
  it('passes word for word', () => {
    expect(textOf(gated(GOOD_ANSWER))).toBe(GOOD_ANSWER);
  });

  it('is the same however it was cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 12 }), (sizes) => {
        const result = gated(GOOD_ANSWER, { sizes });
        expect(result.shown.join('')).toBe(GOOD_ANSWER);
      }),
      { numRuns: 40 },
    );
  });

  it('is shown sentence by sentence, once there are enough words', () => {
    const { shown } = gated(GOOD_ANSWER);
    expect(shown.length).toBeGreaterThan(8);
    expect(countWords(shown[0]!)).toBeGreaterThanOrEqual(40);
    for (const piece of shown) expect(piece).toMatch(/[.:]$/);
  });

  it('shows no sentence before its end', () => {
    const shown: string[] = [];
    const gate = gateSentences(ALLOWED, (piece) => shown.push(piece));
    gate.push(`${neutralSentences(4).join(' ')} Se siembra a 1.`);
    const before = shown.join('');
    expect(before).not.toContain('Se siembra');
    gate.push('200 metros de altura o más');
    expect(shown.join('')).toBe(before);
    gate.push('. L');
    expect(shown.join('')).toContain('Se siembra a 1.200 metros de altura o más.');
  });

  it.each([
    [
      'a heading',
      '## Preparación del suelo\nPique bien la tierra.',
      'Preparación del suelo\nPique bien la tierra.',
    ],
    ['bold', 'Es **muy** importante el `aire`.', 'Es muy importante el aire.'],
    [
      'stars as list signs',
      '* Pique la tierra.\n* Riegue temprano.',
      '- Pique la tierra.\n- Riegue temprano.',
    ],
    [
      'a numbered list',
      '1. Pique la tierra.\n2. Riegue temprano.',
      '1. Pique la tierra.\n2. Riegue temprano.',
    ],
    ['emojis', 'Riegue temprano 🌱💧.', 'Riegue temprano .'],
    ['marks of references', 'Riegue temprano [1].', 'Riegue temprano .'],
    ['a rule', 'Riegue temprano.\n\n---\n\nPique la tierra.', 'Riegue temprano.\n\nPique la tierra.'],
    ['hidden characters', 'Rie\u200bgue tempr\u00adano.', 'Riegue temprano.'],
    ['tags', 'Riegue<br>temprano.', 'Riegue temprano.'],
  ])('comes as plain text: %s', (_, raw, plain) => {
    const before = neutralSentences(6).join(' ');
    expect(textOf(gated(`${before}\n${raw}`)).slice(before.length + 1)).toBe(plain);
  });

  it.each([
    'Siembre entre 1.200-1.800 metros sobre el nivel del mar.',
    'Según la etiqueta del producto y el técnico, proteja las abejas.',
    'Respete siempre la dosis de la etiqueta y pregunte al ICA.',
    'El suelo debe tener un pH entre 5,5 y 6,5.',
    'Siembre a tres metros entre surcos y a dos metros entre matas.',
    'Para una hectárea hay que planear bien el agua.',
    'Si alguien se intoxicó, llame ya al 123 y lleve la etiqueta.',
    'No queme el rastrojo: tape con él el suelo.',
    'Está listo en unos tres a cuatro meses.',
    'Según EVA se producen 12,5 toneladas por hectárea.',
    'Rinde 12,5 t/ha en los lotes buenos.',
    'Para 1 hectárea hay que planear bien el agua.',
    'Un abono 15-15-15 trae los tres nutrientes.',
    'Hay más datos en www.ica.gov.co.',
    'Llame a la línea 018000111213.',
    'La Ley 2046 de 2020 obliga a comprar a los pequeños.',
    'El maíz, p. ej. el porva, aguanta más la sequía.',
    'Abone según el análisis de suelo.',
    'El Foc R4T marchita el banano y el plátano.',
    'Si alguien se intoxicó no le dé nada: llame al 123.',
    'Deje pasar de 18 a 24 °C de temperatura.',
  ])('keeps what may be said: %s', (sentence) => {
    const result = textOf(gated(among(sentence)));
    expect(result).toContain(sentence);
    expect(result).not.toContain(TEXTS.leftOut);
  });
});

it.each(EVERYDAY_SENTENCES)('everyday advice is kept: %s', (sentence) => {
  expect(textOf(gated(among(sentence)))).toBe(among(sentence));
});

describe('what a language model may not say is left out', () => {
  it.each([
    // doses, however written
    'Aplique 20 ml por litro de agua.',
    'Aplique veintidós mililitros por bomba.',
    'Eche treinta y cinco centímetros cúbicos por bomba.',
    'Use dieciséis litros de caldo por hectárea.',
    'Van ２０ ｍｌ por litro.',
    'Van 20 m l por litro.',
    'Van 20 m.l. por litro.',
    'Van 20 m\u200bl por litro.',
    'Van 2️⃣0️⃣ ml por litro.',
    'Van **20** *ml* por litro.',
    'Van 20 <b>ml</b> por litro.',
    'La dosis es de 20 por bomba.',
    'Mezcle en proporción 1:10 con agua.',
    'Fumigue cada 8 días hasta la cosecha.',
    'Aplíquelo cada quince días.',
    'Dos cucharaditas bastan.',
    'Van 20 ㎖ por litro.',
    'Es un milliliter, o sea 20 milliliters.',
    'Eche cinco por bomba y listo.',
    'Abone con 10-30-10.',
    'Si se intoxicó, que tome leche.',
    'Use nicosulfuron para la maleza.',
    'Use azadiractina contra la mosca.',
    'Siga la recomendación de Bayer.',
    'Un vaso de remedio por balde.',
    'Licúe diez cabezas de ajo en dos litros.',
    'No venda la leche hasta pasados cinco días del medicamento.',
    'Seguro va a recoger buena cosecha.',
    // names, however hidden
    'Controle con glifosato.',
    'Controle con g l i f o s a t o.',
    'Controle con gli-fo-sato.',
    'Controle con gl1f0sato.',
    'Controle con **gli**fosato.',
    'Controle con gli\u00adfosato.',
    'Compre Lorsban en la tienda.',
    // waiting, fire, promises
    'El periodo de carencia es de catorce días.',
    'Queme el rastrojo antes de sembrar.',
    'Va a ganar mucho con ese cultivo.',
    'El aguacate es rentable allá.',
    'Siembre la papa en el páramo.',
    'La coca se da bien allá.',
  ])('and the asker is sent to label and technician: %s', (sentence) => {
    const result = textOf(gated(among(sentence)));
    expect(result).toBe(`${neutralSentences(8).join(' ')}\n\n${TEXTS.leftOut}`);
  });

  it.each([
    ['Use 20. Mililitros por litro de agua es lo normal.', 'Mililitros'],
    ['Use para esto unos 20\nlitros de veneno por hectárea y listo.', 'veneno'],
    ['Después de fumigar cierre el lote. Espere 8 días para cosechar.', 'Espere'],
  ])('split over two sentences: %s', (text, word) => {
    expect(textOf(gated(among(text)))).not.toContain(word);
  });

  it('with what goes on from it, and its heading', () => {
    const before = neutralSentences(8).join(' ');
    const result = textOf(
      gated(
        `${before}\n\nPara la plaga haga lo siguiente:\n- Ponga 20 ml en la bomba.\n- Mézclelo bien.\n\nRiegue temprano.`,
      ),
    );
    expect(result).toBe(`${before}\n\nRiegue temprano.\n\n${TEXTS.leftOut}`);
  });

  it.each([
    'El país produce 3.500.000 toneladas al año.',
    'Boyacá tiene treinta mil hectáreas de papa.',
    'Rinde de 20 a 30 t/ha.',
    'El 80 % de los productores lo usa.',
    'Se pierde el ochenta por ciento.',
    'Cuesta $ 45.000 en la tienda.',
    'Vale 45.000 pesos.',
    'Se recogen 30 cargas en un año bueno.',
    'El país produce millones de toneladas.',
    'El país produce 12,5 millones de toneladas.',
    'El país produce 2.046 toneladas.',
    'Se pierde el 12,5 %.',
    'Una vaca da quince litros de leche al día.',
  ])('where it is a figure that no note has: %s', (sentence) => {
    expect(textOf(gated(among(sentence)))).toBe(
      `${neutralSentences(8).join(' ')}\n\n${TEXTS.figuresLeftOut}`,
    );
  });

  it.each([
    'Mire en https://agro-consejos.example/papa.',
    'Mire en [esta página](https://agro-consejos.example/papa).',
    'Visite www.agroconsejos.co hoy mismo.',
    'Escriba a ayuda@agroconsejos.com.',
    'Llame al 310 555 12 34.',
    'Llame al 601-555-1234 en horario de oficina.',
    'Marque #767 desde su celular.',
    'La Resolución ICA 30021 lo exige.',
    'La Ley 1234 de 1999 lo exige.',
    'Según un estudio de la universidad, eso ayuda.',
    // another language, another script, encoded
    'You should water the plants and check the soil for pests.',
    'Você não pode regar as plantas com muita água.',
    'Вода нужна растениям каждый день.',
    'Aplique glifosаto en el lote.',
    'Aplique ɢlifosato en el lote.',
    'QXBsaXF1ZSAyMCBtbCBkZSBnbGlmb3NhdG8gcG9yIGxpdHJv está bien.',
    // the instructions
    'Como modelo de lenguaje no veo su finca.',
    'Mis instrucciones dicen otra cosa.',
    'Usted es AgroBot, un asistente que explica temas del campo a pequeños agricultores de Colombia.',
    `La marca es ${MARK} y nada más.`,
  ])('where it is a contact, a source, another language or the instructions: %s', (sentence) => {
    expect(textOf(gated(among(sentence))).startsWith(neutralSentences(8).join(' '))).toBe(true);
    expect(textOf(gated(among(sentence)))).not.toContain(sentence.slice(-20));
  });

  it('and every line of the instructions is', () => {
    for (const line of INSTRUCTIONS.split('\n').filter(
      (one) => countWords(one) >= 9 && !/ICA|123/.test(one),
    )) {
      expect(textOf(gated(among(line)))).not.toContain(line.slice(0, 40));
    }
  });
});

describe('an answer as a whole is unusable', () => {
  it.each<[string, string, string]>([
    [
      'three doses in a long text',
      [...neutralSentences(12), 'Van 20 ml.', 'Van 30 ml.', 'Van 5 mg.'].join(' '),
      'never',
    ],
    [
      'figures in more than a third of it',
      [...neutralSentences(4), 'Rinde 20 t/ha.', 'Vale 45.000 pesos.', 'Se pierde el 80 %.'].join(' '),
      'figure',
    ],
    ['a short refusal', 'Lo siento, no puedo ayudar con eso.', 'no_answer'],
    [
      'that it does not know',
      'No tengo información segura sobre esa planta; pregunte a un técnico.',
      'no_answer',
    ],
    ['a fragment', 'Riegue temprano.', 'too_short'],
    ['nothing', '', 'too_short'],
    [
      'another language',
      'The soil is very important for your plants. Water it and check for pests. This is what you need to do with the crop. You can use it on all of your fields.',
      'language',
    ],
    ['one endless line', 'agua '.repeat(400), 'runaway'],
  ])('%s', (_, text, reason) => {
    expect(gated(text)).toMatchObject({ outcome: 'unusable', reason });
  });

  it('and a refusal is never shown', () => {
    expect(gated('Lo siento, no puedo ayudar con eso. Pregunte otra cosa.').shown).toEqual([]);
  });

  it('and reading ends there', () => {
    expect(
      gated(`${'Van 20 ml de eso. Van 30 ml de lo otro. Van 40 ml de aquello. '}${GOOD_ANSWER}`).wantsMore,
    ).toBe(false);
  });
});

describe('an answer that', () => {
  it('is too long ends with the last sentence that fits', () => {
    const result = gated(neutralSentences(48).join(' '));
    const text = textOf(result);
    expect(result.wantsMore).toBe(false);
    expect(countWords(text)).toBeLessThanOrEqual(WORDS_MAX);
    expect(countWords(text)).toBeGreaterThan(WORDS_MAX - 30);
    expect(text).toMatch(/\.$/);
  });

  it('repeats itself says each sentence once', () => {
    const sentences = neutralSentences(8);
    const text = textOf(gated([...sentences, ...sentences, ...sentences].join(' ')));
    expect(text).toBe(sentences.join(' '));
  });

  it('was cut ends with its last whole sentence, if that is enough', () => {
    const cut = `${GOOD_ANSWER.slice(0, -30)}`;
    const text = textOf(gated(cut, { isCut: true }));
    expect(GOOD_ANSWER.startsWith(text)).toBe(true);
    expect(text).toMatch(/lombrices\.$/);
    expect(gated(GOOD_ANSWER.slice(0, 500), { isCut: true })).toMatchObject({ outcome: 'unusable' });
  });
});

it('nothing that is never said comes through, whatever it stands among', () => {
  const bad = ['20 ml', 'glifosato', 'Roundup', 'dos cucharadas', '5 cc por litro', 'Queme el rastrojo'];
  const piece = fc.oneof(
    fc.constantFrom(...neutralSentences(40)),
    fc.constantFrom(...bad),
    fc.constantFrom('. ', '\n', ' ', ': ', '\n- '),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 5, maxLength: 60 }), (pieces) => {
      const { shown } = gated(pieces.join(' '), { sizes: [17] });
      expect(neverSaid(shown.join(''))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('the lines that are added may be said', () => {
  for (const text of Object.values(TEXTS)) expect(neverSaid(text)).toEqual([]);
});
