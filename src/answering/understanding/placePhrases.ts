import type { Department, Figures, Municipality } from '../../shared/eva/figures.js';
import { HARDLY_PLACES, PROPER_NAMES, SURELY_TOWNS } from './placeReadiness.js';
import {
  COUNTRY_NAMES,
  DEPARTMENT_NAMES,
  MUNICIPALITY_NAMES,
  NOT_PLACES,
  OTHER_REGIONS,
  REGIONS,
} from './placeWords.js';
import { foldedWords, withoutTilde } from './tokens.js';

/**
 * How readily a municipality's name is taken for the place: a `town` wherever it stands; a `proper` name after a
 * preposition; a `thing` (pasto, la mesa) where the sentence speaks of what happens there; what is `hardly` a place
 * (páramo, el banco) only beside its department or where it is what produces the crop.
 */
export type Readiness = 'town' | 'proper' | 'thing' | 'hardly';

/** Everything that one phrase may name. */
export interface PlaceSense {
  country?: true;
  department?: { place: Department; rule: 'exact' | 'nickname' };
  /** Municipalities of this name; official names first, `official` tells how many. */
  municipalities: Municipality[];
  official: number;
  readiness: Readiness;
  group?: { name: string; departments: Department[] };
  other?: { name: string; departmentCodes: readonly string[] };
  nothing?: true;
}

export type Gazetteer = Pick<Figures, 'crops' | 'departments' | 'municipalities' | 'years'>;

/**
 * Families of long names that people shorten to a name that many bear: "San Juan" is any of San Juan del Cesar,
 * San Juan Nepomuceno …; "El Carmen" any of El Carmen de Bolívar, de Viboral … Not those with an everyday name of
 * their own: nobody says San José for Cúcuta.
 */
const SHORTENED = /^((?:san|santa|santo) [a-zñ]+|el carmen|carmen|belen) .+$/;

/** Every way to write every place, folded, with all that it may mean. */
export function placePhrases(
  gazetteer: Gazetteer,
  isSpanishWord: (word: string) => boolean,
): Map<string, PlaceSense> {
  const senses = new Map<string, PlaceSense>();
  const departments = new Map(gazetteer.departments.map((place) => [place.code, place]));
  const municipalities = new Map(gazetteer.municipalities.map((place) => [place.code, place]));
  const sense = (name: string): PlaceSense => {
    const key = foldedWords(name).join(' ');
    let found = senses.get(key);
    if (!found) {
      found = { municipalities: [], official: 0, readiness: readinessOf(key, isSpanishWord) };
      senses.set(key, found);
    }
    return found;
  };

  for (const municipality of gazetteer.municipalities) {
    const named = sense(municipality.name);
    named.municipalities.push(municipality);
    named.official++;
    if (municipality.name.includes(' - ')) {
      for (const part of municipality.name.split(' - ')) addName(sense(part), municipality);
    }
  }
  for (const [code, names] of Object.entries(MUNICIPALITY_NAMES)) {
    const municipality = municipalities.get(code);
    if (!municipality) continue;
    for (const name of names) addOfficial(sense(name), municipality);
  }
  for (const municipality of gazetteer.municipalities) {
    for (const alias of municipality.aliases) addName(sense(alias), municipality);
  }
  for (const municipality of gazetteer.municipalities) {
    if (municipality.code in MUNICIPALITY_NAMES) continue;
    const short = SHORTENED.exec(foldedWords(municipality.name).join(' '))?.[1];
    if (short === undefined) continue;
    const full = short === 'carmen' ? 'el carmen' : short;
    // "el carmen de carupa" is not any El Carmen with two words behind it.
    if (short === 'carmen') addName(sense(`el ${municipality.name}`), municipality);
    addOfficial(sense(full), municipality);
    if (full === 'el carmen') addOfficial(sense('carmen'), municipality);
  }
  for (const department of gazetteer.departments) {
    if (department.code !== BOGOTA) sense(department.name).department = { place: department, rule: 'exact' };
    for (const name of DEPARTMENT_NAMES[department.code] ?? []) {
      sense(name).department ??= { place: department, rule: 'nickname' };
    }
  }
  for (const region of REGIONS) {
    const group = {
      name: region.name,
      departments: region.departments
        .map((code) => departments.get(code))
        .filter((place) => place !== undefined),
    };
    for (const name of region.says) sense(name).group = group;
  }
  for (const region of OTHER_REGIONS) {
    for (const name of region.says) {
      sense(name).other = { name: region.name, departmentCodes: region.departments };
    }
  }
  for (const name of COUNTRY_NAMES) sense(name).country = true;
  for (const name of NOT_PLACES) sense(name).nothing = true;
  for (const [key, named] of [...senses]) {
    const variant = named.official > 0 ? otherSpacing(key) : undefined;
    if (variant !== undefined && !senses.has(variant)) senses.set(variant, named);
  }
  return senses;
}

/** "villa pinzón", "sabana larga"; "puertolópez", "sanvicente". */
function otherSpacing(key: string): string | undefined {
  const apart = /^(villa|sabana|vista|barranca|florida)([a-zñ]{4,})$/.exec(key);
  if (apart) return `${apart[1]} ${apart[2]}`;
  return /^(san|santa|puerto) [a-zñ]{3,}$/.test(key) ? key.replace(' ', '') : undefined;
}

/** Bogotá is a department and a municipality; the municipality has the weather and the coordinates. */
const BOGOTA = '11';

function addOfficial(sense: PlaceSense, municipality: Municipality) {
  if (sense.municipalities.includes(municipality)) return;
  sense.municipalities.splice(sense.official, 0, municipality);
  sense.official++;
}

function addName(sense: PlaceSense, municipality: Municipality) {
  if (!sense.municipalities.includes(municipality)) sense.municipalities.push(municipality);
}

function readinessOf(key: string, isSpanishWord: (word: string) => boolean): Readiness {
  if (SURELY_TOWNS.has(key)) return 'town';
  if (HARDLY_PLACES.has(key)) return 'hardly';
  if (PROPER_NAMES.has(key)) return 'proper';
  const words = key.split(' ');
  if (words.length > 2 || /^(san|santa|santo|puerto|villa|ciudad|rio)$/.test(words[0] ?? '')) return 'town';
  return words.every((word) => isSpanishWord(word) || isSpanishWord(withoutTilde(word))) ? 'thing' : 'town';
}
