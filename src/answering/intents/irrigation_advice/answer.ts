import type { Figures } from '../../../shared/eva/figures.js';
import type { Agronomy } from '../../agronomy/loadAgronomy.js';
import type { Rules } from '../../agronomy/rules.js';
import { spoken, type Answer, type Answered, type Query } from '../../query.js';
import { withArticle, type AskedCrop } from '../../spanish/crops.js';
import { listed, sentences } from '../../spanish/lists.js';
import { formatNumber } from '../../spanish/numbers.js';
import { fitShort } from '../../spanish/short.js';
import { spotsAsked } from '../../weather/spots.js';
import { WEATHER_TEXTS } from '../../weather/texts.js';
import { withWeather } from '../../weather/withWeather.js';
import { circumstancesOf } from './circumstances.js';
import { efficiencies } from './efficiencies.js';
import { irrigation } from './irrigation.js';
import { TEXTS } from './texts.js';

/** Greenhouse tomatoes, the one product of the figures that no rain reaches. */
const PRODUCT_UNDER_COVER = 'tomate-invernadero';

/** Whether, how much and how often to irrigate, by the water that the soil has left. */
export function createIrrigationAdvice(agronomy: Agronomy): Answer {
  const { rules } = agronomy;
  const touch = { from: formatNumber(rules.touchFrom, 0), to: formatNumber(rules.touchTo, 0) };
  return (query, figures) => {
    const crop = cropMeant(query, figures);
    const field = circumstancesOf(query.text);
    if (crop !== undefined && agronomy.isFlooded(crop.crop.id)) {
      const text = TEXTS.flooded(withArticle(crop.name));
      return spoken('flooded_crop', sentences(text, TEXTS.floodedInstead), fitShort(text));
    }
    if (field.isUnderCover || crop?.id === PRODUCT_UNDER_COVER) {
      const instead = TEXTS.underCoverInstead(touch);
      return spoken('under_cover', sentences(TEXTS.underCover, instead), fitShort(TEXTS.underCover));
    }
    if (field.asks.system && spotsAsked(query, figures).length === 0) return system(rules);
    return withWeather(query, figures, {
      use: () => 'advice',
      placesAtOnce: 1,
      exampleQuestion: TEXTS.exampleQuestion,
      awayMeanwhile: TEXTS.awayMeanwhile(touch),
      awayShort: TEXTS.awayShort(touch),
      tell(spot, report, now) {
        const told = irrigation({ crop, field, spot, report, now, agronomy });
        const others = query.crops.slice(1).map(({ name }) => withArticle(name));
        return others.length === 0
          ? told
          : { ...told, text: sentences(told.text, WEATHER_TEXTS.otherCrops(listed(others, 'o'))) };
      },
    });
  };
}

/** The crop named, else the one that all readings of an unclear name are systems of: "arroz secano" is rice. */
function cropMeant(query: Query, figures: Figures): AskedCrop | undefined {
  const [named] = query.crops;
  if (named !== undefined) return named;
  const candidates = query.understood.ambiguousCrops[0]?.candidates ?? [];
  const [crop, ...others] = new Set(candidates.flatMap((id) => figures.cropOf(id) ?? []));
  return crop !== undefined && others.length === 0 ? { id: crop.id, name: crop.name, crop } : undefined;
}

/** "¿Con qué sistema riego?" without a place: what each wastes, and who designs it. */
function system(rules: Rules): Answered {
  const shares = efficiencies(rules);
  return spoken(
    'system',
    sentences(TEXTS.efficiency(shares), TEXTS.design, TEXTS.systemAskPlace),
    fitShort(TEXTS.systemShort(shares)),
  );
}
