import type {
  Action,
  AnswerData,
  CropRef,
  Explanation,
  PlaceRef,
  Source,
} from '../shared/contract/answer.js';
import type { Figures } from '../shared/eva/figures.js';
import type { Degradation } from '../shared/contract/question.js';
import type { Outside, Point } from './outside.js';
import type { Topics } from './knowledge/createKnowledge.js';
import type { AskedCrop } from './spanish/crops.js';
import type { AnyPlace } from './spanish/places.js';
import type { Understood } from './understanding/understood.js';

/** Where the place of an answer comes from; `none` leaves the country. */
export type PlaceFrom = 'question' | 'request' | 'conversation' | 'none';

/** What an intent answers: the question as it was understood, completed by what the conversation knows. */
export interface Query {
  /** As it was written. */
  text: string;
  understood: Understood;
  /** Named in the question, else remembered. */
  crops: AskedCrop[];
  /** The places that count, as `settlePlace` decides; empty with `placeFrom: 'none'`. */
  places: AnyPlace[];
  placeFrom: PlaceFrom;
  /** What the knowledge base holds on it; looked up for theoretical questions only. */
  topics: Topics;
  /** Where the asker said that they are, to 0.01°; only with `placeFrom: 'request'`. */
  point: Point | null;
  /** Whether there is a language model to hand the question to. */
  canWrite: boolean;
  /** The region that was named, where `places` are the departments it stands for. */
  region: string | null;
}

export type RowsRead = Explanation['rows'];

/** What an intent gives back. */
export interface Answered {
  /** The rule that made the answer, as `explain` prints it after the intent's name. */
  rule: string;
  /** At most 160 characters; made with `fitShort`. */
  short: string;
  text: string;
  data: AnswerData | null;
  action?: Action;
  /** Years whose figures were used; they decide which sources are named. */
  years: number[];
  rows: RowsRead;
  /** Beside the tables that the years come from. */
  sources?: Source[];
  notes?: string[];
  /** What was missing. */
  degraded?: Degradation[];
  disclaimer?: string;
}

/** An answer that only somebody outside can complete. */
export interface Unfinished<Completed = Answered> {
  needs: Need;
  complete(outside: Outside): Promise<Completed>;
}

export type Need = 'weather' | 'geocoding' | 'writing';

/** A plain function: the same question and figures always give the same answer, or the same need. */
export type Answer = (query: Query, figures: Figures) => Answered | Unfinished;

export function cropRef({ id, name }: AskedCrop): CropRef {
  return { id, name };
}

export function placeRef({ level, code, name }: AnyPlace): PlaceRef {
  return { level, code, name };
}

/** An answer without figures. */
export function spoken(rule: string, text: string, short: string, action?: Action): Answered {
  return { rule, short, text, data: null, years: [], rows: [], ...(action && { action }) };
}
