/** How many deliveries go to one receiver at the same time, so that a slow one leaves room for the others. */
export function createHostSlots(perHost: number) {
  const taken = new Map<string, number>();
  return {
    /** @returns whether there was one left */
    take(host: string): boolean {
      const count = taken.get(host) ?? 0;
      if (count >= perHost) return false;
      taken.set(host, count + 1);
      return true;
    },
    giveBack(host: string): void {
      const count = taken.get(host) ?? 0;
      if (count > 1) taken.set(host, count - 1);
      else taken.delete(host);
    },
  };
}

export type HostSlots = ReturnType<typeof createHostSlots>;
