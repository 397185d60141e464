import type { IntentName } from '../../src/shared/contract/intents.js';
import type { Reply } from '../../src/answering/ports.js';
import { ask, figures } from './answering.js';

/** A municipality of each department, spread over the alphabet; few enough to ask each of everything. */
const SOME_MUNICIPALITIES = figures.departments.flatMap((department, index) => {
  const own = figures.municipalities.filter((one) => one.department === department);
  return own[(index * 7) % own.length] ?? [];
});
const SOME_CROPS = figures.crops.filter((crop, index) => !crop.residual && index % 4 === 0);
const BIG_CROPS = ['cafe', 'papa', 'maiz', 'cana-panelera', 'aguacate', 'tomate', 'yuca', 'palma-de-aceite'];

export interface AskedAndAnswered {
  intent: IntentName;
  question: string;
  reply: Reply;
}

/** Some thousands of questions over all departments and a sample of municipalities, crops and years, answered. */
export async function manyReplies(): Promise<AskedAndAnswered[]> {
  const questions: [IntentName, string][] = [];
  const big = BIG_CROPS.map((id) => figures.nameOf(id) ?? id);
  for (const { name } of figures.departments) {
    for (const crop of SOME_CROPS)
      questions.push(['crop_production', `¿Cuánto ${crop.name} produjo ${name}?`]);
    for (const crop of big) {
      questions.push(
        ['crop_production', `¿Cuánto ${crop} produjo ${name} en 2018?`],
        ['crop_production', `¿Cuántas hectáreas de ${crop} hay sembradas en ${name}?`],
        ['crop_production', `¿Cuánto rinde ${crop} en ${name} en 2016?`],
        ['crop_production', `¿Qué porcentaje de ${crop} produce ${name}?`],
        ['crop_production', `¿Cuánto creció la producción de ${crop} en ${name} entre 2016 y 2021?`],
        ['crop_production', `¿En qué año se produjo más ${crop} en ${name}?`],
        ['crop_production', `¿Qué municipios de ${name} producen más ${crop}?`],
        ['crop_production', `¿Qué municipio de ${name} tiene el mejor rendimiento de ${crop}?`],
        ['crop_comparison', `¿${crop} o frijol en ${name}?`],
        ['crop_comparison', `¿Dónde rinde más ${crop}, en ${name} o en Tolima?`],
        ['crop_recommendation', `¿Se da ${crop} en ${name}?`],
        ['least_favorable_department', `¿En qué municipios de ${name} no conviene ${crop}?`],
      );
    }
    questions.push(
      ['crop_production', `¿Qué es lo que más se produce en ${name}?`],
      ['crop_production', `¿Qué es lo que menos se cultiva en ${name} en 2015?`],
      ['crop_production', `¿Cuánta papa, café y cacao produjo ${name}?`],
      ['crop_recommendation', `¿Qué siembro en ${name}?`],
      ['crop_recommendation', `¿Se dan la papa, el café y el coco en ${name}?`],
      ['crop_comparison', `¿Café, papa o coco en ${name}?`],
      ['crop_production', `¿Cuánto café produjo ${name} en 2012, 2018 y 2021?`],
    );
  }
  for (const { name, department } of SOME_MUNICIPALITIES) {
    const place = `${name}, ${department.name}`;
    for (const crop of big) questions.push(['crop_production', `¿Cuánto ${crop} produjo ${place}?`]);
    questions.push(
      ['crop_recommendation', `¿Qué siembro en ${place}?`],
      ['crop_production', `¿Qué es lo que más se cultiva en ${place}?`],
    );
  }
  for (const crop of figures.crops.filter((one) => !one.residual)) {
    questions.push(
      ['crop_production', `¿Quién produce más ${crop.name}?`],
      ['crop_production', `¿Qué departamento tiene el peor rendimiento de ${crop.name}?`],
      ['crop_production', `¿Cuánto ${crop.name} se produjo en Colombia en 2019?`],
      ['least_favorable_department', `¿Dónde no conviene sembrar ${crop.name}?`],
    );
  }
  const answered: AskedAndAnswered[] = [];
  for (const [intent, question] of questions)
    answered.push({ intent, question, reply: await ask(intent, question) });
  return answered;
}
