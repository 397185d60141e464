import { z } from 'zod';

/** A year from which a crop's (or product's) figures no longer compare with those before it. */
const breakSchema = z.object({
  /** The first year of the new side: 2019 parts 2018 from 2019. */
  year: z.int(),
  /** Spanish, to be printed: why the two sides do not compare. */
  why: z.string().min(1),
});

/** What a tonne is of, in a span of years (both ends included; null is open). */
const unitSchema = z.object({
  from: z.int().nullable(),
  to: z.int().nullable(),
  text: z.string().min(1),
});

/** A system or variety that EVA reports apart (arroz riego, papa criolla); a crop without any is its own product. */
const productSchema = z.object({
  id: z.string(),
  name: z.string(),
  breaks: z.array(breakSchema),
});

export const cropSchema = z.object({
  /** Lower case, no accents, ñ → n, hyphens: `cebolla-de-rama`. */
  id: z.string(),
  /** Spanish name with accents: `Cebolla de rama`. */
  name: z.string(),
  /** EVA's group in the newest series that has the crop: `Hortalizas`. */
  group: z.string(),
  /** permanent, annual (yearly figures up to 2018) or short (half-years A and B). */
  cycle: z.enum(['permanent', 'annual', 'short']),
  /** Names like "Otras hortalizas": never in a recommendation, ranking or comparison of crops. */
  residual: z.boolean(),
  /** True where yields only mean something by system or variety: maíz, arroz, papa, tomate, aguacate. */
  recommendByProduct: z.boolean(),
  units: z.array(unitSchema),
  breaks: z.array(breakSchema),
  /** Spanish, to be printed: what to know of the name itself (gulupa y cholupa are two fruits). */
  note: z.string().nullable(),
  products: z.array(productSchema).min(1),
});

export type Break = z.infer<typeof breakSchema>;
export type Product = z.infer<typeof productSchema>;
export type Crop = z.infer<typeof cropSchema>;

export const cropsFileSchema = z.array(cropSchema).min(1);
