import { z } from 'zod';
import type { FieldError } from './outcomes.js';

type Issue = z.core.$ZodIssue;

const spanish = z.locales.es().localeError;

const TYPE_NAMES: Record<string, string> = {
  string: 'texto',
  number: 'un número',
  object: 'un objeto',
  array: 'una lista',
  boolean: 'verdadero o falso',
};

/** The words for an issue where the schema itself has none. */
export const spanishIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'falta este campo';
    return `debe ser ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'unrecognized_keys') return 'campo desconocido; quítelo';
  return spanish(issue);
};

/** One entry a bad field, unknown fields by their own names. */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: issue.message }));
    }
    if (issue.code === 'invalid_union') {
      // Of the forms that it could have had, the one that it comes closest to.
      const closest = issue.errors.reduce((best, next) => (next.length < best.length ? next : best));
      return fieldErrors(closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
    }
    return [{ pointer: pointerTo(issue.path), detail: issue.message }];
  });
}

/** JSON pointer (RFC 6901); the empty one is the whole body. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
