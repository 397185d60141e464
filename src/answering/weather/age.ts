const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `hace un minuto`, `hace 40 minutos`, `hace 3 horas`, `hace 2 días`. */
export function ageOf(ms: number): string {
  if (ms < HOUR_MS) return counted(Math.max(1, Math.round(ms / MINUTE_MS)), 'un minuto', 'minutos');
  if (ms < 36 * HOUR_MS) return counted(Math.round(ms / HOUR_MS), 'una hora', 'horas');
  return counted(Math.round(ms / DAY_MS), 'un día', 'días');
}

function counted(count: number, one: string, many: string): string {
  return `hace ${count === 1 ? one : `${count} ${many}`}`;
}
