/** A wrong entry costs a farmer this many times what an honest "no" costs. */
const COST_OF_A_WRONG_ENTRY = 2.5;
/** A cosine and the lead of a joint score add up to 5 at most. It is written as JSON, which has no infinity. */
const OUT_OF_REACH = 10;

/**
 * The sureness from which an entry answers: where answering is worth most, a right entry counting one and a wrong one
 * 1 − 2.5.
 */
export function chooseThreshold(found: readonly { sureness: number; isRight: boolean }[]): number {
  const worthFrom = (threshold: number) =>
    found
      .filter(({ sureness }) => sureness >= threshold)
      .reduce((sum, { isRight }) => sum + (isRight ? 1 : 1 - COST_OF_A_WRONG_ENTRY), 0);
  let best = { threshold: OUT_OF_REACH, worth: 0 };
  for (const threshold of found.map(({ sureness }) => sureness).sort((one, other) => other - one)) {
    const worth = worthFrom(threshold);
    if (worth > best.worth) best = { threshold, worth };
  }
  return Math.floor(best.threshold * 1000) / 1000;
}
