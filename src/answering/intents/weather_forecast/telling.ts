import type { Agronomy } from '../../agronomy/loadAgronomy.js';
import type { DayWeather, WeatherReport } from '../../outside.js';
import type { AskedDays } from '../../understanding/days.js';
import type { Spot } from '../../weather/spots.js';

/** What one telling works with. */
export interface Telling {
  spot: Spot;
  report: WeatherReport;
  /** Colombian time. */
  now: string;
  today: string;
  /** From today on, at most six with today. */
  ahead: DayWeather[];
  asked: AskedDays;
  agronomy: Agronomy;
}
