import type { Agronomy } from '../../agronomy/loadAgronomy.js';
import type { WeatherReport } from '../../outside.js';
import type { Query } from '../../query.js';
import type { DayPart } from '../../understanding/days.js';
import type { Spot } from '../../weather/spots.js';

/** What one telling works with. */
export interface Work {
  query: Query;
  spot: Spot;
  report: WeatherReport;
  /** Colombian time. */
  now: string;
  today: string;
  /** The day of the work; today where none was said. */
  from: string;
  to: string;
  /** "esta tarde", "mañana temprano". */
  part: DayPart | null;
  agronomy: Agronomy;
}
