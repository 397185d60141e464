import { z } from 'zod';

export const COUNTRY_CODE = 'CO';

export type Level = 'country' | 'department' | 'municipality';

export const departmentSchema = z.object({
  /** Two digits; Bogotá, D. C. is 11. */
  code: z.string().regex(/^\d{2}$/),
  name: z.string(),
});

export const municipalitySchema = z.object({
  /** Five digits, the first two are the department's. */
  code: z.string().regex(/^\d{5}$/),
  name: z.string(),
  /** Other names that EVA itself prints: the seat of Patía is El Bordo. */
  aliases: z.array(z.string()),
  /** Of the municipal seat, degrees (WGS 84). */
  lat: z.number(),
  lon: z.number(),
});

export const placesFileSchema = z.object({
  departments: z.array(departmentSchema).min(1),
  municipalities: z.array(municipalitySchema).min(1),
});

export interface Place {
  level: Level;
  /** `CO`, two digits or five digits. */
  code: string;
  name: string;
}

export interface Department extends Place {
  level: 'department';
}

export interface Municipality extends Place {
  level: 'municipality';
  department: Department;
  aliases: readonly string[];
  lat: number;
  lon: number;
}

export const COUNTRY: Place = { level: 'country', code: COUNTRY_CODE, name: 'Colombia' };
