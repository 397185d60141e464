import { sourcesOf } from '../../answering/sources.js';
import type { AnswerData, CompletedQuestion } from '../../client/index.js';
import { COUNTRY_CODE, type Figures } from '../../shared/eva/figures.js';

type DataOf<Kind extends AnswerData['kind']> = Extract<AnswerData, { kind: Kind }>;

/** A question whose answer can be looked up. */
export interface KnownQuestion {
  check: string;
  text: string;
  /** What is wrong with an answer; empty where it is right. */
  faults(answered: CompletedQuestion): string[];
}

/** From the newer and the older series, a department, a municipality and the country. */
const PRODUCTIONS = [
  { crop: 'cafe', place: '41', year: 'newest' },
  { crop: 'papa', place: '52001', year: 2020 },
  { crop: 'arroz', place: '73', year: 2010 },
  { crop: 'cacao', place: COUNTRY_CODE, year: 'newest' },
] as const;

/** Questions of several intents, with what these figures say to each; those that the figures hold nothing on are left out. */
export function knownQuestions(figures: Figures): KnownQuestion[] {
  const { newest } = figures.years;
  return [
    ...PRODUCTIONS.map(({ crop, place, year }) =>
      production(figures, crop, place, year === 'newest' ? newest : year),
    ),
    ranking(figures, 'cafe', newest),
    comparison(figures, ['maiz', 'frijol'], '68', newest),
    recommendation(figures, '15'),
    senseless(),
  ].filter((known) => known !== null);
}

function production(figures: Figures, crop: string, place: string, year: number): KnownQuestion | null {
  const total = figures.total(crop, place, year);
  if (total === undefined) return null;
  const [cropName, placeName] = [cropIn(figures, crop), figures.place(place)?.name ?? place];
  return {
    check: `${cropName}, ${placeName}, ${year}`,
    text: `¿Cuánto ${cropName} produjo ${placeName} en ${year}?`,
    faults: (answered) =>
      withData(answered, 'production', (data) => [
        ...differs('crop', data.crop.id, crop),
        ...differs('place', data.place.code, place),
        ...differs('year', data.year, year),
        ...differs('production_t', data.production_t, total.productionT),
        ...differs('area_harvested_ha', data.area_harvested_ha, total.areaHarvestedHa),
        ...sourceFaults(figures, answered, [year]),
      ]),
  };
}

function ranking(figures: Figures, crop: string, year: number): KnownQuestion | null {
  const [first] = figures.byPlace(crop, 'department', year).sort((a, b) => b.productionT - a.productionT);
  if (first === undefined) return null;
  const cropName = cropIn(figures, crop);
  return {
    check: `${cropName}, first department, ${year}`,
    text: `¿Qué departamento produjo más ${cropName} en ${year}?`,
    faults: (answered) =>
      withData(answered, 'ranking', ({ rows: [top] }) => [
        ...differs('first place', top?.place?.code, first.place.code),
        ...differs('its value', top?.value, first.productionT),
        ...sourceFaults(figures, answered, [year]),
      ]),
  };
}

function comparison(
  figures: Figures,
  crops: readonly string[],
  place: string,
  year: number,
): KnownQuestion | null {
  if (crops.some((crop) => figures.total(crop, place, year) === undefined)) return null;
  const names = crops.map((crop) => cropIn(figures, crop));
  const placeName = figures.place(place)?.name ?? place;
  return {
    check: `${names.join(' or ')}, ${placeName}, ${year}`,
    text: `¿Qué rinde más en ${placeName} en ${year}, ${names.join(' o ')}?`,
    faults: (answered) =>
      withData(answered, 'comparison', (data) => [
        ...differs('place', data.place?.code, place),
        ...differs('crops', data.crops?.map(({ crop }) => crop.id).sort(), [...crops].sort()),
        ...(data.crops ?? []).flatMap(({ crop, production_t }) =>
          differs(
            `production_t of ${crop.id}`,
            production_t,
            figures.total(crop.id, place, year)?.productionT,
          ),
        ),
        ...sourceFaults(figures, answered, [year]),
      ]),
  };
}

function recommendation(figures: Figures, place: string): KnownQuestion | null {
  const name = figures.place(place)?.name;
  if (name === undefined) return null;
  return {
    check: `what to sow, ${name}`,
    text: `¿Qué siembro en ${name}?`,
    faults: (answered) =>
      withData(answered, 'recommendation', (data) => {
        const grown = figures.byCrop(place, data.years, { by: 'recommendation' });
        return [
          ...differs('place', data.place.code, place),
          ...(data.crops.length === 0 ? ['it recommends nothing'] : []),
          ...data.crops.flatMap(({ crop }) =>
            grown.some(({ id }) => id === crop.id) ? [] : [`${crop.id} is not grown there`],
          ),
          ...sourceFaults(figures, answered, data.years),
        ];
      }),
  };
}

/** Whatever is said to it, no figure may be made up. */
function senseless(): KnownQuestion {
  return {
    check: 'a question without sense',
    text: 'zxqw plkj vbnm',
    faults: ({ answer }) => (answer.data === null ? [] : [`it is answered with ${answer.data.kind}`]),
  };
}

const cropIn = (figures: Figures, crop: string) => (figures.nameOf(crop) ?? crop).toLowerCase();

function withData<Kind extends AnswerData['kind']>(
  { answer }: CompletedQuestion,
  kind: Kind,
  faults: (data: DataOf<Kind>) => string[],
): string[] {
  if (answer.data?.kind !== kind) return [`instead of a ${kind}: ${answer.text}`];
  return faults(answer.data as DataOf<Kind>);
}

function sourceFaults(figures: Figures, { sources }: CompletedQuestion, years: readonly number[]): string[] {
  const plain = (list: CompletedQuestion['sources']) =>
    list.map(({ title, period, url }) => `${title} ${period} ${url}`);
  return differs('source', plain(sources), plain(sourcesOf(figures, years)));
}

function differs(what: string, found: unknown, right: unknown): string[] {
  const [foundText, rightText] = [JSON.stringify(found), JSON.stringify(right)];
  return foundText === rightText ? [] : [`${what} is ${foundText} instead of ${rightText}`];
}
