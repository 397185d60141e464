import type { Agronomy } from '../../agronomy/loadAgronomy.js';
import type { Observation, WeatherReport } from '../../outside.js';
import { placeRef, type Answer, type Answered } from '../../query.js';
import { fold } from '../../spanish/fold.js';
import { listed, sentences } from '../../spanish/lists.js';
import { formatNumber } from '../../spanish/numbers.js';
import { fitShort } from '../../spanish/short.js';
import { readDays } from '../../understanding/days.js';
import { dateOf } from '../../weather/colombianTime.js';
import { degrees, millimetres, observationFields } from '../../weather/measures.js';
import { atStart, type Spot } from '../../weather/spots.js';
import { WEATHER_TEXTS } from '../../weather/texts.js';
import { isWetSky } from '../../weather/wetSky.js';
import { withWeather } from '../../weather/withWeather.js';
import { tellForecast } from '../weather_forecast/answer.js';
import { tellPast, type AskedOfThePast } from './past.js';
import { TEXTS } from './texts.js';

const PLACES_AT_ONCE = 3;

const RAIN =
  /\b(llov\w*|lluev\w*|lluvi\w*|escamp\w*|aguacer\w*|lloviz\w*|agua|moj\w+|garu\w+|yov\w*|yuev\w*)\b/;
const WIND = /\b(vient\w*|vente\w*|brisa\w*|ventarron\w*|vendaval\w*|soplando|ventiad\w*)\b/;
const HUMIDITY = /\bhumed\w*\b/;
const SOIL = /\b(suelos?|tierra|lote)\b/;

/**
 * The weather as it is now. A question about days just past is answered from them; one about days ahead, that the
 * intent was mistaken for, from the forecast.
 */
export function createWeather(agronomy: Agronomy): Answer {
  return (query, figures) =>
    withWeather(query, figures, {
      use(now) {
        const today = dateOf(now);
        const { from } = readDays(query.text, today);
        return from > today ? 'forecast' : from < today ? 'advice' : 'now';
      },
      placesAtOnce: PLACES_AT_ONCE,
      exampleQuestion: TEXTS.exampleQuestion,
      tell(spot, report, now) {
        const today = dateOf(now);
        const days = readDays(query.text, today);
        const isOfMonths = days.said === 'season' && RAIN.test(fold(query.text));
        if (days.from > today || isOfMonths) return tellForecast(agronomy, query, spot, report, now);
        if (days.from < today) return tellPast(days, askedOf(query.text), spot, report, today);
        return tellNow(query.text, spot, report);
      },
    });
}

function askedOf(text: string): AskedOfThePast {
  const question = fold(text);
  return WIND.test(question) ? 'wind' : RAIN.test(question) ? 'rain' : 'temperature';
}

function tellNow(text: string, spot: Spot, { now }: WeatherReport): Answered {
  const question = fold(text);
  const inPlace = atStart(spot);
  const temperature = degrees(now.temperatureC);
  const humidity = now.humidityPct === null ? null : `${formatNumber(now.humidityPct, 0)} %`;
  const wind = now.windKmh === null ? null : TEXTS.wind(formatNumber(now.windKmh, 0));
  const rained = now.rainMm !== null && now.rainMm > 0 ? TEXTS.rained(millimetres(now.rainMm)) : null;
  const sky = WEATHER_TEXTS.skyNow[now.sky];
  const there = (...parts: (string | null)[]) => TEXTS.there(listed(parts.filter((part) => part !== null)));
  const moist = humidity === null ? null : TEXTS.humidity(humidity);
  let told: (string | null)[];
  if (WIND.test(question) && wind !== null) {
    told = [TEXTS.first({ inPlace, what: wind }), there(temperature, moist), rained];
  } else if (HUMIDITY.test(question) && humidity !== null) {
    told = [
      SOIL.test(question) ? TEXTS.noSoilMoisture : null,
      TEXTS.firstHumidity({ inPlace, pct: humidity }),
      there(temperature, wind),
      rained,
    ];
  } else if (RAIN.test(question)) {
    const lead = isWetSky(now.sky) ? TEXTS.raining : TEXTS.notRaining;
    told = [lead({ inPlace: spot.inPlace, sky }), there(temperature, moist, wind), rained];
  } else {
    const general = {
      inPlace,
      temperature,
      feelsLike: feelsLike(now),
      sky: WEATHER_TEXTS.skyWith[now.sky],
    };
    told = [TEXTS.now(general), airOf(humidity, wind), rained];
  }
  return {
    rule: 'now',
    text: sentences(...told),
    short: fitShort(sentences(...told), sentences(...told.slice(0, 2)), sentences(...told.slice(0, 1))),
    data: { kind: 'weather', place: placeRef(spot.seat), ...observationFields(now) },
    years: [],
    rows: [],
  };
}

function airOf(humidity: string | null, wind: string | null): string | null {
  if (humidity !== null && wind !== null) return TEXTS.humidityAndWind({ pct: humidity, wind });
  if (humidity !== null) return TEXTS.onlyHumidity(humidity);
  return wind === null ? null : TEXTS.there(wind);
}

function feelsLike({ feelsLikeC, temperatureC }: Observation): string {
  if (feelsLikeC === null || Math.abs(feelsLikeC - temperatureC) < 1) return '';
  return TEXTS.feelsLike(degrees(feelsLikeC).replace(/ grados?$/, ''));
}
