import type { Problem, ProblemCode } from '../shared/contract/problem.js';

/** The API refused the request or cannot serve it now. `problem` says why; its title and detail are Spanish. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly code: ProblemCode;

  constructor(
    readonly problem: Problem,
    /** What the server asked to wait before another try, where it did. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
  }
}

/** No AgroBot API answered at `url`: nothing listens, the network failed, or something else speaks there. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  /** The HTTP status, where something other than an AgroBot API answered. */
  readonly status: number | null;

  constructor(
    readonly url: string,
    /** What happened, as a clause: `connection refused`. */
    readonly reason: string,
    options: { cause?: unknown; status?: number } = {},
  ) {
    super(`No AgroBot API answers at ${url}: ${reason}.`, { cause: options.cause });
    this.status = options.status ?? null;
  }
}

const PASSING_STATUSES: readonly number[] = [429, 502, 503, 504];

/** Whether the same request may succeed a little later. */
export function isPassing(error: unknown): error is ProblemError | UnreachableError {
  if (error instanceof ProblemError) return PASSING_STATUSES.includes(error.status);
  if (error instanceof UnreachableError)
    return error.status === null || PASSING_STATUSES.includes(error.status);
  return false;
}
