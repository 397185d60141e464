import type { Figures, Municipality } from '../shared/eva/figures.js';
import type { Decision } from './decideIntent.js';
import { ABOUT_A_CROP } from './intents/answers.js';
import type { Topics } from './knowledge/createKnowledge.js';
import type { AskedQuestion } from './ports.js';
import type { Query } from './query.js';
import { settlePlace } from './settlePlace.js';
import type { AskedCrop } from './spanish/crops.js';
import type { Understood } from './understanding/understood.js';

/** What the question names, completed by where the asker is and what the conversation spoke of last. */
export function completeQuery(
  figures: Figures,
  {
    asked,
    understood,
    decision,
    sent,
    topics,
    canWrite,
  }: {
    asked: AskedQuestion;
    understood: Understood;
    decision: Decision;
    sent: Municipality | undefined;
    topics: Topics;
    canWrite: boolean;
  },
): Query {
  const { places, from, region } = settlePlace(figures, {
    named: understood.places,
    sent,
    remembered: asked.remembered,
    followsUp: decision.followsUp,
  });
  const named = understood.crops.flatMap(({ id, productId }) => cropById(figures, productId ?? id) ?? []);
  const asksOfCrops = understood.asks.rank === 'crop' || understood.ambiguousCrops.length > 0;
  const mayRemember = decision.followsUp || (ABOUT_A_CROP.has(decision.intent.name) && !asksOfCrops);
  const remembered = mayRemember ? (asked.remembered?.cropIds ?? []) : [];
  return {
    text: asked.text,
    understood,
    crops: named.length > 0 ? named : remembered.flatMap((id) => cropById(figures, id) ?? []),
    places,
    placeFrom: from,
    point: from === 'request' && asked.location !== null && 'lat' in asked.location ? asked.location : null,
    canWrite,
    region,
    topics,
  };
}

function cropById(figures: Figures, id: string): AskedCrop | undefined {
  const crop = figures.cropOf(id);
  const name = figures.nameOf(id);
  return crop && name !== undefined ? { id, name, crop } : undefined;
}
