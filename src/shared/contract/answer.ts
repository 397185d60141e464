import { z } from 'zod';

/**
 * What a finished answer carries. Units are in the field names: `_t` tonnes, `_ha` hectares, `_t_ha` tonnes per
 * hectare; shares are fractions of one; `pct` is percent.
 */

export const cropRefSchema = z.object({ id: z.string(), name: z.string() });
export const placeRefSchema = z.object({
  level: z.enum(['country', 'department', 'municipality']),
  code: z.string().describe('DIVIPOLA code: two digits, five digits, or CO for the country'),
  name: z.string(),
});
const coverageSchema = z.enum(['full', 'half']);

export const productionDataSchema = z.object({
  kind: z.literal('production'),
  crop: cropRefSchema,
  place: placeRefSchema,
  year: z.int(),
  production_t: z.number(),
  area_sown_ha: z.number(),
  area_harvested_ha: z.number(),
  yield_t_ha: z.number().nullable(),
  share_of_country: z.number().nullable(),
  unit: z
    .string()
    .nullable()
    .describe('What a tonne is of, where that is not plain: café verde, paddy verde …'),
  coverage: coverageSchema,
});

export const rankingDataSchema = z.object({
  kind: z.literal('ranking'),
  of: z.enum(['place', 'crop', 'year']),
  crop: cropRefSchema.optional(),
  place: placeRefSchema.optional(),
  year: z.int().optional(),
  metric: z.enum(['production', 'yield', 'area']),
  order: z.enum(['desc', 'asc']),
  rows: z.array(
    z.object({
      place: placeRefSchema.optional(),
      crop: cropRefSchema.optional(),
      year: z.int().optional(),
      value: z.number(),
    }),
  ),
});

const changePointSchema = z.object({
  year: z.int(),
  production_t: z.number(),
  area_harvested_ha: z.number(),
  yield_t_ha: z.number().nullable(),
});

export const changeDataSchema = z.object({
  kind: z.literal('change'),
  crop: cropRefSchema,
  place: placeRefSchema,
  from: changePointSchema,
  to: changePointSchema,
  pct: z.number().nullable().describe('Change of production in percent; null across a break of the series'),
  break: z.string().nullable().describe('Why the two years cannot be compared, where they cannot'),
});

export const comparisonDataSchema = z.object({
  kind: z.literal('comparison'),
  by: z.enum(['crop', 'place']),
  year: z.int(),
  crop: cropRefSchema.optional(),
  place: placeRefSchema.optional(),
  crops: z
    .array(
      z.object({
        crop: cropRefSchema,
        yield_t_ha: z.number().nullable(),
        relative_yield: z.number().nullable(),
        production_t: z.number(),
        area_harvested_ha: z.number(),
      }),
    )
    .optional(),
  places: z
    .array(
      z.object({
        place: placeRefSchema,
        yield_t_ha: z.number().nullable(),
        relative_yield: z.number().nullable(),
        production_t: z.number(),
        area_harvested_ha: z.number(),
      }),
    )
    .optional(),
  best: z.string().nullable().describe('Crop id or place code with the higher yield'),
});

export const recommendationDataSchema = z.object({
  kind: z.literal('recommendation'),
  place: placeRefSchema,
  years: z.array(z.int()),
  crops: z.array(
    z.object({
      crop: cropRefSchema,
      area_harvested_ha: z.number(),
      yield_t_ha: z.number(),
      rest_of_country_t_ha: z.number().nullable(),
      relative_yield: z.number().nullable(),
      why: z.string(),
    }),
  ),
});

export const knowledgeDataSchema = z.object({
  kind: z.literal('knowledge'),
  topic_id: z.string(),
  score: z.number().describe('How near the question is to a known way to ask for the topic: cosine, −1 to 1'),
});

/** Where and when an advice or a forecast was observed, and by whom, stands in the sources. */
const weatherFields = {
  observed_at: z.string().describe('Colombian time (UTC−5), 2026-11-23T14:30'),
  temperature_c: z.number(),
  feels_like_c: z.number().nullable(),
  humidity_pct: z.number().nullable(),
  wind_kmh: z.number().nullable(),
  description: z.string(),
  rain_mm: z.number().nullable().describe('Of the last hour'),
};

