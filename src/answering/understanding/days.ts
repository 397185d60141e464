import { fold } from '../spanish/fold.js';
import { addDays, weekday } from '../weather/colombianTime.js';
import { smallNumber } from './smallNumbers.js';

/** Madrugada, mañana, tarde, noche. */
export type DayPart = 'dawn' | 'morning' | 'afternoon' | 'night';

/** Hours from the day's midnight that each part spans; the night goes on into the next day. */
export const DAY_PART_HOURS: Readonly<Record<DayPart, readonly [from: number, to: number]>> = {
  dawn: [0, 6],
  morning: [6, 12],
  afternoon: [12, 18],
  night: [18, 30],
};

/** The days that a question about the weather asks for, as dates (`2026-11-23`), both ends included. */
export interface AskedDays {
  /**
   * `nothing`: the question says no day. `season`: months, a season, El Niño, which no forecast of days answers; from
   * and to are then those of `nothing`.
   */
  said: 'nothing' | 'days' | 'season';
  from: string;
  to: string;
  part: DayPart | null;
}

/** "los próximos días" without a number. */
const NEXT_DAYS = 5;
const LONGEST_BACK_DAYS = 14;
const WEEKDAYS = ['domingo', 'lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado'];
const MONTHS =
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre';
const NUMBER = '(\\d{1,2}|[a-z]+)';

const PARTS: readonly [RegExp, DayPart][] = [
  [/ (madrugad\w*|amanec\w*|amanezc\w*|el alba) /, 'dawn'],
  // "mañana" alone is tomorrow; with an article it is the morning.
  [
    / ((esta|la|las|toda la|por la|en la|de la) mananas?|mananit\w+|manana temprano|tempran\w+|antes del? medio ?dia) /,
    'morning',
  ],
  [/ ((esta|la|las|manana|hoy) tardes?|tardecit\w+|tardec\w+) /, 'afternoon'],
  [/ ((esta|la|las|manana|hoy|de) noches?|nochecit\w+|anochec\w*|media ?noche|anoche|antenoche) /, 'night'],
];

const SEASON = new RegExp(
  ` (mes|meses|mensual|trimestre|semestre|anos?|temporadas?|invierno|verano|sequia|fenomeno|el nino|la nina|cabanuelas|semana santa|dias santos|navidad|${MONTHS}) `,
);

/**
 * Reads which days are asked for; a pure function of the text and the Colombian date.
 *
 * @param today `2026-11-23`
 */
