import { readFile } from 'node:fs/promises';

const PHRASINGS = [
  (crop: string, place: string, year: number) => `¿Cuánto ${crop} produjo ${place} en ${year}?`,
  (crop: string, place: string, year: number) =>
    `cuantas toneladas de ${crop} salieron de ${place} en el ${year}`,
  (crop: string, place: string) => `¿Qué rinde más en ${place}, ${crop} o papa?`,
  (_: string, place: string) => `buenas, qué me recomienda sembrar en ${place}`,
  (crop: string, place: string, year: number) =>
    `Quisiera saber cuál fue la producción de ${crop} en el municipio de ${place} durante ${year}, por favor`,
  (crop: string) => `¿en qué departamento no conviene sembrar ${crop}?`,
];

export interface QuestionList {
  /** The next ones. */
  take(count: number): string[];
}

/**
 * Questions as people ask them, no two alike, in an order that mixes lengths; the same list every time it is opened.
 */
export async function openQuestionList(dataDir: string): Promise<QuestionList> {
  const [crops, places] = await Promise.all([
    readJson<{ name: string }[]>(`${dataDir}/crops.json`),
    readJson<{ municipalities: { name: string }[] }>(`${dataDir}/places.json`),
  ]);
  const cropNames = crops.map(({ name }) => name.toLowerCase());
  const placeNames = [...new Set(places.municipalities.map(({ name }) => name))];
  const questions = inTurn(cropNames, placeNames);
  return {
    take(count) {
      return Array.from({ length: count }, () => {
        const { value } = questions.next();
        if (value === undefined) throw new Error('the list of distinct questions is used up');
        return value;
      });
    },
  };
}

function* inTurn(cropNames: string[], placeNames: string[]): Generator<string, undefined> {
  const seen = new Set<string>();
  // Steps that share no factor with the lists' lengths visit every combination before one comes again.
  for (let n = 0; n < 1_000_000; n++) {
    const phrasing = PHRASINGS[n % PHRASINGS.length]!;
    const crop = cropNames[(n * 7) % cropNames.length]!;
    const place = placeNames[(n * 11) % placeNames.length]!;
    const question = phrasing(crop, place, 2007 + ((n * 5) % 16));
    if (seen.has(question)) continue;
    seen.add(question);
    yield question;
  }
}

async function readJson<Value>(path: string): Promise<Value> {
  return JSON.parse(await readFile(path, 'utf8')) as Value;
}
