import { daysBetween, hourOf, weekday } from './colombianTime.js';

const WEEKDAYS = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'] as const;

/** Inside a sentence, seen from today: `hoy`, `mañana`, `pasado mañana`, `el viernes`, `ayer`, `el lunes pasado`, `hace 9 días`. */
export function dayName(date: string, today: string): string {
  const ahead = daysBetween(today, date);
  const name = WEEKDAYS[weekday(date)] ?? '';
  if (ahead < -7) return `hace ${-ahead} días`;
  if (ahead < -2) return `el ${name} pasado`;
  if (ahead > 6) return `el otro ${name}`;
  const near = ['antier', 'ayer', 'hoy', 'mañana', 'pasado mañana'][ahead + 2];
  return near ?? `el ${name}`;
}

/** `las 5 de la tarde`, `la 1 de la mañana`, `el mediodía`. */
export function hourName(time: string): string {
  const hour = hourOf(time);
  if (hour === 12) return 'el mediodía';
  if (hour === 0) return 'la medianoche';
  const twelve = hour % 12;
  const part = hour < 12 ? 'la mañana' : hour < 18 ? 'la tarde' : 'la noche';
  return `${twelve === 1 ? 'la' : 'las'} ${twelve} de ${part}`;
}