export const weatherDataSchema = z.object({
  kind: z.literal('weather'),
  place: placeRefSchema,
  ...weatherFields,
});

const dayForecastSchema = z.object({
  date: z.string().describe('2026-11-23, Colombian calendar'),
  min_c: z.number(),
  max_c: z.number(),
  rain_mm: z.number(),
  rain_probability: z.number().min(0).max(1).nullable(),
  description: z.string(),
});

export const forecastDataSchema = z.object({
  kind: z.literal('forecast'),
  place: placeRefSchema,
  days: z.array(dayForecastSchema),
});

export const adviceDataSchema = z.object({
  kind: z.literal('advice'),
  topic: z.enum(['sowing', 'irrigation', 'spraying']),
  verdict: z.enum(['yes', 'no', 'wait']),
  place: placeRefSchema,
  crop: cropRefSchema.optional(),
  reasons: z.array(z.string()),
  assumed: z.array(z.string()).describe('What the asker did not say: soil, stage of the crop …'),
  numbers: z
    .record(z.string(), z.number())
    .describe('What the rule used and found; the unit is at the end of each name (_mm, _c, _kmh, _pct, _m)'),
  weather: z.object(weatherFields),
  days: z.array(dayForecastSchema),
});

export const sowingCalendarDataSchema = z.object({
  kind: z.literal('sowing_calendar'),
  crop: cropRefSchema,
  place: placeRefSchema,
  months: z.array(z.int().min(1).max(12)).describe('Months in which it is sown'),
  harvest_months: z.array(z.int().min(1).max(12)),
  half_years: z.array(z.object({ half: z.enum(['A', 'B']), share_of_sown_area: z.number() })),
  basis: z.string(),
});

export const locationDataSchema = z.object({
  kind: z.literal('location'),
  place: placeRefSchema,
  lat: z.number(),
  lon: z.number(),
  from: z.enum(['question', 'request', 'conversation']),
});

export const answerDataSchema = z.discriminatedUnion('kind', [
  productionDataSchema,
  rankingDataSchema,
  changeDataSchema,
  comparisonDataSchema,
  recommendationDataSchema,
  sowingCalendarDataSchema,
  weatherDataSchema,
  forecastDataSchema,
  adviceDataSchema,
  locationDataSchema,
  knowledgeDataSchema,
]);

export const sourceSchema = z.object({
  title: z.string(),
  publisher: z.string(),
  period: z.string().optional().describe('Years of the figures that were used; texts have none'),
  url: z.url().optional(),
});

export const actionSchema = z.object({
  type: z.enum(['clarify', 'ask_location']),
  chips: z.array(z.object({ label: z.string(), question: z.string() })),
});

export const entitiesSchema = z.object({
  crops: z.array(cropRefSchema),
  place: placeRefSchema.nullable(),
  places: z.array(placeRefSchema).optional().describe('All places, where the question names more than one'),
  years: z.array(z.int()),
});

export const answerSchema = z.object({
  short: z.string().describe('At most 160 characters, for SMS and radio'),
  text: z.string(),
  data: answerDataSchema.nullable(),
});

/** How an answer came about, for `agrobot explain`. */
export const explanationSchema = z.object({
  spans: z.array(
    z.object({
      text: z.string(),
      start: z.int().describe('UTF-16 offset in the question'),
      end: z.int(),
      kind: z.enum(['crop', 'place', 'year', 'other']),
      value: z.string(),
      rule: z.string().describe('exact, typo, nickname, …'),
    }),
  ),
  rule: z.string().describe('The rule that made the answer, as intent/rule'),
  rows: z
    .array(z.object({ crop: z.string(), place: z.string(), year: z.int(), rows: z.int() }))
    .describe('Which figures of the data set were read'),
  notes: z.array(z.string()),
});

export type CropRef = z.infer<typeof cropRefSchema>;
export type PlaceRef = z.infer<typeof placeRefSchema>;
export type AnswerData = z.infer<typeof answerDataSchema>;
export type Answer = z.infer<typeof answerSchema>;
export type Source = z.infer<typeof sourceSchema>;
export type Action = z.infer<typeof actionSchema>;
export type Entities = z.infer<typeof entitiesSchema>;
export type Explanation = z.infer<typeof explanationSchema>;
