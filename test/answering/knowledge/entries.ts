import type { Entry } from '../../../src/answering/knowledge/entry.js';

/** A made-up entry that passes the schema; its ways to ask are the title and eight questions. */
export function entryOf(id: string, more: Partial<Entry> = {}): Entry {
  return {
    id,
    title: `Todo sobre ${id}`,
    answer: `Primera frase sobre ${id}. ${'Otra frase que lo explica con calma. '.repeat(6).trim()}`,
    questions: Array.from({ length: 8 }, (_, index) => `¿Pregunta ${index} sobre ${id}?`),
    tags: [id],
    source: { name: 'ICA' },
    ...more,
  };
}

/** A vector of unit length along one axis. */
export function axis(at: number, size = 8): Float32Array {
  return Float32Array.from({ length: size }, (_, index) => (index === at ? 1 : 0));
}
