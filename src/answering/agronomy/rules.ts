import { z } from 'zod';

/** A value of the table `rules.json`: what it is, in which unit, and who says so. */
const ruleSchema = z.strictObject({
  id: z.string(),
  value: z.number(),
  unit: z.string(),
  what: z.string().min(1),
  source: z.string().min(1),
});

export const rulesFileSchema = z.array(ruleSchema).transform(namedRules);

/** Where each value of the table goes, and the unit that the computations take it in. */
const RULES = {
  soilLoam: ['soil.loam', 'mm/m'],
  soilSandy: ['soil.sandy', 'mm/m'],
  soilClay: ['soil.clay', 'mm/m'],
  sownRootDepth: ['soil.sown_root_depth', 'm'],
  balanceDays: ['balance.days', 'days'],
  balanceFewestDays: ['balance.fewest_days', 'days'],
  balanceStart: ['balance.start', 'fraction of RAW'],
  rainIgnoredBelow: ['rain.ignored_below', 'fraction of ET0'],
  rainEffective: ['rain.effective', 'fraction'],
  rainTrace: ['rain.trace', 'mm'],
  rainWetDay: ['rain.wet_day', 'mm'],
  irrigationExpectedHours: ['irrigation.expected_hours', 'hours'],
  irrigationExpectedShare: ['irrigation.expected_share', 'fraction of depletion'],
  irrigationGravity: ['irrigation.gravity', 'fraction'],
  irrigationSprinkler: ['irrigation.sprinkler', 'fraction'],
  irrigationDrip: ['irrigation.drip', 'fraction'],
  touchFrom: ['irrigation.touch_from', 'cm'],
  touchTo: ['irrigation.touch_to', 'cm'],
  sowingDaysBefore: ['sowing.days_before', 'days'],
  sowingDaysAhead: ['sowing.days_ahead', 'days'],
  sowingLeastRain: ['sowing.least_rain', 'mm'],
  sowingMostRain: ['sowing.most_rain', 'mm'],
  sowingHeaviestDay: ['sowing.heaviest_day', 'mm'],
  frostMinimum: ['frost.minimum', '°C'],
  frostElevation: ['frost.elevation', 'm'],
  sprayingLeastWind: ['spraying.least_wind', 'km/h'],
  sprayingMostWind: ['spraying.most_wind', 'km/h'],
  sprayingHottest: ['spraying.hottest', '°C'],
  sprayingDriest: ['spraying.driest', '%'],
  sprayingDryHours: ['spraying.dry_hours', 'hours'],
  sprayingFirstHour: ['spraying.first_hour', 'hour of the day'],
  sprayingLastHour: ['spraying.last_hour', 'hour of the day'],
  fertilisingShower: ['fertilising.shower', 'mm'],
} as const satisfies Record<string, readonly [id: string, unit: string]>;

export type Rules = Readonly<Record<keyof typeof RULES, number>>;

function namedRules(rows: z.infer<typeof ruleSchema>[], context: z.RefinementCtx): Rules {
  const named: Partial<Record<keyof typeof RULES, number>> = {};
  const refuse = (message: string) => context.addIssue({ code: 'custom', message });
  for (const [name, [id, unit]] of Object.entries(RULES)) {
    const [row, ...more] = rows.filter((one) => one.id === id);
    if (row === undefined || more.length > 0) refuse(`it must have exactly one row "${id}" in ${unit}`);
    else if (row.unit !== unit) refuse(`"${id}" must be in ${unit}, not in ${row.unit}`);
    else named[name as keyof typeof RULES] = row.value;
  }
  const known = new Set<string>(Object.values(RULES).map(([id]) => id));
  for (const { id } of rows) if (!known.has(id)) refuse(`no rule reads the row "${id}"`);
  return named as Rules;
}
