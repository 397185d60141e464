const BUSY_MS = 1_000;
const BUSY_AT_MOST_MS = 5 * 60_000;

/** How many deliveries go to one receiver at the same time, so that a slow one leaves room for the others. */
export function createHostSlots(perHost: number) {
  const taken = new Map<string, number>();
  /** Deliveries put off since the last one to that host ended. */
  const putOff = new Map<string, number>();
  return {
    /** @returns whether there was one left */
    take(host: string): boolean {
      const count = taken.get(host) ?? 0;
      if (count >= perHost) return false;
      taken.set(host, count + 1);
      return true;
    },
    /**
     * How long a delivery that found no slot should stay away: the longer, the more were put off meanwhile, so that a
     * slow receiver with thousands waiting costs no thousand looks a second.
     */
    busyMs(host: string): number {
      const count = (putOff.get(host) ?? 0) + 1;
      putOff.set(host, count);
      return Math.min(BUSY_MS * Math.ceil(count / perHost), BUSY_AT_MOST_MS);
    },
    giveBack(host: string): void {
      putOff.delete(host);
      const count = taken.get(host) ?? 0;
      if (count > 1) taken.set(host, count - 1);
      else taken.delete(host);
    },
  };
}

export type HostSlots = ReturnType<typeof createHostSlots>;
