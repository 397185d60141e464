import type { Request } from 'express';
import { NotAcceptable } from './outcomes.js';

/** Throws NotAcceptable where the Accept header excludes what the route answers in. */
export function requireAcceptable(request: Request, type: string): void {
  const { accept } = request.headers;
  // What nearly every client sends needs no parsing.
  if (accept === undefined || accept === '*/*' || accept === type) return;
  if (request.accepts(type) === false) throw new NotAcceptable(type);
}
