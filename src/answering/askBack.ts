import type { IntentName } from '../shared/contract/intents.js';
import { ASK_BACK_TEXTS as TEXTS } from './askBackTexts.js';
import { activityOf } from './intents/weather_sowing_advice/activity.js';
import { spoken, type Answered, type Query } from './query.js';
import { cropInText, withArticle } from './spanish/crops.js';
import { inPlace, isCountry, placeName } from './spanish/places.js';
import { fitShort } from './spanish/short.js';
import type { Understood } from './understanding/understood.js';

const CHIPS_AT_LEAST = 2;

/** Asks which of two or three readings is meant; without readings worth showing it is lost. */
export function askBack(query: Query, choices: readonly IntentName[]): Answered {
  const chips = choices.flatMap((intent) => {
    const question = questionFor(intent, query);
    return question === undefined ? [] : [{ label: labelFor(intent, query), question }];
  });
  if (chips.length < CHIPS_AT_LEAST) return notUnderstood();
  const text = TEXTS.whichOne(chips.map((chip) => chip.question));
  return spoken('which_intent', text, fitShort(text, TEXTS.whichOneShort), { type: 'clarify', chips });
}

/** Says that it did not understand, with examples of what it does. */
export function notUnderstood(): Answered {
  return spoken('not_understood', TEXTS.notUnderstood, fitShort(TEXTS.notUnderstoodShort), {
    type: 'clarify',
    chips: TEXTS.examples.map((question) => ({ label: question, question })),
  });
}

function labelFor(intent: IntentName, { crops }: Query): string {
  return intent === 'crop_recommendation' && crops.length > 0 ? TEXTS.suitsLabel : TEXTS.labels[intent];
}

/** The one year that was named; "el año pasado" is no year of the calendar. */
function yearNamed({ years, relative }: Understood): number | undefined {
  return relative === null && years.length === 1 ? years[0] : undefined;
}

/** A clear question of the intent about what was named; undefined where the intent has nothing to ask. */
function questionFor(intent: IntentName, { text, crops, places, understood }: Query): string | undefined {
  const [crop, other] = crops.map((one) => cropInText(one.name));
  const theCrop = crops[0] && withArticle(crops[0].name);
  const [place, otherPlace] = places;
  const here = place === undefined || isCountry(place) ? undefined : place;
  const where = here === undefined ? undefined : inPlace(here);
  const { questions } = TEXTS;
  switch (intent) {
    case 'crop_production':
      if (crop === undefined) return where === undefined ? undefined : questions.mostProduced(where);
      return here === undefined
        ? questions.whoProducesMost(crop)
        : questions.howMuch(crop, placeName(here), yearNamed(understood));
    case 'crop_comparison':
      if (crop !== undefined && otherPlace !== undefined && place !== undefined) {
        return questions.comparePlaces(crop, placeName(place), placeName(otherPlace));
      }
      return crop === undefined || other === undefined ? undefined : questions.compare(crop, other, where);
    case 'crop_recommendation':
      return theCrop === undefined ? questions.whatToSow(where) : questions.doesItGrow(theCrop, where);
    case 'crop_profitability':
      return theCrop === undefined ? undefined : questions.whereItYieldsBest(theCrop);
    case 'least_favorable_department':
      return theCrop === undefined ? undefined : questions.whereItYieldsLeast(theCrop);
    case 'crop_timing':
      return theCrop === undefined ? undefined : questions.whenToSow(theCrop, where);
    case 'theoretical':
      return theCrop === undefined ? undefined : questions.howToGrow(theCrop);
    case 'irrigation_advice':
      return questions.water(crop, where);
    case 'weather':
      return questions.weather(where);
    case 'weather_forecast':
      return questions.rain(where);
    case 'weather_sowing_advice':
      return activityOf(text) === 'spraying'
        ? questions.goodDayToSpray(where)
        : questions.goodDayToSow(crop, where);
    case 'current_location':
      return questions.whereAmI;
    case 'smalltalk':
      return questions.whatCanYouDo;
    case 'out_of_scope':
      return undefined;
  }
}
