import { z } from 'zod';

const cropWaterSchema = z.strictObject({
  source: z.string().min(1),
  /** Crop coefficients: what the crop uses for each mm that the reference crop does. */
  kc: z.strictObject({
    initial: z.number().positive(),
    mid: z.number().positive(),
    end: z.number().positive(),
  }),
  root_depth_m: z
    .strictObject({ min: z.number().positive(), max: z.number().positive() })
    .refine(({ min, max }) => min <= max, 'min must not be over max'),
  /** p: the share of the available water that can be used up before the crop suffers. */
  depletion_fraction: z.number().gt(0).lt(1),
});

const rowSchema = cropWaterSchema.extend({
  /** The row of the FAO-56 tables. */
  fao56: z.string().min(1),
  crops: z.array(z.string()).min(1),
  note: z.string().optional(),
});

export const cropsFileSchema = z
  .strictObject({
    /** For the crops that the tables have no row for, and where no crop was named. */
    generic: cropWaterSchema,
    /** Crops that stand in water: no balance of the root zone holds for them. */
    flooded: z.strictObject({ source: z.string().min(1), crops: z.array(z.string()).min(1) }),
    rows: z.array(rowSchema).min(1),
  })
  .superRefine(({ rows, flooded }, context) => {
    const seen = new Set<string>();
    for (const id of [...flooded.crops, ...rows.flatMap((row) => row.crops)]) {
      if (seen.has(id)) context.addIssue({ code: 'custom', message: `the crop "${id}" stands in two rows` });
      seen.add(id);
    }
  });

/** How a crop uses water, from FAO-56, tables 12 and 22. */
export type CropWater = z.infer<typeof cropWaterSchema>;

export type Stage = keyof CropWater['kc'];
