/** A piece of the question as it was written; offsets are UTF-16 code units into the original text, end exclusive. */
export interface Span {
  text: string;
  start: number;
  end: number;
}

/**
 * Why a word was taken for what it is, as `agrobot explain` prints it:
 * `exact` the name itself; `alias` an everyday name; `typo` a misspelt name; `nickname` a region that stands for
 * several departments, or a department's other name; `beside` one of several equal names, decided by the department
 * beside it; `context` one of several equal names, decided by the department of the asker.
 */
export type MentionRule = 'exact' | 'alias' | 'typo' | 'nickname' | 'beside' | 'context';

export interface CropMention {
  id: string;
  /** The variety or system, where one was named: `papa-criolla`, `arroz-riego`. */
  productId?: string;
  span: Span;
  rule: MentionRule;
}

/** A crop word with several meanings that must not be guessed: "caña" is panela, sugar or molasses. */
export interface AmbiguousCrop {
  /** The word as the asker would read it back: `caña`. */
  name: string;
  /** Ids of crops, or of products of one crop, most likely first. */
  candidates: string[];
  span: Span;
}

export interface PlaceMention {
  level: 'country' | 'department' | 'municipality';
  /** DIVIPOLA code: two digits, five digits, or `CO`. */
  code: string;
  name: string;
  span: Span;
  rule: MentionRule;
  /** The region named, where it stands for several departments: one mention each, all with the same span. */
  group?: string;
}

/**
 * A place name that cannot be decided by the question or the context: several places of that name, or (one candidate
 * only) a word that may not be meant as a place at all, as in "dos hectáreas en pasto".
 */
export interface AmbiguousPlace {
  name: string;
  candidates: PlaceCandidate[];
  span: Span;
}

export interface PlaceCandidate {
  level: 'department' | 'municipality';
  code: string;
  name: string;
  /** Name of the department it is in; for a department its own. */
  departmentName: string;
}

/** A region without figures of its own (Magdalena Medio, Urabá), or, with no departments, a place abroad. */
export interface OtherRegion {
  name: string;
  /** Codes of the departments it lies in, the largest part first. */
  departmentCodes: string[];
  span: Span;
}

/**
 * Years said without a number: "este año", "el año pasado", "el último año", "hace dos años", "los últimos años".
 * They are counted from the newest year of the data, which the answer must say.
 */
export type RelativeYear = 'this_year' | 'last_year' | 'newest' | 'years_ago' | 'last_years';

export interface UnderstoodYears {
  /** Every year named, once each, in order of mention; a range gives its two ends. Years outside the data are kept. */
  years: number[];
  /** "entre 2015 y 2019", "del 2015 al 2019", "desde 2015" (to the newest year), "hasta 2015" (from the oldest). */
  yearRange: { from: number; to: number } | null;
  /** First (A) or second (B) half of the year. */
  half: 'A' | 'B' | null;
  relative: RelativeYear | null;
  /** Those of `years` that the data does not hold. */
  yearsOutside: number[];
}

/** What is asked of the figures; null where the question does not say. */
export interface Asks {
  metric: 'production' | 'yield' | 'area' | null;
  /** `desc`: the most, the best; `asc`: the least, the worst. */
  order: 'desc' | 'asc' | null;
  /** "cuánto creció", "ha bajado", "cómo ha cambiado". */
  change: boolean;
  /** What is to be ranked: "quién produce más" places, "qué es lo que más se produce" crops, "en qué año" years. */
  rank: 'place' | 'crop' | 'year' | null;
  /** The level of place asked for: "qué municipio", "por departamento". */
  level: 'department' | 'municipality' | null;
  /** "los 5 primeros" → 5. */
  count: number | null;
  /** "qué parte", "qué porcentaje del país". */
  share: boolean;
}

/** What a question names. Everything is in order of mention and each thing is there once. */
export interface Understood extends UnderstoodYears {
  crops: CropMention[];
  ambiguousCrops: AmbiguousCrop[];
  places: PlaceMention[];
  ambiguousPlaces: AmbiguousPlace[];
  otherRegions: OtherRegion[];
  asks: Asks;
  /** Everything found, by place in the text, as the explanation of an answer shows it. */
  spans: ExplainedSpan[];
}

export interface ExplainedSpan extends Span {
  kind: 'crop' | 'place' | 'year' | 'other';
  value: string;
  rule: string;
}

export interface UnderstandingContext {
  /** Two-digit code of the department the asker is in or last spoke of; decides between equal municipality names. */
  departmentCode: string | null;
}

export type Understand = (text: string, context: UnderstandingContext) => Understood;
