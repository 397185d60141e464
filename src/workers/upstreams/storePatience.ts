/** A Redis that does not answer by then is taken as away: an answer does not wait for its cache. */
const STORE_PATIENCE_MS = 500;

/** @throws Error where the work takes longer than an answer waits for Redis */
export async function withPatience<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), STORE_PATIENCE_MS);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
