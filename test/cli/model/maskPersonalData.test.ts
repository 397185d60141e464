import { describe, expect, it } from 'vitest';
import { maskPersonalData } from '../../../src/cli/model/maskPersonalData.js';

describe('masking', () => {
  it.each([
    ['escríbame a juan.perez@gmail.com por favor', 'escríbame a [correo] por favor'],
    ['mi correo es Ñoño_1 @ correo.com.co', 'mi correo es [correo]'],
    ['es pedro arroba gmail punto com', 'es [correo]'],
    ['mire https://ejemplo.co/x?a=1, y diga', 'mire [enlace], y diga'],
    ['está en www.finca.com.', 'está en [enlace].'],
    ['facebook.com/juan.perez y wa.me/573104567890', '[enlace] y [enlace]'],
    ['sígame en @juan_perez!', 'sígame en [usuario]!'],
    ['llámeme al 3104567890', 'llámeme al [número]'],
    ['tel 310 456 78 90 o 310-456-7890', 'tel [número] o [número]'],
    ['llame +57 (601) 234 5678.', 'llame [número].'],
    ['al 310 - 456 - 7890, Pedro,3104567890', 'al [número], Pedro,[número]'],
    ['cel3104567890 sí', 'cel [número] sí'],
    ['mi cédula es 79.456.123 de Bogotá', 'mi cédula [número] de Bogotá'],
    ['CC 1.023.456.789', 'CC [número]'],
    ['c.c. 52345', 'c.c. [número]'],
    ['el NIT 900123456-7', 'el NIT [número]'],
    ['código 123456789012', 'código [número]'],
    ['estoy en 4.60971, -74.08175', 'estoy en [coordenadas]'],
    ['en 4°36\'35" N 74°4\'54" O', 'en [coordenadas] [coordenadas]'],
    ['latitud 4.6 longitud -74.1', '[coordenadas] [coordenadas]'],
    ['en 4.6° N', 'en [coordenadas]'],
    ['lleve a 67P7+2XF', 'lleve a [coordenadas]'],
    ['vivo en la calle 45 # 12-30 sur', 'vivo en la [dirección] sur'],
    ['Cra. 7 No. 32-16, Pasto', '[dirección], Pasto'],
  ])('takes it out of “%s”', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
  });

  it.each([
    ['Me llamo Pedro Pérez y siembro café', 'Me llamo [nombre] y siembro café'],
    ['me llamo maría del carmen quiero saber', 'me llamo [nombre] quiero saber'],
    ['ME LLAMO PEDRO PEREZ Y QUIERO SABER', 'ME LLAMO [nombre] Y QUIERO SABER'],
    ['mi nombre es luz marina flores, ¿llueve?', 'mi nombre es [nombre], ¿llueve?'],
    ['Mi nombre es Ana de la Cruz. ¿Riego?', 'Mi nombre es [nombre]. ¿Riego?'],
    ['soy don Pedro de Boyacá', 'soy don [nombre]'],
    ['soy doña rosa desde el huila', 'soy doña [nombre] desde el huila'],
    ['habla con Jairo Ortiz en Pasto', 'habla con [nombre] en Pasto'],
    ['le habla el señor Juan Díaz: ¿riego?', 'le habla el señor [nombre]: ¿riego?'],
    ['Soy Pedro y siembro', 'Soy [nombre] y siembro'],
    ['me llamo don pedro', 'me llamo don [nombre]'],
    [
      'me llamo Pedro y mi mujer se llama igual; don Luis dijo',
      'me llamo [nombre] y mi mujer se llama igual; don [nombre] dijo',
    ],
  ])('takes the name out of “%s”', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
  });

  it.each([
    '¿Cuánto café produjo Huila en 2020?',
    '¿Cómo cambió la papa de 2019-2020 y entre 2007 - 2018?',
    'compare 2018, 2019, 2020 y 2021',
    'gasté $1.500.000 en abono',
    'produje 15000000 kilos, o 2.000.000 de pesos',
    '¿a cómo la arroba de café?',
    'abono 15-15-15 y 10-30-10',
    'llovió el 15-05-2024',
    'a 1.500, 2.300 metros sobre el mar',
    'a 25.5 °C de día',
    'tengo 500 cc de veneno',
    'soy campesino de Nariño',
    'SOY CAMPESINO DE NARIÑO',
    'la finca queda en Tunja.¿llueve?',
    '¿el maíz.es bueno acá?',
    'me llamó la atención la broca',
    '¿con quién habla uno de créditos?',
  ])('leaves “%s” as it is', (text) => {
    expect(maskPersonalData(text)).toBe(text);
  });
});
