import { startJsonService } from './jsonService.js';

/** 14:15 in Colombia on Monday, 2026-11-23. */
export const OPEN_WEATHER_MAP_NOW_S = Date.UTC(2026, 10, 23, 19, 15) / 1_000;

const STEP_S = 3 * 3_600;

export const openWeatherMapRefusal = {
  cod: 401,
  message: 'Invalid API key. Please see https://openweathermap.org/faq#error401 for more info.',
};

/** An answer of `GET /data/2.5/weather` as https://openweathermap.org/current documents it, with `units=metric`. */
export function currentAnswer({ lat = '5.54', lon = '-73.36' }: Record<string, string> = {}) {
  return {
    coord: { lon: Number(lon), lat: Number(lat) },
    weather: [{ id: 501, main: 'Rain', description: 'moderate rain', icon: '10d' }],
    base: 'stations',
    main: {
      temp: 16.2,
      feels_like: 15.9,
      temp_min: 15.8,
      temp_max: 16.9,
      pressure: 1_019,
      humidity: 74,
      sea_level: 1_019,
      grnd_level: 735,
    },
    visibility: 10_000,
    wind: { speed: 2.5, deg: 120, gust: 4.1 },
    rain: { '1h': 0.8 },
    clouds: { all: 75 },
    dt: OPEN_WEATHER_MAP_NOW_S,
    sys: { type: 1, id: 8_588, country: 'CO', sunrise: 1_795_431_000, sunset: 1_795_473_600 },
    timezone: -18_000,
    id: 3_666_640,
    name: 'Tunja',
    cod: 200,
  };
}

/**
 * An answer of `GET /data/2.5/forecast` as https://openweathermap.org/forecast5 documents it: 40 steps, the first at
 * 16:00 in Colombia. Each step rains 1.5 mm; afternoons (13:00 to 16:00) are warmest, dawns coldest.
 */
export function forecastAnswer({ lat = '5.54', lon = '-73.36' }: Record<string, string> = {}) {
  const first = Math.ceil(OPEN_WEATHER_MAP_NOW_S / STEP_S) * STEP_S;
  const list = Array.from({ length: 40 }, (_, index) => {
    const dt = first + index * STEP_S;
    const localHour = (new Date(dt * 1_000).getUTCHours() + 19) % 24;
    const temp = localHour === 13 || localHour === 16 ? 19.5 : localHour === 4 ? 7.5 : 12;
    return {
      dt,
      main: {
        temp,
        feels_like: temp - 0.4,
        temp_min: temp,
        temp_max: temp,
        pressure: 1_018,
        sea_level: 1_018,
        grnd_level: 734,
        humidity: 80,
        temp_kf: 0,
      },
      weather: [{ id: localHour === 16 ? 502 : 500, main: 'Rain', description: 'light rain', icon: '10d' }],
      clouds: { all: 90 },
      wind: { speed: 2, deg: 110, gust: 3.2 },
      visibility: 10_000,
      pop: localHour === 16 ? 0.9 : 0.35,
      rain: { '3h': 1.5 },
      sys: { pod: localHour >= 6 && localHour < 18 ? 'd' : 'n' },
      dt_txt: new Date(dt * 1_000).toISOString().slice(0, 19).replace('T', ' '),
    };
  });
  return {
    cod: '200',
    message: 0,
    cnt: list.length,
    list,
    city: {
      id: 3_666_640,
      name: 'Tunja',
      coord: { lat: Number(lat), lon: Number(lon) },
      country: 'CO',
      population: 117_479,
      timezone: -18_000,
      sunrise: 1_795_431_000,
      sunset: 1_795_473_600,
    },
  };
}

export function startOpenWeatherMap() {
  return startJsonService((path, query) =>
    path.endsWith('/forecast') ? forecastAnswer(query) : currentAnswer(query),
  );
}
