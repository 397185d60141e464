import { createUnderstanding } from '../../../src/answering/understanding/createUnderstanding.js';
import type { Understood } from '../../../src/answering/understanding/understood.js';
import { loadFigures } from '../../../src/shared/eva/figures.js';
import { fileURLToPath } from 'node:url';

export const figures = await loadFigures(fileURLToPath(new URL('../../../data', import.meta.url)));
const understandIn = createUnderstanding(figures);

/** Understands a question with the crops and places of the shipped data. */
export function understand(question: string, departmentCode: string | null = null): Understood {
  return understandIn(question, { departmentCode });
}
