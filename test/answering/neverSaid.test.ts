import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { neverSaid } from '../../src/answering/neverSaid.js';

const ANSWERING = path.resolve(import.meta.dirname, '../../src/answering');

/** Every file of Spanish texts; what the answers make of them is looked at in everyAnswer.test.ts. */
const TEXT_FILES = readdirSync(ANSWERING, { recursive: true, encoding: 'utf8' })
  .filter((file) => /texts\.ts$/i.test(file))
  .sort();

describe('what is never said is found', () => {
  it.each([
    // doses
    'Aplique 50 cc por bomba.',
    'Eche 20 c.c. del producto.',
    'Póngale 250 g por planta.',
    'Son 2,5 gramos de ingrediente.',
    'Use de 10 a 15 ml por litro de agua.',
    'Use dos cucharadas por bomba de espalda.',
    'Una cucharadita basta.',
    'Inyecte 1 ml por cada 50 kg de peso.',
    'Aplique un bulto por hectárea.',
    'Eche media libra por mata cada tres meses.',
    'Son 2 kg de abono.',
    'use 2 toneladas de cal por hectárea',
    'Van 3 a 4 litros/ha.',
    'Dele 2 pastillas.',
    'Ponga 100 gramos de 15-15-15.',
    'Mezcle un litro de vinagre en una caneca.',
    'Disuelva ½ kilo.',
    'Un tarro por tanque de 200 litros alcanza.',
    'Échele un puñado a cada palo.',
    'Bastan tres copas por bomba.',
    'Desinfecte con solución de cloro al 2 %.',
    'Un cuarto de libra por árbol.',
    'Dos medidas por bomba.',
    'Mezcle 3 partes de cal con agua.',
    // waiting
    'El periodo de carencia es de 14 días.',
    'Tiene 21 días de retiro en leche.',
    'Deje quince días de retiro en carne.',
    'La reentrada al lote es a las 24 horas.',
    'Después de fumigar espere 8 días para cosechar.',
    // names
    'Controle con glifosato.',
    'Use Roundup.',
    'Lorsban mata al cogollero.',
    'CLORPIRIFOS',
    'El clorpirifós es un insecticida.',
    'Un fungicida como el Manzate o el mancozeb.',
    'Aplíquele ivermectina.',
    'Difenoconazol o azoxistrobina, rotados.',
    'La lambda-cihalotrina es de contacto.',
    'Oxitetraciclina para la ubre.',
    'El imidacloprid es sistémico.',
    'Furadán para el picudo.',
    'Con 2,4-D se seca.',
    'Gramoxone, Tordón, Ridomil.',
    // burning, clearing, páramo, coca
    'Puede quemar el rastrojo.',
    'Recoja los residuos y quémelos.',
    'Queme el rastrojo antes de sembrar.',
    'Conviene quemar los residuos de la poda.',
    'Haga una quema controlada.',
    'Métale candela al lote.',
    'Para abrir el lote, tumbe el monte.',
    'Puede talar el bosque.',
    'Siembre la papa en el páramo.',
    'La coca se da bien allá.',
    // promises
    'Le garantizo una buena cosecha.',
    'Así la cosecha está garantizada.',
    'Va a ganar mucho con eso.',
    'El cacao es rentable.',
    'Ese cultivo da buena plata.',
    'Es un negocio seguro.',
    'Seguro que recoge el doble.',
    'Con toda seguridad cosecha en junio.',
  ])('%s', (text) => {
    expect(neverSaid(text)).not.toEqual([]);
  });

  it('gives the very words, each once, in the order of the text', () => {
    expect(neverSaid('Use Lorsbán. Échele 50 cc de Lorsbán. La carencia es de 7 días.')).toEqual([
      'Lorsbán',
      '50 cc',
      'carencia es de 7 días',
    ]);
  });

  it('is found whether accents are one character or two', () => {
    expect(neverSaid('Clorpirifós'.normalize('NFD'))).toEqual(['Clorpirifós'.normalize('NFC')]);
  });

  it('is found at once in a long text without any sense', () => {
    const started = performance.now();
    neverSaid('un cuarto de quema 1 a 2 litros a la '.repeat(2_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('harmless sentences pass', () => {
  it.each([
    '',
    'Siembre a 80 centímetros entre surcos y 20 entre matas.',
    'Se da entre 1.200 y 1.800 metros sobre el nivel del mar.',
    'Con temperatura media de 18 a 22 grados.',
    'Necesita de 1.800 a 2.800 milímetros de lluvia al año.',
    'En 2022 se produjeron 12.345 toneladas, según EVA.',
    'Rinde 5,4 toneladas por hectárea.',
    'Hay 1.230 hectáreas cosechadas, el 12 % del país.',
    'Destete cuando tenga 3 meses de edad.',
    'La vaca pesa unos 450 kilos.',
    'Una vaca buena da 20 litros de leche al día.',
    'Un tanque de 500 litros basta para la casa.',
    'Dé luz unas 14 horas al día.',
    'El grano queda al 13 por ciento de humedad.',
    'La Ley 1876 de 2017 ordena el servicio de extensión.',
    'Un 15-15-15 trae quince partes de cada uno por cada cien del bulto.',
    'La cal se aplica uno o dos meses antes de sembrar, según análisis de suelo.',
    'Está listo en dos a tres semanas.',
    'El periodo de carencia está en la etiqueta: léala y cúmplala.',
    'Apriete un puñado de tierra en la mano.',
    'Forme una copa abierta con cuatro ramas.',
    'Llame al 123.',
    'Consulte al ICA por un producto registrado, según la etiqueta.',
    'Aplique el abono según análisis de suelo.',
    'No queme el rastrojo: deja el suelo desnudo.',
    'Nunca se debe quemar el monte.',
    'Los envases no se entierran ni se queman.',
    'El exceso de abono puede quemar la raíz.',
    'La helada quema las hojas.',
    'Riegue para que el sol no queme las maticas.',
    'Evite hacer quemas, que secan el nacedero.',
    'No tumbe el bosque ni seque humedales.',
    'El páramo está protegido y allá no se siembra.',
    'Nadie le garantiza una cosecha.',
    'El FAG es el Fondo Agropecuario de Garantías.',
    'Cumpla las normas de seguridad.',
    'No le puedo decir si es rentable.',
    'Sembrar más no siempre es rentable.',
    'Haga la letrina lejos del pozo.',
    'Eche agua; basta con un tanque de 200 litros.',
    'Los hongos Beauveria y Trichoderma son benéficos.',
    'Se toma un vaso de Coca-Cola.',
    'Las hojas captan la luz.',
  ])('%s', (text) => {
    expect(neverSaid(text)).toEqual([]);
  });
});

describe('the Spanish texts', () => {
  it('lie in files of their own', () => {
    expect(TEXT_FILES.length).toBeGreaterThanOrEqual(10);
  });

  it.each(TEXT_FILES)('%s says nothing of what AgroBot never says', (file) => {
    expect(neverSaid(readFileSync(path.join(ANSWERING, file), 'utf8'))).toEqual([]);
  });
});
