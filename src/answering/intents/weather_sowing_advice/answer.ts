import type { Agronomy } from '../../agronomy/loadAgronomy.js';
import { withWeather } from '../../weather/withWeather.js';
import type { WeatherReport } from '../../outside.js';
import type { Answer, Answered, Query } from '../../query.js';
import { fitShort } from '../../spanish/short.js';
import { readDays } from '../../understanding/days.js';
import { dateOf } from '../../weather/colombianTime.js';
import { dayName } from '../../weather/dayNames.js';
import type { Spot } from '../../weather/spots.js';
import { activityOf } from './activity.js';
import { dryWork, fertilising } from './otherWork.js';
import { sowing } from './sowing.js';
import { spraying } from './spraying.js';
import { TEXTS } from './texts.js';
import type { Work } from './work.js';

/** Whether the weather is right to sow, transplant, spray, fertilise, harvest, dry or work the field. */
export function createSowingAdvice(agronomy: Agronomy): Answer {
  return (query, figures) =>
    withWeather(query, figures, {
      use: () => 'advice',
      placesAtOnce: 1,
      exampleQuestion: TEXTS.exampleQuestion,
      tell: (spot, report, now) => tell(agronomy, query, spot, report, now),
    });
}

function tell(agronomy: Agronomy, query: Query, spot: Spot, report: WeatherReport, now: string): Answered {
  const today = dateOf(now);
  const last = report.days.at(-1)?.date ?? today;
  const asked = readDays(query.text, today);
  const isAhead = asked.said === 'days' && asked.to >= today;
  const from = isAhead && asked.from > today ? asked.from : today;
  if (from > last) return beyond(dayName(last, today));
  const to = isAhead ? asked.to : today;
  const work: Work = { query, spot, report, now, today, from, to, part: asked.part, agronomy };
  const activity = activityOf(query.text);
  switch (activity) {
    case 'spraying':
      return spraying(work);
    case 'fertilising':
      return fertilising(work);
    case 'harvesting':
    case 'drying':
    case 'field_work':
      return dryWork(work, activity);
    case 'transplanting':
    case 'sowing':
      return sowing(work, activity);
  }
}

function beyond(until: string): Answered {
  const text = TEXTS.beyond({ until });
  return { rule: 'beyond', text, short: fitShort(text), data: null, years: [], rows: [] };
}
