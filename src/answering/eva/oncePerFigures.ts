import type { Figures } from '../../shared/eva/figures.js';

/** Works something out once a data set and keeps it as long as the data set lives. */
export function oncePerFigures<T extends object>(workOut: (figures: Figures) => T): (figures: Figures) => T {
  const known = new WeakMap<Figures, T>();
  return (figures) => {
    let value = known.get(figures);
    if (value === undefined) known.set(figures, (value = workOut(figures)));
    return value;
  };
}
