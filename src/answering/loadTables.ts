import { join } from 'node:path';
import { loadFigures } from '../shared/eva/figures.js';
import { loadAgronomy } from './agronomy/loadAgronomy.js';
import { loadCalendar } from './calendar/loadCalendar.js';
import type { Knowledge } from './knowledge/createKnowledge.js';
import type { Tables } from './tables.js';

/**
 * Reads everything in a data folder.
 *
 * @param loadKnowledge what is in its `knowledge` folder depends on the model, too
 * @throws BrokenDataError, BrokenKnowledgeError, BrokenAgronomyError or BrokenCalendarError, naming the file
 */
export async function loadTables(
  dataDir: string,
  loadKnowledge: (folder: string) => Promise<Knowledge>,
): Promise<Tables> {
  const [figures, knowledge, agronomy, calendar] = await Promise.all([
    loadFigures(dataDir),
    loadKnowledge(join(dataDir, 'knowledge')),
    loadAgronomy(dataDir),
    loadCalendar(dataDir),
  ]);
  return { figures, knowledge, agronomy, calendar };
}
