/**
 * Lets jobs run side by side, until one has to run alone: a question whose process died last time runs when all others
 * have finished, and holds the door until it is done. So if it kills again, it kills no neighbour.
 */
export function createSoloGate() {
  let inside = 0;
  let solo: Promise<void> | undefined;
  let emptied: (() => void) | undefined;

  /** Waits while a solo runs or waits to; the returned function leaves, and may be called twice. */
  async function enter(): Promise<() => void> {
    while (solo) await solo;
    inside++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inside--;
      if (inside === 0) emptied?.();
    };
  }

  /** Runs `work` with nothing beside it. The caller must have left the gate before. */
  async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
    while (solo) await solo;
    let open!: () => void;
    solo = new Promise((resolve) => (open = resolve));
    try {
      if (inside > 0) await new Promise<void>((resolve) => (emptied = resolve));
      return await work();
    } finally {
      emptied = undefined;
      solo = undefined;
      open();
    }
  }

  return { enter, alone };
}

export type SoloGate = ReturnType<typeof createSoloGate>;
