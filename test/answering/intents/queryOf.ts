import path from 'node:path';
import { NO_TOPICS } from '../../../src/answering/knowledge/createKnowledge.js';
import type { Query } from '../../../src/answering/query.js';
import { isMunicipality } from '../../../src/answering/spanish/places.js';
import { settlePlace } from '../../../src/answering/settlePlace.js';
import { createUnderstanding } from '../../../src/answering/understanding/createUnderstanding.js';
import { loadFigures } from '../../../src/shared/eva/figures.js';

/** The shipped figures. */
export const figures = await loadFigures(path.resolve(import.meta.dirname, '../../../data'));
const understand = createUnderstanding(figures);

/** A question as an intent gets it: the real reading, no conversation before it; `sent` is the asker's own municipality. */
export function queryOf(text: string, sent?: string): Query {
  const understood = understand(text, { departmentCode: sent?.slice(0, 2) ?? null });
  const own = sent === undefined ? undefined : figures.place(sent);
  const settled = settlePlace(figures, {
    named: understood.places,
    sent: own && isMunicipality(own) ? own : undefined,
    remembered: null,
    followsUp: false,
  });
  return {
    text,
    understood,
    crops: understood.crops.flatMap(({ id, productId }) => {
      const crop = figures.cropOf(id);
      const name = figures.nameOf(productId ?? id);
      return crop && name !== undefined ? [{ id: productId ?? id, name, crop }] : [];
    }),
    places: settled.places,
    placeFrom: settled.from,
    region: settled.region,
    topics: NO_TOPICS,
    point: null,
    canWrite: false,
  };
}
