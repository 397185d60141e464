import type { Figures } from '../shared/eva/figures.js';
import type { Agronomy } from './agronomy/loadAgronomy.js';
import type { Calendar } from './calendar/createCalendar.js';
import type { Knowledge } from './knowledge/createKnowledge.js';

/** All that answers are made from. */
export interface Tables {
  figures: Figures;
  knowledge: Knowledge;
  agronomy: Agronomy;
  calendar: Calendar;
}
