import { spoken, type Answered } from '../../query.js';
import { fitShort } from '../../spanish/short.js';
import { TEXTS } from './texts.js';

/** What has nothing to do with farming gets the same polite no, whatever it says. */
export function answer(): Answered {
  return spoken('polite_no', TEXTS.text, fitShort(TEXTS.short));
}
