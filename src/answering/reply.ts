import type { Figures } from '../shared/eva/figures.js';
import type { Decision } from './decideIntent.js';
import { FROM_FIGURES } from './intents/answers.js';
import type { AskedQuestion, Remembered, Reply } from './ports.js';
import { cropRef, placeRef, type Answered, type Query } from './query.js';
import { sourcesOf } from './sources.js';
import { isCountry } from './spanish/places.js';

/** The answer in the form of the contract, with how it came about and what the next turn may lean on. */
export function replyOf(
  figures: Figures,
  {
    asked,
    query,
    decision,
    answered,
  }: { asked: AskedQuestion; query: Query; decision: Decision; answered: Answered },
): Reply {
  const { understood, places } = query;
  const [place] = places;
  const notes = [
    ...(decision.note === undefined ? [] : [decision.note]),
    ...(place === undefined ? [] : [`place from ${query.placeFrom}`]),
    ...(answered.notes ?? []),
  ];
  return {
    intent: decision.intent,
    entities: {
      crops: query.crops.map(cropRef),
      place: place === undefined ? null : placeRef(place),
      ...(places.length > 1 && { places: places.map(placeRef) }),
      years: understood.years,
    },
    answer: { short: answered.short, text: answered.text, data: answered.data },
    action: answered.action ?? null,
    sources: [...sourcesOf(figures, answered.years), ...(answered.sources ?? [])],
    disclaimer: null,
    explanation: {
      spans: understood.spans,
      rule: `${decision.kind === 'ask_back' ? 'ask_back' : decision.intent.name}/${answered.rule}`,
      rows: answered.rows,
      notes,
    },
    remember: remember(asked.remembered, query, decision),
  };
}

/** A turn of small talk or one that asked back keeps what was spoken of before, beside what it names itself. */
function remember(before: Remembered | null, { crops, places }: Query, decision: Decision): Remembered {
  const named = places.find((place) => !isCountry(place));
  const isAboutFigures = decision.kind === 'answer' && FROM_FIGURES.has(decision.intent.name);
  const placeCode = named?.code ?? before?.placeCode ?? null;
  const cropIds = crops.map((crop) => crop.id);
  if (isAboutFigures || before === null) return { intent: decision.intent.name, cropIds, placeCode };
  return { intent: before.intent, cropIds: cropIds.length > 0 ? cropIds : before.cropIds, placeCode };
}
