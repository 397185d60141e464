/**
 * Exact McNemar test: how probable it is that two equally good models differ on so many questions, or more unevenly.
 * Two-sided binomial with p = ½ over the questions that exactly one of the two got right (McNemar 1947; exact form:
 * Fagerland, Lydersen and Laake 2013).
 *
 * @param onlyFirst questions that only the first model got right
 * @param onlySecond questions that only the second one got right
 * @returns p-value, 0 to 1; 1 where the two never differ
 */
export function mcnemar(onlyFirst: number, onlySecond: number): number {
  const differing = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  // In logarithms: ½ to the power of a few thousand is no number.
  let logTerm = -differing * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let count = 1; count <= fewer; count++) {
    logTerm += Math.log((differing - count + 1) / count);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}
