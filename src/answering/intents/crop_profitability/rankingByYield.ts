import type { Figures } from '../../../shared/eva/figures.js';
import type { Answered, Query } from '../../query.js';
import type { AskedCrop } from '../../spanish/crops.js';
import { placeRanking } from '../crop_production/placeRanking.js';
import { withoutPrices } from './withoutPrices.js';

/** The departments (or a department's municipalities) that grow a crop, by yield. */
export function rankingByYield(query: Query, figures: Figures, crop: AskedCrop): Answered {
  const { understood } = query;
  const asks = { ...understood.asks, metric: 'yield' as const };
  return withoutPrices(query, placeRanking({ ...query, understood: { ...understood, asks } }, figures, crop));
}
