import type { CoverageFact } from './coverage.js';
import type { Crop } from './crops.js';
import type { Place } from './places.js';

/** Sums over the rows of one crop (or product), place and span of years. */
export interface Total {
  areaSownHa: number;
  areaHarvestedHa: number;
  productionT: number;
  /** Σ production / Σ harvested area; null where nothing was harvested or the year's yields are unusable (2018). */
  yieldTHa: number | null;
  /** How many rows of the published EVA tables went in. */
  rows: number;
}

/** A year's sums with what the year covers. */
export interface YearTotal extends Total, CoverageFact {
  year: number;
}

export interface PlaceTotal extends YearTotal {
  place: Place;
}

export interface CropTotal extends Total {
  /** Crop id, or product id where asked by product. */
  id: string;
  /** Spanish display name of the crop or product. */
  name: string;
  crop: Crop;
  /** The years asked for in which something was harvested here, ascending. */
  yearsHarvested: number[];
}

export interface CropTotalOptions {
  /**
   * `crop`: one total a crop. `product`: one a system or variety. `recommendation`: by product for crops with
   * `recommendByProduct` (maíz, arroz, papa, tomate, aguacate), else by crop. Default `crop`.
   */
  by?: 'crop' | 'product' | 'recommendation';
  /** Leaves out municipality rows over `OUTLIER_FACTOR` × the area-weighted median yield of that year. */
  withoutOutliers?: boolean;
}

/** Rankings and recommendations leave out yields over this many times the area-weighted median. */
export const OUTLIER_FACTOR = 3;
