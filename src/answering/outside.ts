import type { Location } from '../shared/contract/question.js';

/**
 * What only services outside of this house can tell: seconds instead of milliseconds, and they may be away. No call
 * throws for a service that is away; each says so in what it gives back. They throw only the reason of an abort.
 */
export interface Outside {
  /** The present time, in milliseconds since 1970: how old an observation is, and which day is today. */
  nowMs(): number;
  weather(point: Point, use: WeatherUse): Promise<WeatherReport | null>;
  /** Names the spot within its municipality; null where nobody could tell. */
  describe(point: Point): Promise<Spot | null>;
  write(brief: Brief): Promise<Written | null>;
}

/** Degrees (WGS 84), rounded to 0.01° where they are an asker's. */
export type Point = Extract<Location, { lat: number }>;

/** `advice` needs the past two weeks' rain and evapotranspiration, which not every service has. */
export type WeatherUse = 'now' | 'forecast' | 'advice';

/** What a weather service tells of a point. Times are Colombian (UTC−5, no summer time): `2026-11-23T14:30`. */
export interface WeatherReport {
  service: WeatherService;
  /** When the service was asked, in ms since 1970; minutes ago, or hours where it is away and this is the last known. */
  fetchedAtMs: number;
  /** The service is away: this is the last that it told. */
  isStale: boolean;
  /** Metres above the sea, where the service says. */
  elevationM: number | null;
  now: Observation;
  /** By date, ascending; from two weeks ago (where the service tells the past) to five days ahead. */
  days: DayWeather[];
  /** By time, ascending; hourly or every three hours (`stepHours`). */
  hours: HourWeather[];
  stepHours: 1 | 3;
}

export interface WeatherService {
  id: 'open-meteo' | 'openweathermap';
  /** As its terms want it named: `Open-Meteo.com`. */
  name: string;
  url: string;
}

export interface Observation {
  /** Colombian time, `2026-11-23T14:30`. */
  observedAt: string;
  temperatureC: number;
  feelsLikeC: number | null;
  humidityPct: number | null;
  windKmh: number | null;
  /** Rain of the last hour, mm. */
  rainMm: number | null;
  sky: Sky;
}

/** One Colombian calendar day. */
export interface DayWeather {
  /** `2026-11-23`. */
  date: string;
  minC: number;
  maxC: number;
  rainMm: number;
  /** 0 to 1; null for days that are over. */
  rainProbability: number | null;
  /** FAO-56 reference evapotranspiration, mm; null where the service does not tell. */
  et0Mm: number | null;
  sky: Sky;
}

export interface HourWeather {
  /** Colombian time at which the hour begins, `2026-11-23T14:00`. */
  time: string;
  temperatureC: number;
  humidityPct: number | null;
  windKmh: number | null;
  rainMm: number;
}

export type Sky =
  | 'clear'
  | 'partly_cloudy'
  | 'cloudy'
  | 'fog'
  | 'drizzle'
  | 'rain'
  | 'heavy_rain'
  | 'thunderstorm'
  | 'hail'
  | 'snow';

/** A spot's names from the narrowest out, as the map has them: `El Rosal`, `Vereda La Esperanza`. */
export interface Spot {
  names: string[];
  /** How the map wants to be named. */
  attribution: string;
}

/** What a language model is given to write an answer from. */
export interface Brief {
  question: string;
  /** What the knowledge base has that is near, nearest first: the only facts that the answer may lean on. */
  context: { title: string; text: string }[];
}

/** What the asker was shown: whole sentences, held to what is never said. */
export interface Written {
  text: string;
  /** The model's own name, for the source list. */
  model: string;
}
