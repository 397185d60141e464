import type { Figures } from '../../../shared/eva/figures.js';
import { pooledYears } from '../../eva/pooledYears.js';
import type { Candidate, Recommendation, Recommended } from '../../eva/recommend.js';
import { recommendAround } from '../../eva/recommendAround.js';
import { spoken, type Answered, type Query } from '../../query.js';
import { cropInText, withArticle, type AskedCrop } from '../../spanish/crops.js';
import { capitalised, listed, sentences, yearsListed } from '../../spanish/lists.js';
import { yieldShort, yieldWritten } from '../../spanish/numbers.js';
import { inPlace, isCountry, ofPlace, placeName, type AnyPlace } from '../../spanish/places.js';
import { fitShort } from '../../spanish/short.js';
import { foldedWords } from '../../understanding/tokens.js';
import { recommendationData, rowsOf } from './data.js';
import { suitability } from './suitability.js';
import { TEXTS } from './texts.js';

/** Departments of the chips where no place is known: from the coast, the mountains and the south. */
const EXAMPLE_DEPARTMENTS = ['15', '23', '41'];
const PLACES_AT_MOST = 3;
const LEFT_OUT_EXPLAINED = 3;
/** Whoever lives there would ask where such a crop has gone. */
const UNMISSABLE_SHARE_OF_AREA = 0.2;

/** What already grows well in a place; with a crop named, whether it does. */
export function answer(query: Query, figures: Figures): Answered {
  const places = query.places.filter((place) => !isCountry(place));
  const [place] = places;
  if (place === undefined) return askPlace(figures);
  if (places.length > 1) return onePlaceAtATime(places, query.crops[0]);
  if (query.crops.length > 0 && !isExcepted(query.text)) return suitability(figures, query.crops, place);
  return recommendFor(figures, place, leadOf(query.text));
}

const EXCEPTED =
  /\b(que no sean?|aparte (de|del)|fuera (de|del)|ademas (de|del)|en (vez|lugar) (de|del)|distint[oa]s? (a|al|de|del)|diferentes? (a|al|de|del))\b/;

/** "¿qué siembro que no sea papa?": the crop is the one that is not meant. */
function isExcepted(text: string): boolean {
  return EXCEPTED.test(foldedWords(text).join(' '));
}

const ASKS_WHAT_NOT =
  /(?<!\b(por|para) )\b(que|cual|cuales)( (es|son))?( (los?|las?|el))?( (cultivos?|productos?|plantas?|matas?|cosas?))?( que)? no (me |se |le |nos )?(deb\w+|convien\w+|recomiend\w+|aconsej\w+|hay que|es bueno|pued\w+|sirv\w+|siembr\w+|sembrar|cultiv\w+|da|dan)\b/;
const ASKS_OF_A_CROP = /\b(se (da|dan)|pega|pegan) (el|la|los|las) \w+/;

/** What has to be said before a list of what does well, where something else was asked. */
function leadOf(text: string): string | null {
  const question = foldedWords(text).join(' ');
  if (ASKS_WHAT_NOT.test(question)) return TEXTS.notWhatNot;
  return ASKS_OF_A_CROP.test(question) ? TEXTS.noCropFound : null;
}

function recommendFor(figures: Figures, asked: AnyPlace, lead: string | null): Answered {
  const found = recommendAround(figures, asked);
  if (found === undefined) return noFigures(asked, pooledYears(figures));
  const { place } = found;
  const years = yearsListed(found.years);
  const missing =
    place === asked
      ? null
      : sentences(
          TEXTS.noFigures({ inPlace: inPlace(asked), years }),
          TEXTS.instead({ ofPlace: ofPlace(place) }),
        );
  return {
    rule: place === asked ? 'recommend' : 'recommend_wider_place',
    text: sentences(lead, missing, ...adviceSentences(figures, found, place), TEXTS.limits),
    short: shortAdvice(found.recommended, place, asked, lead),
    data: recommendationData(found.years, place, found.recommended),
    years: found.years,
    rows: rowsOf(found.recommended, place, found.years),
    notes: [`${found.candidates.length} products weighed`, ...leftOutNotes(found)],
  };
}

/** The products that were not recommended, largest area first. */
function leftOut({ candidates, recommended }: Recommendation): Candidate[] {
  const ids = new Set(recommended.map((one) => one.total.id));
  return candidates.filter((one) => !ids.has(one.total.id));
}

