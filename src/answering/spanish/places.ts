import { COUNTRY_CODE, type Department, type Municipality, type Place } from '../../shared/eva/figures.js';

export type AnyPlace = Place | Department | Municipality;

/** Departments whose name in a sentence is not the one in the table; the others take no article (`en Huila`). */
const NAMES_IN_TEXT: Readonly<Record<string, string>> = {
  '11': 'Bogotá',
  '76': 'el Valle del Cauca',
  '88': 'el Archipiélago de San Andrés',
};

/** The one department that is a municipality; Sucre (Sucre) and Arauca (Arauca) are not their departments. */
const BOGOTA = '11';

export function isMunicipality(place: AnyPlace): place is Municipality {
  return place.level === 'municipality';
}

/** As a subject: `Huila`, `el Valle del Cauca`, `Pitalito (Huila)`. */
export function placeName(place: AnyPlace): string {
  if (isMunicipality(place)) {
    const own = municipalityName(place);
    const department = departmentName(place);
    return place.department.code === BOGOTA ? own : `${own} (${department})`;
  }
  return NAMES_IN_TEXT[place.code] ?? place.name;
}

/** For lists, chips and short forms: no article and no department (`Valle del Cauca`, `Pitalito`). */
export function shortName(place: AnyPlace): string {
  return bareName(place).replace(/^el /, '');
}

/** Without its department: after the department has been said. */
export function bareName(place: AnyPlace): string {
  return isMunicipality(place) ? municipalityName(place) : placeName(place);
}

/** The department's name without an article, as it stands in brackets and on chips. */
export function departmentName(place: Municipality | Department): string {
  const department = place.level === 'municipality' ? place.department : place;
  return placeName(department).replace(/^el /, '');
}

/** What a department is called in speech where that is not its name in the table: no article. */
export function spokenDepartment(code: string): string | undefined {
  return NAMES_IN_TEXT[code]?.replace(/^el /, '');
}

/** `en Huila`, `en el Valle del Cauca`, `en Pitalito (Huila)`. */
export function inPlace(place: AnyPlace): string {
  return `en ${placeName(place)}`;
}

/** `de Huila`, `del Valle del Cauca`; the article of a town is part of its name (`de El Tambo`). */
export function ofPlace(place: AnyPlace): string {
  const name = placeName(place);
  return name.startsWith('el ') ? `del ${name.slice(3)}` : `de ${name}`;
}

/** `el país`, `el departamento`, `el municipio`. */
export function levelName(level: Place['level'], many = false): string {
  const names = { country: 'país', department: 'departamento', municipality: 'municipio' };
  return many ? `${names[level]}s` : names[level];
}

export function isCountry(place: AnyPlace): boolean {
  return place.code === COUNTRY_CODE;
}

/** "Bogotá, D. C." is written for tables. */
function municipalityName(place: Municipality): string {
  return place.name.replace(/, D\. ?C\.$/, '');
}
