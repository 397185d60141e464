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

/**
 * Questions as people ask them, no two alike, in an order that mixes lengths; the same list every time.
 * @param skip how many of the list earlier runs have used
 */
export async function distinctQuestions(dataDir: string, skip: number, count: number): Promise<string[]> {
  const [crops, places] = await Promise.all([
    readJson<{ name: string }[]>(`${dataDir}/crops.json`),
    readJson<{ municipalities: { name: string }[] }>(`${dataDir}/places.json`),
  ]);
  const cropNames = crops.map(({ name }) => name.toLowerCase());
  const placeNames = [...new Set(places.municipalities.map(({ name }) => name))];
  const seen = new Set<string>();
  // Steps that share no factor with the lists' lengths visit every combination before one comes again.
  for (let n = 0; seen.size < skip + count; n++) {
    const phrasing = PHRASINGS[n % PHRASINGS.length]!;
    const crop = cropNames[(n * 7) % cropNames.length]!;
    const place = placeNames[(n * 11) % placeNames.length]!;
    seen.add(phrasing(crop, place, 2007 + ((n * 5) % 16)));
    if (n > 1_000_000) throw new Error(`only ${seen.size} distinct questions can be made`);
  }
  return [...seen].slice(skip);
}

async function readJson<Value>(path: string): Promise<Value> {
  return JSON.parse(await readFile(path, 'utf8')) as Value;
}