/** For those who wonder why the main crop is missing. */
function leftOutNotes(found: Recommendation): string[] {
  return leftOut(found)
    .slice(0, LEFT_OUT_EXPLAINED)
    .map((one) => `left out ${one.total.id}: relative yield ${one.relativeYield?.toFixed(2) ?? 'unknown'}`);
}

function adviceSentences(figures: Figures, found: Recommendation, place: AnyPlace): (string | null)[] {
  const { recommended, years } = found;
  const of = (kind: Recommended['kind']) => recommended.filter((one) => one.kind === kind);
  const main = of('main');
  const rising = of('rising');
  const worse = of('fill').filter((one) => one.relativeYield !== null);
  const alone = of('fill').filter((one) => one.relativeYield === null);
  const unmissable = leftOut(found).filter(
    (one) => one.shareOfArea >= UNMISSABLE_SHARE_OF_AREA && one.relativeYield !== null,
  );
  const where = { inPlace: capitalised(inPlace(place)), years: yearsListed(years) };
  // The unit of yields is written out in the first list only.
  const written = new Set<Candidate>(
    [[...main, ...worse, ...alone, ...rising][0]].filter((one) => one !== undefined),
  );
  const list = (all: readonly Candidate[]) =>
    listed(
      all.map((one) =>
        TEXTS.item({
          crop: cropInText(one.total.name),
          unit: figures.unit(one.total.id, years.at(-1) ?? 0),
          yield: written.has(one) ? yieldWritten(one.yieldTHa) : yieldShort(one.yieldTHa),
        }),
      ),
    );
  return [
    main.length > 0
      ? (main.length === 1 ? TEXTS.mainOne : TEXTS.main)({ ...where, crops: list(main) })
      : worse.length > 0
        ? TEXTS.onlyFill({ ...where, crops: list(worse) })
        : null,
    rising.length > 0 ? TEXTS.rising({ crops: list(rising) }) : null,
    main.length > 0 && worse.length > 0
      ? (worse.length === 1 ? TEXTS.fill : TEXTS.fillMany)({ crops: list(worse) })
      : null,
    alone.length > 0 ? TEXTS.onlyHere({ crops: list(alone) }) : null,
    unmissable.length > 0
      ? (unmissable.length === 1 ? TEXTS.unmissable : TEXTS.unmissableMany)(
          listed(unmissable.map((one) => cropInText(one.total.name))),
        )
      : null,
  ];
}

function shortAdvice(
  recommended: readonly Recommended[],
  place: AnyPlace,
  asked: AnyPlace,
  lead: string | null,
): string {
  const where = inPlace(place);
  const missing = place === asked ? null : TEXTS.shortNoFigures({ ofPlace: ofPlace(asked) });
  const isWorse = recommended.every((one) => one.kind === 'fill' && one.relativeYield !== null);
  const text = (count: number) =>
    sentences(
      lead,
      (isWorse ? TEXTS.shortFill : TEXTS.short)({
        inPlace: missing === null ? capitalised(where) : `${missing} ${where}`,
        crops: listed(recommended.slice(0, count).map((one) => cropInText(one.total.name))),
      }),
    );
  return fitShort(text(5), text(4), text(3), text(2), text(1));
}

function askPlace(figures: Figures): Answered {
  const chips = EXAMPLE_DEPARTMENTS.flatMap((code) => figures.place(code) ?? []).map((place) => ({
    label: placeName(place),
    question: TEXTS.exampleQuestion(inPlace(place)),
  }));
  return spoken('ask_place', TEXTS.askPlace, TEXTS.askPlaceShort, { type: 'ask_location', chips });
}

function onePlaceAtATime(places: readonly AnyPlace[], crop: AskedCrop | undefined): Answered {
  const shown = places.slice(0, PLACES_AT_MOST);
  const names = listed(shown.map(placeName), 'o');
  const text = crop === undefined ? TEXTS.onePlaceAtATime(names) : TEXTS.oneSuitabilityAtATime(names);
  const chips = shown.map((place) => ({
    label: capitalised(placeName(place)),
    question:
      crop === undefined
        ? TEXTS.exampleQuestion(inPlace(place))
        : TEXTS.suitabilityQuestion({ crop: withArticle(crop.name), inPlace: inPlace(place) }),
  }));
  return spoken('one_place_at_a_time', text, fitShort(text), { type: 'clarify', chips });
}

function noFigures(place: AnyPlace, years: readonly number[]): Answered {
  const text = TEXTS.noFigures({ inPlace: inPlace(place), years: yearsListed(years) });
  return spoken('no_figures', text, fitShort(text));
}
