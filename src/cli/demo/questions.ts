// prettier-ignore
const CROPS = [
  'café', 'maíz', 'arroz', 'papa', 'plátano', 'yuca', 'cacao', 'fríjol', 'tomate', 'aguacate', 'cebolla de bulbo',
  'zanahoria', 'mora', 'lulo', 'piña', 'mango', 'ahuyama', 'arveja', 'banano', 'ñame',
];

// prettier-ignore
const PLACES = [
  'Huila', 'Antioquia', 'Boyacá', 'Nariño', 'Santander', 'Tolima', 'Cauca', 'Córdoba', 'Meta', 'Cundinamarca',
  'Caldas', 'Quindío', 'Risaralda', 'Norte de Santander', 'Valle del Cauca', 'Magdalena', 'Casanare', 'Bolívar', 'Sucre',
];

const FIRST_YEAR = 2007;
const YEARS = 11;

type Phrasing = (crop: string, place: string, year: number, otherCrop: string) => string;

/** As people ask: with and without accents, marks and capitals. */
const PHRASINGS: Phrasing[] = [
  (crop, place, year) => `¿Cuánto ${crop} produjo ${place} en ${year}?`,
  (crop, _place, year) => `¿Qué departamento produjo más ${crop} en ${year}?`,
  (crop, place) => `cuanto ${crop} se saca en ${place}`,
  (crop, place, _year, otherCrop) => `¿Qué rinde más en ${place}, ${crop} o ${otherCrop}?`,
  (crop, place, year) => `Cuántas hectáreas de ${crop} se sembraron en ${place} en ${year}`,
  (crop, place, year) => `¿cómo cambió la producción de ${crop} en ${place} entre ${year} y ${year + 1}?`,
  (_crop, place) => `¿Qué me recomienda sembrar en ${place}?`,
  (crop) => `¿Dónde no conviene sembrar ${crop}?`,
  (crop, place, year) => `Buenas, ¿cuánto ${crop} dio ${place.toLowerCase()} en el ${year}?`,
  (_crop, place) => `que se da bien en ${place.toLowerCase()}`,
];

const STEPS = PHRASINGS.length * CROPS.length * PLACES.length * YEARS;

/** `count` different everyday questions (there are about 17,000), always the same ones in the same order. */
export function demoQuestions(count: number): string[] {
  const questions = new Set<string>();
  for (let step = 0; questions.size < count && step < STEPS; step++) {
    const phrasing = step % PHRASINGS.length;
    // The lists' lengths share no factor: counting through all three at once visits every combination.
    const combination = Math.floor(step / PHRASINGS.length) + phrasing * 7;
    const crop = at(CROPS, combination);
    const place = at(PLACES, combination);
    const year = FIRST_YEAR + (combination % YEARS);
    questions.add(at(PHRASINGS, phrasing)(crop, place, year, at(CROPS, combination + 5)));
  }
  return [...questions];
}

const at = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
