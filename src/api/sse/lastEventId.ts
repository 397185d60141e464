/**
 * Which event the reader has seen last: 0 = none, null = it says something that makes no sense.
 * `starting_after` is for readers that cannot set a header; a browser that resumes sends the header as well, which is
 * newer then.
 */
export function lastEventIdOf(
  header: string | string[] | undefined,
  startingAfter: string | null,
): number | null {
  const value = header ?? startingAfter;
  if (value === null || value === '') return 0;
  return /^\d{1,9}$/.test(String(value)) ? Number(value) : null;
}
