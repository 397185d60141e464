import type { Figures } from '../shared/eva/figures.js';
import type { IntentName } from '../shared/contract/intents.js';
import { goesOn, type Decision } from './decideIntent.js';
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
    degraded: answered.degraded ?? [],
    disclaimer: answered.disclaimer ?? null,
    explanation: {
      spans: understood.spans,
      rule: `${decision.kind === 'answer' ? decision.intent.name : 'ask_back'}/${answered.rule}`,
      rows: answered.rows,
      notes,
    },
    remember: remember(asked.remembered, query, decision, answered),
  };
}

/**
 * A turn that goes nowhere (small talk, one that asked back) keeps what was spoken of before, beside what it names
 * itself; one about the weather keeps the crop.
 */
function remember(
  before: Remembered | null,
  { crops, places }: Query,
  decision: Decision,
  { action, data }: Answered,
): Remembered {
  const named = places.find((place) => !isCountry(place));
  const isSubject = decision.kind === 'answer' && goesOn(decision.intent.name);
  const cropIds = crops.map((crop) => crop.id);
  const keepsCrops = cropIds.length === 0 && !(isSubject && isAboutCrops(decision.intent.name));
  return {
    intent: isSubject || before === null ? decision.intent.name : before.intent,
    cropIds: keepsCrops ? (before?.cropIds ?? []) : cropIds,
    placeCode: named?.code ?? before?.placeCode ?? null,
    ...(decision.kind === 'ask_back' && { askedBack: true }),
    ...(isSubject && (action?.type === 'ask_location' || (action && data === null)) && { awaitsName: true }),
  };
}

/** With no crop named or remembered such a turn is about all of them, and so is the next. */
function isAboutCrops(intent: IntentName): boolean {
  return intent.startsWith('crop_') || intent === 'least_favorable_department';
}
