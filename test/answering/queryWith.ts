import type { Topics } from '../../src/answering/knowledge/createKnowledge.js';
import type { Query } from '../../src/answering/query.js';
import { createUnderstanding } from '../../src/answering/understanding/createUnderstanding.js';
import { figures } from './answering.js';

const understand = createUnderstanding(figures);

/** A question about no place and no crop, with what the knowledge base is made to hold on it. */
export function queryWith(topics: Topics, text = '¿Qué es eso?'): Query {
  return {
    text,
    understood: understand(text, { departmentCode: null }),
    crops: [],
    places: [],
    placeFrom: 'none',
    topics,
    point: null,
    canWrite: false,
    region: null,
  };
}
