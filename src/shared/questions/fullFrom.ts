/** New questions are refused from this share of Redis' maxmemory on, so that what was accepted can be finished. */
export const FULL_FROM = 0.8;
