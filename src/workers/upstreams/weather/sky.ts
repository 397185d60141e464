import type { Sky } from '../../../answering/outside.js';

/** From the mildest to the one that a day is named by. */
const SEVERITY: readonly Sky[] = [
  'clear',
  'partly_cloudy',
  'cloudy',
  'fog',
  'drizzle',
  'rain',
  'snow',
  'heavy_rain',
  'thunderstorm',
  'hail',
];

/**
 * WMO weather interpretation codes (code table 4677, of which Open-Meteo uses 0–3, 45, 48, 51–57, 61–67, 71–77, 80–82,
 * 85, 86, 95, 96, 99: https://open-meteo.com/en/docs).
 */
export function skyOfWmoCode(code: number): Sky {
  if (code <= 1) return 'clear';
  if (code === 2) return 'partly_cloudy';
  if (code < 40) return 'cloudy';
  if (code < 50) return 'fog';
  if (code < 60) return 'drizzle';
  if (code === 65 || code === 67 || code === 82) return 'heavy_rain';
  if (code < 70) return 'rain';
  if (code < 80 || code === 85 || code === 86) return 'snow';
  if (code < 90) return 'rain';
  return code === 96 || code === 99 ? 'hail' : 'thunderstorm';
}

/** OpenWeatherMap's condition ids: https://openweathermap.org/weather-conditions */
export function skyOfConditionId(id: number): Sky {
  if (id < 300) return 'thunderstorm';
  if (id < 500) return 'drizzle';
  if ((id >= 502 && id <= 504) || id === 522) return 'heavy_rain';
  if (id < 600) return 'rain';
  if (id < 700) return 'snow';
  // Squalls and tornadoes come with storms; mist, haze and fog hide the sky; smoke, dust and ash cover it.
  if (id === 771 || id === 781) return 'thunderstorm';
  if (id === 701 || id === 721 || id === 741) return 'fog';
  if (id < 800) return 'cloudy';
  if (id === 800) return 'clear';
  return id <= 802 ? 'partly_cloudy' : 'cloudy';
}

/** What a day is named by; `clear` where nothing is known of it. */
export function mostSevere(skies: readonly Sky[]): Sky {
  return SEVERITY[Math.max(0, ...skies.map((sky) => SEVERITY.indexOf(sky)))]!;
}
