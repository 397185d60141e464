import type { Intent } from '../shared/contract/question.js';
import { INTENTS, type IntentName } from '../shared/contract/intents.js';
import type { Classification, Remembered } from './ports.js';
import { asksWhereItDoesWell } from './asksWhereItDoesWell.js';
import { followsUp } from './followsUp.js';
import type { Understood } from './understanding/understood.js';

const ALTERNATIVES_SHOWN = 3;
const CHOICES_AT_MOST = 3;

export interface Decision {
  /** `lost`: unsure again after it has asked back once, or without any idea. */
  kind: 'answer' | 'ask_back' | 'lost';
  intent: Intent;
  /** The intents to choose from, where the model is unsure; none where it has no idea. */
  choices: IntentName[];
  /** Whether the question only goes on from the turn before ("¿y en Nariño?"). */
  followsUp: boolean;
  /** Why it is not simply the model's first. */
  note?: string;
}

/**
 * The intent to answer, or those to choose from where the model is unsure: below its threshold. What the question names
 * may settle it where that is plainly right; nothing else overrides the model.
 */
export function decideIntent(
  text: string,
  classification: Classification,
  understood: Understood,
  remembered: Remembered | null,
): Decision {
  const [top] = classification.intents;
  if (top === undefined) throw new Error('classify gave no intents');
  const asIntent = (name: IntentName): Intent => ({
    name,
    confidence: classification.intents.find((one) => one.name === name)?.confidence ?? 0,
    alternatives: classification.intents.filter((one) => one.name !== name).slice(0, ALTERNATIVES_SHOWN),
  });

  const answer = (name: IntentName, more: Partial<Decision> = {}): Decision => ({
    kind: 'answer',
    intent: asIntent(name),
    choices: [],
    followsUp: false,
    ...more,
  });

  if (
    remembered !== null &&
    goesOn(remembered.intent) &&
    followsUp(text, understood, remembered.awaitsName === true)
  ) {
    return answer(remembered.intent, { followsUp: true, note: `goes on from ${remembered.intent}` });
  }
  const meant = cropInsteadOfWater(classification, text, understood);
  if (meant !== undefined)
    return answer(meant, { note: `“riego” is in the crop’s name, so not ${top.name}` });
  if (top.name === 'least_favorable_department') {
    if (understood.asks.rank === 'year')
      return answer('crop_production', { note: 'the worst year, not place' });
    if (asksWhereItDoesWell(text))
      return answer('crop_profitability', { note: 'where it does well, not badly' });
  }
  const isUnsure = top.confidence < classification.thresholds.answer;
  const isComparison =
    comparesCrops(text, understood) ||
    ((isUnsure || ONE_CROP_INTENTS.has(top.name)) && setsAgainst(text, understood));
  if (isComparison) {
    const isOther = top.name !== 'crop_comparison';
    return answer('crop_comparison', isOther ? { note: `set against each other, so not ${top.name}` } : {});
  }
  if (!isUnsure) return answer(top.name);
  if (ABOUT_YIELDS.has(top.name) && asksForOneYield(understood)) {
    return answer('crop_production', { note: 'the yield of one crop in one place' });
  }
  const hasNoIdea = top.confidence < classification.thresholds.askBack;
  return {
    kind: hasNoIdea || remembered?.askedBack === true ? 'lost' : 'ask_back',
    intent: asIntent(top.name),
    choices: hasNoIdea ? [] : classification.intents.slice(0, CHOICES_AT_MOST).map((one) => one.name),
    followsUp: false,
  };
}

/** Whether the next turn can go on from an answer of this intent: it speaks of a crop, a place or a time. */
export function goesOn(intent: IntentName): boolean {
  return CAN_GO_ON.has(intent);
}

const CAN_GO_ON: ReadonlySet<IntentName> = new Set(
  INTENTS.filter((name) => !['smalltalk', 'out_of_scope', 'theoretical', 'current_location'].includes(name)),
);

/** "¿arroz riego o arroz secano?" is not asked of water: what is meant where only a crop's own name speaks of it. */
function cropInsteadOfWater(
  { intents }: Classification,
  text: string,
  understood: Understood,
): IntentName | undefined {
  if (intents[0]?.name !== 'irrigation_advice') return undefined;
  const watering = [...text.matchAll(/\b(rieg|reg[aáuú])/gi)];
  const isInName = ({ index }: { index: number }) =>
    understood.crops.some(({ span }) => index >= span.start && index < span.end);
  if (watering.length === 0 || !watering.every(isInName)) return undefined;
  if (setsAgainst(text, understood)) return 'crop_comparison';
  return intents.find(({ name }) => ABOUT_THE_NAMED_CROP.has(name))?.name;
}

const ABOUT_THE_NAMED_CROP: ReadonlySet<IntentName> = new Set(['crop_production', 'crop_recommendation']);

/** Intents between which the model wavers where a yield is asked for. */
const ABOUT_YIELDS: ReadonlySet<IntentName> = new Set(['crop_production', 'crop_profitability']);

function asksForOneYield({ asks, crops, places }: Understood): boolean {
  return asks.metric === 'yield' && crops.length === 1 && places.length === 1;
}

/** Intents that speak of one crop or of none: with two set against each other they are a comparison. */
const ONE_CROP_INTENTS: ReadonlySet<IntentName> = new Set(['crop_recommendation', 'crop_profitability']);

const AGAINST =
  /^[\s,.;]*(o|u|vs\.?|versus|contra|frente a|comparad[oa] con)[\s,.]+(el|la|los|las|de|del)?\s*$/i;

const COMPARES = /\bcompar(a|e|ar|arme|eme|ación|acion|ame)\b/i;

/** "compare tomate y papa", whatever the model says; with tonnes or hectares asked for it is a matter of figures. */
function comparesCrops(text: string, { crops, asks }: Understood): boolean {
  return COMPARES.test(text) && crops.length > 1 && (asks.metric === null || asks.metric === 'yield');
}

/** Two crops with "o", "vs" or the like between them: "¿maíz o frijol?"; two crops or places after "compare". */
function setsAgainst(text: string, { crops, places }: Understood): boolean {
  if (COMPARES.test(text) && (crops.length > 1 || places.length > 1)) return true;
  const inOrder = crops.map((crop) => crop.span).sort((a, b) => a.start - b.start);
  return inOrder.some((span, index) => {
    const next = inOrder[index + 1];
    return next !== undefined && AGAINST.test(text.slice(span.end, next.start));
  });
}