export function readDays(text: string, today: string): AskedDays {
  const question = ` ${(fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  const part = PARTS.find(([pattern]) => pattern.test(question))?.[1] ?? null;
  const span = spanAsked(question, today);
  if (span !== undefined) return { said: 'days', ...span, part };
  if (part !== null) return { said: 'days', from: today, to: today, part };
  return { said: SEASON.test(question) ? 'season' : 'nothing', from: today, to: today, part: null };
}

interface DaySpan {
  from: string;
  to: string;
}

function spanAsked(question: string, today: string): DaySpan | undefined {
  const day = (ahead: number): DaySpan => ({ from: addDays(today, ahead), to: addDays(today, ahead) });
  const until = (to: string): DaySpan => ({ from: today, to });

  const dated = dateAsked(question, today);
  if (dated !== undefined) return { from: dated, to: dated };
  if (/ (antier|anteayer|antes de ayer|antenoche) /.test(question)) return day(-2);
  if (/ (ayer|anoche) /.test(question)) return day(-1);
  const past = pastSpan(question, today);
  if (past !== undefined) return past;

  if (/ pasa(d)?o manana | pasadomanana /.test(question)) return day(2);
  const toSunday = (7 - weekday(today)) % 7;
  if (
    / ((otra|proxima|prox|siguiente) semana|semana (entrante|que viene|proxima|que entra|siguiente)) /.test(
      question,
    )
  ) {
    const monday = addDays(today, toSunday + 1);
    return { from: monday, to: addDays(monday, 6) };
  }
  if (/ (fin de semana|finde|fin de) /.test(question)) return weekend(today, toSunday, 0);
  if (/ (este|el|pal|para el) puente( festivo)? /.test(question)) return weekend(today, toSunday, 1);
  const tomorrow =
    /(?<! (?:esta|la|las|una|cada|buena|manana de la|pasado)) (manana|mnn|mnna|mnana|manan) /.test(question);
  const before = weekdayBefore(question, today);
  if (before !== undefined) return { from: before, to: before };
  const weekdays = weekdaysAsked(question, today);
  const [named] = weekdays;
  if (named !== undefined) {
    if (
      / (hasta|de (aqui|hoy) (al?|hasta el|pal)) (el )?(lunes|martes|miercoles|jueves|viernes|sabado|domingo) /.test(
        question,
      )
    )
      return until(named);
    const isTodayToo = / hoy /.test(question);
    return { from: isTodayToo ? today : tomorrow ? addDays(today, 1) : named, to: weekdays.at(-1) ?? named };
  }
  if (tomorrow) return day(1);

  const ahead = question.match(
    new RegExp(
      ` (?<!llovid[oa] |llueve |cae |caido )(?:en|dentro de|de aqui a|de hoy en) (?:unos )?${NUMBER} dias `,
    ),
  )?.[1];
  const inDays = smallNumber(ahead);
  if (inDays !== undefined) return day(inDays);
  const several =
    question.match(new RegExp(` (?:proximos|siguientes|estos) ${NUMBER} dias `))?.[1] ??
    question.match(new RegExp(` ${NUMBER} dias (?:mas|siguientes|proximos|que vienen|seguidos) `))?.[1];
  const count = smallNumber(several);
  if (count !== undefined && count > 0) return until(addDays(today, count - 1));
  if (/ ((proximos|siguientes|estos|los) dias|dias (que vienen|siguientes)) /.test(question))
    return until(addDays(today, NEXT_DAYS - 1));
  if (/ (proximas|siguientes) (\d+|\w+)? ?horas /.test(question)) return until(addDays(today, 1));
  if (/ (esta|la|toda la|resto de la|resto de) semana /.test(question))
    return until(addDays(today, toSunday));
  if (/ (quincena|quince dias) /.test(question)) return until(addDays(today, 14));
  if (
    / (hoy|oy|ahora|ahorita|ahoritica|horita|actual|actualmente|este momento|mas tarde|rato|ratico) /.test(
      question,
    )
  )
    return day(0);
  return undefined;
}

/** "el 15 de diciembre": the next such day, or the one that was just before. */
function dateAsked(question: string, today: string): string | undefined {
  const found = question.match(new RegExp(` ${NUMBER} de (${MONTHS}) `));
  const number = smallNumber(found?.[1]);
  if (found === null || number === undefined || number < 1 || number > 31) return undefined;
  const months = MONTHS.replace('setiembre|', '').split('|');
  const month = months.indexOf((found[2] ?? '').replace('setiembre', 'septiembre')) + 1;
  const thisYear = Number(today.slice(0, 4));
  const dateIn = (year: number) =>
    `${year}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`;
  const date = dateIn(thisYear);
  if (Number.isNaN(Date.parse(date))) return undefined;
  return date < addDays(today, -30) ? dateIn(thisYear + 1) : date;
}

/** "los últimos tres días", "hace ocho días", "la semana pasada", "lo que va del mes". */
function pastSpan(question: string, today: string): DaySpan | undefined {
  const count = smallNumber(
    question.match(new RegExp(` (?:ultimos|hace|llevamos|van) ${NUMBER} dias `))?.[1],
  );
  if (count !== undefined && count > 0) return { from: addDays(today, -count), to: addDays(today, -1) };
  if (/ ultimas (\d+ |\w+ )?horas /.test(question))
    return { from: addDays(today, -1), to: addDays(today, -1) };
  if (/ (ultimos dias|ultima semana|semana pasada) /.test(question))
    return { from: addDays(today, -7), to: addDays(today, -1) };
  // "¿Hace cuánto que no llueve?": as far back as a service tells.
  if (/ hace .*no (ha |han )?(llueve|llovido|cae|caido) /.test(question))
    return { from: addDays(today, -LONGEST_BACK_DAYS), to: addDays(today, -1) };
  const sums = / (ha|han) (llovido|caido) | (llovio|cayo|cayeron) /.test(question);
  if (sums && / (este|del|el) mes /.test(question)) return { from: `${today.slice(0, 8)}01`, to: today };
  if (sums && / (esta|la) semana /.test(question))
    return { from: addDays(today, -7), to: addDays(today, -1) };
  return undefined;
}

/** Saturday and Sunday that come or that it is, with the Monday after them for a long weekend. */
function weekend(today: string, toSunday: number, mondays: number): DaySpan {
  return { from: addDays(today, Math.max(0, toSunday - 1)), to: addDays(today, toSunday + mondays) };
}

/**
 * The next of each named weekday, today counting; "el otro sábado" is a week later, and "el próximo lunes" or "el lunes
 * que viene" is never today.
 */
function weekdaysAsked(question: string, today: string): string[] {
  const coming = '(?: (?:que viene|que entra|entrante|siguiente|proximo))?';
  return [
    ...question.matchAll(new RegExp(`( otro| proximo| prox)? (${WEEKDAYS.join('|')})(${coming})(?= )`, 'g')),
  ]
    .map(([, which, name = '', after]) => {
      const ahead = (WEEKDAYS.indexOf(name) - weekday(today) + 7) % 7;
      const isNotToday = which !== undefined || after !== '';
      return addDays(today, which === ' otro' || (isNotToday && ahead === 0) ? ahead + 7 : ahead);
    })
    .sort();
}

/** What is said of days that are over: "llovió el domingo", "cuánto cayó el sábado". */
const SAID_OF_THE_PAST =
  / (llovio|llovia|cayo|cayeron|estuvo|hizo|helo|vento|venteo|escampo|(ha|habia) (llovido|caido|helado)) /;

/** "el sábado pasado", "¿llovió el domingo?": the last such day before today. */
function weekdayBefore(question: string, today: string): string | undefined {
  const names = WEEKDAYS.join('|');
  const name =
    question.match(new RegExp(` (${names}) (?:pasado(?! manana)|anterior|que paso) `))?.[1] ??
    question.match(new RegExp(` pasado (${names}) `))?.[1] ??
    (SAID_OF_THE_PAST.test(question) ? question.match(new RegExp(` (${names}) `))?.[1] : undefined);
  if (name === undefined) return undefined;
  return addDays(today, -((weekday(today) - WEEKDAYS.indexOf(name) + 6) % 7) - 1);
}
