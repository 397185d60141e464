import { z } from 'zod';

/** The form of the tables in `data/calendar/`; its README says where they come from. */

const month = z.int().min(1).max(12);
const code = z.string().regex(/^(\*|[a-z-]+|\d{2}|\d{5})$/);

/** A part of the country with one rainfall regime. */
const regionSchema = z.object({
  id: z.string().regex(/^[a-z-]+$/),
  /** As in "en la región Caribe". */
  name: z.string().min(1),
  rainyMonths: z.array(month).min(1),
  /** The months in which each rainy season begins; none where it rains all year. */
  rainsStart: z.array(z.array(month).min(1)),
  /** The rains in words, after "En la región Caribe": `llueve entre abril y noviembre`. */
  rains: z.string().min(1),
  departments: z.array(z.string().regex(/^\d{2}$/)),
  /** Those that lie outside of their department's region. */
  municipalities: z.array(z.string().regex(/^\d{5}$/)),
  /** For who reads the table. */
  note: z.string(),
});

const sourceSchema = z.object({
  id: z.string(),
  /** As in "según …" or a list of what an answer rests on. */
  name: z.string(),
  title: z.string(),
  publisher: z.string(),
  year: z.int(),
  url: z.url().nullable(),
});

const sowingSchema = z.object({
  /** Codes of municipalities or departments, ids of regions, or `*` for every region; the narrowest one counts. */
  where: z.array(code).min(1),
  /**
   * Months, or by the region's rains: when each rainy season begins (`rains`), when the first or the second one does,
   * or `year-round`.
   */
  when: z.union([z.array(month).min(1), z.enum(['rains', 'first-rains', 'second-rains', 'year-round'])]),
  /** After the months and a comma: `con riego`. */
  how: z.string().nullable(),
  /** A sentence. */
  note: z.string().nullable(),
  sources: z.array(z.string()).min(1),
});

const harvestSchema = z.object({
  where: z.array(code).min(1),
  /** The main harvest. */
  main: z.array(month).min(1),
  /** The smaller one (mitaca, traviesa). */
  minor: z.array(month),
  /** A sentence. */
  note: z.string().nullable(),
  sources: z.array(z.string()).min(1),
});

const cycleSchema = z.object({
  min: z.number().positive(),
  max: z.number().positive(),
  unit: z.enum(['days', 'months', 'years']),
  /** Whether it is harvested once and then over: only then do the sowing months tell those of the harvest. */
  once: z.boolean(),
  /** From what to what: `de la siembra a la cosecha`. */
  span: z.string().min(1),
  /** A sentence. */
  note: z.string().nullable(),
});

const cropSchema = z.object({
  /** Id of a crop, or of a product with a calendar of its own (`papa-criolla`). */
  crop: z.string(),
  cycle: cycleSchema.nullable(),
  sowing: z.array(sowingSchema),
  harvest: z.array(harvestSchema),
});

export const regionsFileSchema = z.object({ regions: z.array(regionSchema).min(1) });
export const sourcesFileSchema = z.object({ sources: z.array(sourceSchema).min(1) });
export const cropsFileSchema = z.object({ crops: z.array(cropSchema).min(1) });

export type Region = z.infer<typeof regionSchema>;
export type CalendarSource = z.infer<typeof sourceSchema>;
export type SowingRow = z.infer<typeof sowingSchema>;
export type HarvestRow = z.infer<typeof harvestSchema>;
export type Cycle = z.infer<typeof cycleSchema>;
export type CalendarCrop = z.infer<typeof cropSchema>;
