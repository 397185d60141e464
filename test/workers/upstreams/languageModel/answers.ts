/** Answers as a language model writes them, for its gate and for its stand-in. */

/** 160 words and more, with nothing in it that may not be said. */
export const GOOD_ANSWER = `El compostaje es la descomposición controlada de residuos de cocina, de cosecha y de estiércol hasta que se vuelven un abono oscuro y suelto. Lo hacen los hongos y las bacterias del mismo material, que necesitan aire, humedad y comida variada.

Para empezar busque un sitio bajo techo, cerca de la casa y lejos de la quebrada. Haga una pila por capas:
- Primero material seco, como hojarasca, tamo o cascarilla.
- Después material verde o estiércol, siempre en menor cantidad que el seco.
- Por último una capa de tierra negra para que arranque más rápido.

Manténgala húmeda como una esponja exprimida y voltéela cuando se caliente mucho. Si huele a podrido tiene demasiada agua: revuélvale hoja seca. Si no calienta, está muy seca o muy pequeña.

El compost está listo cuando es oscuro, huele a tierra de monte y ya no se reconocen los materiales. Úselo en el semillero, al pie de las matas o en la huerta. Así gasta menos en abono comprado, guarda mejor el agua en el suelo y les da casa a las lombrices. No eche carne, grasas, vidrio ni plantas muy enfermas, porque llaman ratones y riegan enfermedades.`;

export const NOTES = [
  {
    title: 'Compost casero',
    text: 'El compost es abono que resulta de descomponer residuos. Está listo en unos tres a cuatro meses. Más datos en www.ica.gov.co o en la línea 018000111213. La Ley 2046 de 2020 habla de compras. Se producen 12,5 toneladas por hectárea. Un 15-15-15 es un abono compuesto.',
  },
];

/** So many neutral sentences, each its own. */
export function neutralSentences(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) =>
      `${ORDINALS[index % ORDINALS.length]} conviene mirar el lote con calma, porque la planta ${WORDS[Math.floor(index / ORDINALS.length) % WORDS.length]} lo que le falta en el suelo.`,
  );
}

const ORDINALS = [
  'Primero',
  'Luego',
  'También',
  'Además',
  'Por eso',
  'En la mañana',
  'En la tarde',
  'Después',
];
const WORDS = ['muestra', 'enseña', 'avisa', 'dice', 'cuenta', 'señala'];

/** What a technician would say, numbers included. */
export const EVERYDAY_SENTENCES = [
  'La broca del café es un gorgojito negro que perfora el fruto y pone sus huevos dentro del grano.',
  'Revise el lote cada ocho días y recoja los frutos maduros, sobremaduros y secos.',
  'Ponga los frutos recogidos en agua caliente o entiérrelos bien tapados.',
  'El hongo Beauveria bassiana es un enemigo natural de la broca.',
  'La semilla debe ser certificada por el ICA.',
  'Deje una distancia de 3 metros entre surcos y 2 metros entre plantas.',
  'El ciclo dura entre 90 y 120 días según la altura.',
  'Siembre al inicio de las lluvias, por lo general en marzo o abril y en septiembre u octubre.',
  'En clima frío, entre 2.000 y 3.000 metros sobre el nivel del mar, crece más despacio.',
  'Riegue cada dos o tres días si no llueve.',
  'No aplique plaguicidas en las horas de calor ni con viento.',
  'Use guantes, botas y careta cuando fumigue.',
  'Si la plaga avanza, consulte al técnico antes de aplicar cualquier producto y respete la etiqueta.',
  'Los precios cambian mucho; consulte el SIPSA del DANE antes de vender.',
  'La temperatura ideal está entre 18 y 24 grados.',
  'Cave un hoyo de 40 por 40 por 40 centímetros.',
  'Deje el hoyo abierto unos quince días antes de sembrar.',
  'El pH ideal está entre 5,5 y 6,5; si es más ácido, el análisis dirá cuánta cal necesita.',
  'Rote con frijol, arveja u otra leguminosa que fija nitrógeno del aire.',
  'No puedo decirle con seguridad cuál es la causa sin ver la planta.',
  'Haga triple lavado de los envases y entréguelos en el punto de recolección.',
  'La Phytophthora infestans causa la gota de la papa.',
  'El crédito de Finagro se pide en el Banco Agrario o en otra entidad.',
  'Espere de dos a tres meses hasta que el compost esté maduro.',
  'Coseche en la mañana, con el grano en su punto, y séquelo a la sombra.',
];
