import { describe, expect, it } from 'vitest';
import { readDays } from '../../../src/answering/understanding/days.js';
import { TODAY } from './report.js';

/** Today is Monday, 23 November 2026. `said from to part`; of one day the date stands once. */
const TABLE: readonly (readonly [question: string, expected: string])[] = [
  ['¿Cómo está el clima en Tunja?', 'nothing 2026-11-23'],
  ['¿Va a llover?', 'nothing 2026-11-23'],
  ['¿Debo regar hoy?', 'days 2026-11-23'],
  ['devo regar oi el mais', 'nothing 2026-11-23'],
  ['komo amanecio el clima oy en tunja', 'days 2026-11-23 dawn'],
  ['¿Va a llover mañana?', 'days 2026-11-24'],
  ['va a llover manana', 'days 2026-11-24'],
  ['saco paraguas mñn en bta', 'days 2026-11-24'],
  ['¿El tiempo de mañana está bueno para sembrar cebolla?', 'days 2026-11-24'],
  ['PARA PASADO MAÑANA EN JAMUNDÍ, ¿QUÉ ANUNCIAN?', 'days 2026-11-25'],
  ['pa pasao mañana', 'days 2026-11-25'],
  ['¿lloverá por la mañana?', 'days 2026-11-23 morning'],
  ['¿está el tiempo pa fumigar el cafetal esta mañana?', 'days 2026-11-23 morning'],
  ['mañana por la mañana estará lloviendo en Marinilla?', 'days 2026-11-24 morning'],
  ['mañana en la mañana', 'days 2026-11-24 morning'],
  ['mañana temprano', 'days 2026-11-24 morning'],
  ['todas las mañanas hay neblina', 'days 2026-11-23 morning'],
  ['¿Hay chance de que escampe antes del mediodía?', 'days 2026-11-23 morning'],
  ['¿VA A LLOVER HOY EN LA TARDE?', 'days 2026-11-23 afternoon'],
  ['¿esta tarde nos cae agua?', 'days 2026-11-23 afternoon'],
  ['¿Mañana por la tarde llueve?', 'days 2026-11-24 afternoon'],
  ['va aser frio esta noche', 'days 2026-11-23 night'],
  ['¿vendrá vendaval mañana en la noche?', 'days 2026-11-24 night'],
  ['¿Va a helar esta madrugada en Ubaté?', 'days 2026-11-23 dawn'],
  ['Salgo mañana a las cuatro de la madrugada', 'days 2026-11-24 dawn'],
  ['sumercé, ¿mañana amanecerá con escarcha?', 'days 2026-11-24 dawn'],
  ['¿cuándo deja de llover?', 'nothing 2026-11-23'],
  ['el lunes tengo una reunión', 'days 2026-11-23'],
  ['¿qué tal se ve el tiempo pal viernes?', 'days 2026-11-27'],
  ['¿va a estar lloviendo el sábado en Yopal?', 'days 2026-11-28'],
  ['el sabado y el domingo', 'days 2026-11-28 2026-11-29'],
  ['¿y el otro sábado?', 'days 2026-12-05'],
  ['¿lloverá el próximo lunes?', 'days 2026-11-30'],
  ['el lunes que viene', 'days 2026-11-30'],
  ['el próximo viernes', 'days 2026-11-27'],
  ['¿Llovió el domingo en Ibagué?', 'days 2026-11-22'],
  ['¿cuánto llovió el sábado pasado?', 'days 2026-11-21'],
  ['¿cayó agua el pasado jueves?', 'days 2026-11-19'],
  ['¿llovió el lunes?', 'days 2026-11-16'],
  ['¿cuánto ha llovido el viernes?', 'days 2026-11-20'],
  ['el viernes pasado mañana no', 'days 2026-11-25'],
  ['¿Llueve el jueves por la noche en Mogotes?', 'days 2026-11-26 night'],
  ['cómo se ve el clima de aquí al viernes en Zipaquirá', 'days 2026-11-23 2026-11-27'],
  ['¿cómo va a estar el fin de semana?', 'days 2026-11-28 2026-11-29'],
  ['¿Qué anuncian para el puente?', 'days 2026-11-28 2026-11-30'],
  ['los arroceros preguntan si llueve esta semana', 'days 2026-11-23 2026-11-29'],
  ['¿Continuarán las lluvias el resto de la semana?', 'days 2026-11-23 2026-11-29'],
  ['xfa el clima d la otra semana en el socorro', 'days 2026-11-30 2026-12-06'],
  ['¿la semana entrante va a estar igual de aguada?', 'days 2026-11-30 2026-12-06'],
  ['Pasto próximos cinco días', 'days 2026-11-23 2026-11-27'],
  ['¿Hay esperanza de agua en los próximos días?', 'days 2026-11-23 2026-11-27'],
  ['Clima de los próximos 3 días', 'days 2026-11-23 2026-11-25'],
  ['¿y en tres días?', 'days 2026-11-26'],
  ['dentro de 2 días', 'days 2026-11-25'],
  ['Probabilidad de lluvia en las próximas 24 horas', 'days 2026-11-23 2026-11-24'],
  ['¿Va a llover el 26 de noviembre?', 'days 2026-11-26'],
  ['¿llueve el quince de diciembre?', 'days 2026-12-15'],
  ['¿Ayer llovió en Yopal?', 'days 2026-11-22'],
  ['¿Cuánta agua cayó anoche en Ibagué?', 'days 2026-11-22 night'],
  ['¿llovió antier?', 'days 2026-11-21'],
  ['¿cuánto hace que no llueve en Valledupar?', 'days 2026-11-09 2026-11-22'],
  ['¿hace cuánto no cae agua?', 'days 2026-11-09 2026-11-22'],
  ['¿por qué no llueve?', 'nothing 2026-11-23'],
  ['¿cuánto ha llovido esta semana?', 'days 2026-11-16 2026-11-22'],
  ['cuánto ha llovido este mes hasta hoy en el Caquetá', 'days 2026-11-01 2026-11-23'],
  ['lluvia de los últimos 7 días', 'days 2026-11-16 2026-11-22'],
  ['¿Viene el Niño o no viene?', 'season 2026-11-23'],
  ['¿Anuncian vientos fuertes para agosto en Villa de Leyva?', 'season 2026-11-23'],
  ['segun el ideam como viene de lluvias el proximo trimestre', 'season 2026-11-23'],
  ['¿El segundo semestre va a ser muy seco en La Guajira?', 'season 2026-11-23'],
  ['camarita cuándo entra el verano al llano este año', 'season 2026-11-23'],
];

describe('the days that a question asks for', () => {
  it.each(TABLE)('%s → %s', (question, expected) => {
    const { said, from, to, part } = readDays(question, TODAY);
    expect([said, from, ...(to === from ? [] : [to]), ...(part === null ? [] : [part])].join(' ')).toBe(
      expected,
    );
  });

  it('take today where a weekday is named on that day, and the coming weekend on its Sunday', () => {
    expect(readDays('¿llueve el domingo?', '2026-11-29')).toMatchObject({
      from: '2026-11-29',
      to: '2026-11-29',
    });
    expect(readDays('¿y el fin de semana?', '2026-11-29')).toMatchObject({
      from: '2026-11-29',
      to: '2026-11-29',
    });
    expect(readDays('¿y el fin de semana?', '2026-11-28')).toMatchObject({
      from: '2026-11-28',
      to: '2026-11-29',
    });
  });

  it('cross months and years', () => {
    expect(readDays('¿va a llover mañana?', '2026-12-31')).toMatchObject({ from: '2027-01-01' });
    expect(readDays('¿llueve el 3 de enero?', '2026-12-30')).toMatchObject({ from: '2027-01-03' });
  });
});
