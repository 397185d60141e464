import { foldName, idOf } from './fold.js';

/**
 * How the crop names of the two series become ids. Names that fold to the same (case and accents aside, ñ kept) are
 * the same crop by that rule alone; this table holds the rest, one case a line, under the numbers of the crop-name
 * review (53 and 59 need no line: they follow the rule). `CROP/VARIETY` is a name of the older series, `Crop · Variety` one of the newer; without a
 * variety the line takes every variety of that crop that no other line names.
 */
export interface CropNameCase {
  case: number;
  old: readonly string[];
  new: readonly string[];
  crop: string;
  /** The system or variety, where the data are kept apart by it. */
  product?: string;
}

// prettier-ignore
export const CROP_NAME_CASES: readonly CropNameCase[] = [
  { case: 1, old: ['CAÑA PANELERA'], new: ['Caña · Caña panelera'], crop: 'cana-panelera' },
  { case: 2, old: ['CAÑA AZUCARERA'], new: ['Caña · Caña de azúcar'], crop: 'cana-de-azucar' },
  { case: 3, old: ['CAÑA MIEL'], new: ['Caña · Caña miel'], crop: 'cana-miel' },
  { case: 4, old: [], new: ['Caña'], crop: 'cana-sin-clasificar' },
  { case: 5, old: ['TABACO RUBIO', 'TABACO NEGRO'], new: ['Tabaco'], crop: 'tabaco' },
  { case: 6, old: ['MAIZ/MAIZ TRADICIONAL'], new: ['Maíz · Maíz tradicional', 'Maíz · Maíz amarillo tradicional', 'Maíz · Maíz blanco tradicional'], crop: 'maiz', product: 'maiz-tradicional' },
  { case: 7, old: ['MAIZ/MAIZ TECNIFICADO'], new: ['Maíz · Maíz tecnificado', 'Maíz · Maíz amarillo tecnificado', 'Maíz · Maíz blanco tecnificado'], crop: 'maiz', product: 'maiz-tecnificado' },
  { case: 8, old: ['MAIZ FORRAJERO'], new: [], crop: 'maiz-forrajero' },
  { case: 9, old: ['ARROZ/ARROZ RIEGO'], new: ['Arroz · Arroz riego'], crop: 'arroz', product: 'arroz-riego' },
  { case: 10, old: ['ARROZ/ARROZ SECANO MECANIZADO'], new: ['Arroz · Arroz secano mecanizado'], crop: 'arroz', product: 'arroz-secano-mecanizado' },
  { case: 11, old: ['ARROZ/ARROZ SECANO MANUAL'], new: ['Arroz · Arroz secano manual'], crop: 'arroz', product: 'arroz-secano-manual' },
  { case: 12, old: ['PAPA/PAPA'], new: ['Papa · Papa todas las variedades'], crop: 'papa', product: 'papa-comun' },
  { case: 13, old: ['PAPA/PAPA CRIOLLA'], new: ['Papa · Papa criolla'], crop: 'papa', product: 'papa-criolla' },
  { case: 14, old: ['TOMATE/TOMATE'], new: ['Tomate · Tomate'], crop: 'tomate', product: 'tomate-campo-abierto' },
  { case: 15, old: ['TOMATE/TOMATE INVERNADERO'], new: ['Tomate · Tomate invernadero'], crop: 'tomate', product: 'tomate-invernadero' },
  { case: 16, old: ['PLATANO/PLATANO'], new: ['Plátano · Plátano consumo interno'], crop: 'platano', product: 'platano-consumo-interno' },
  { case: 17, old: ['PLATANO/CACHACO'], new: [], crop: 'platano', product: 'platano-consumo-interno' },
  { case: 18, old: ['PLATANO/PLATANO EXPORTACION'], new: ['Plátano · Plátano de exportación'], crop: 'platano', product: 'platano-de-exportacion' },
  { case: 19, old: ['BANANO/BANANO'], new: ['Banano · Banano consumo interno'], crop: 'banano', product: 'banano-consumo-interno' },
  { case: 20, old: ['BANANO/BANANO EXPORTACION'], new: ['Banano · Banano de exportación'], crop: 'banano', product: 'banano-de-exportacion' },
  { case: 21, old: ['BANANITO'], new: [], crop: 'bananito' },
  { case: 22, old: ['AGUACATE'], new: ['Aguacate · Aguacate demás variedades'], crop: 'aguacate', product: 'aguacate-otros' },
  { case: 22, old: [], new: ['Aguacate · Aguacate Hass'], crop: 'aguacate', product: 'aguacate-hass' },
  { case: 22, old: [], new: ['Aguacate · Aguacate Papelillo'], crop: 'aguacate', product: 'aguacate-papelillo' },
  { case: 23, old: ['LIMON/LIMON'], new: ['Limón · Limón demás variedades'], crop: 'limon', product: 'limon-otros' },
  { case: 24, old: ['LIMON/LIMON TAHITI', 'LIMA/LIMA TAHITI'], new: ['Limón · Limón Tahití'], crop: 'limon', product: 'limon-tahiti' },
  { case: 25, old: ['LIMA/LIMA'], new: ['Lima'], crop: 'lima' },
  { case: 26, old: ['LIMON/LIMON PAJARITO'], new: ['Limón · Limón Pajarito'], crop: 'limon', product: 'limon-pajarito' },
  { case: 26, old: ['LIMON/LIMON MANDARINO'], new: ['Limón · Limón Mandarino'], crop: 'limon', product: 'limon-mandarino' },
  { case: 27, old: ['NARANJA'], new: ['Naranja'], crop: 'naranja' },
  { case: 28, old: ['MANDARINA'], new: ['Mandarina'], crop: 'mandarina' },
  { case: 29, old: ['CITRICOS'], new: ['Otros cítricos'], crop: 'citricos-sin-clasificar' },
  { case: 30, old: ['TANGELO'], new: ['Tangelo'], crop: 'tangelo' },
  { case: 31, old: ['POMELO'], new: ['Pomelo'], crop: 'pomelo' },
  { case: 31, old: ['TORONJA'], new: ['Toronja'], crop: 'toronja' },
  { case: 32, old: [], new: ['Gulupa o cholupa'], crop: 'gulupa-o-cholupa', product: 'gulupa-o-cholupa-sin-separar' },
  { case: 32, old: ['GULUPA'], new: ['Gulupa'], crop: 'gulupa-o-cholupa', product: 'gulupa' },
  { case: 32, old: ['CHOLUPA'], new: ['Cholupa'], crop: 'gulupa-o-cholupa', product: 'cholupa' },
  { case: 33, old: ['DURAZNO'], new: ['Durazno o albaricoque'], crop: 'durazno' },
  { case: 34, old: ['AGRAZ'], new: ['Agraz - mortiño'], crop: 'agraz' },
  { case: 35, old: ['PEPA DE PAN'], new: ['Arbol de pan o pepa del pan'], crop: 'arbol-del-pan' },
  { case: 36, old: ['PAPAYUELA'], new: ['Papayuela -Babaco'], crop: 'papayuela' },
  { case: 37, old: ['CALABACIN', 'CALABAZA'], new: ['Calabacín, calabaza'], crop: 'calabacin' },
  { case: 38, old: ['MALANGA', 'BORE'], new: ['Malanga, achín, yota, papa china, bore'], crop: 'malanga' },
  { case: 39, old: ['CHONQUE'], new: [], crop: 'chonque' },
  { case: 40, old: ['ACHIRA'], new: ['Achira'], crop: 'achira' },
  { case: 41, old: ['CURCUMA'], new: ['Cúrcuma o azafrán'], crop: 'curcuma' },
  { case: 42, old: ['ALBAHACA/ALBAHACA'], new: ['Albahaca'], crop: 'albahaca' },
  { case: 42, old: ['ALBAHACA/CHIRARAN'], new: ['Chiraran - albahaca'], crop: 'chiraran' },
  { case: 43, old: ['CIMARRON'], new: ['Cimarrón'], crop: 'cimarron' },
  { case: 44, old: ['SORGO/SORGO'], new: ['Sorgo'], crop: 'sorgo' },
  { case: 45, old: ['SORGO/MILLO'], new: ['Millo'], crop: 'millo' },
  { case: 46, old: ['RUBA', 'ULLUCO'], new: ['Ulluco'], crop: 'ulluco' },
  { case: 47, old: ['NABO'], new: ['Nabo'], crop: 'nabo' },
  { case: 48, old: ['COROZO'], new: ['Corozo'], crop: 'corozo' },
  { case: 49, old: ['NISPERO'], new: ['Níspero'], crop: 'nispero' },
  { case: 49, old: ['CAIMO'], new: ['Caimo'], crop: 'caimo' },
  { case: 49, old: ['PITAHAYA'], new: ['Pitahaya'], crop: 'pitahaya' },
  { case: 49, old: ['MANGOSTINO'], new: ['Mangostino'], crop: 'mangostino' },
  { case: 50, old: ['HIGO'], new: ['Higo'], crop: 'higo' },
  { case: 50, old: ['BREVO'], new: ['Brevo'], crop: 'brevo' },
  { case: 51, old: ['PALMITO'], new: ['Palmito'], crop: 'palmito' },
  { case: 52, old: ['ASAI'], new: ['Asaí'], crop: 'asai' },
  { case: 54, old: ['ÑAME/ÑAME'], new: ['Ñame · Ñame demás variedades'], crop: 'name', product: 'name-otros' },
  { case: 54, old: ['ÑAME/ÑAME ESPINO'], new: ['Ñame · Ñame Espino'], crop: 'name', product: 'name-espino' },
  { case: 54, old: ['ÑAME/ÑAME DIAMANTE'], new: ['Ñame · Ñame Diamante'], crop: 'name', product: 'name-diamante' },
  { case: 55, old: ['YUCA'], new: ['Yuca'], crop: 'yuca' },
  { case: 56, old: ['FRIJOL'], new: ['Frijol'], crop: 'frijol' },
  { case: 57, old: ['CADUCIFOLIOS'], new: ['Otros caducifolios'], crop: 'otros-caducifolios' },
  { case: 57, old: ['FRUTALES VARIOS'], new: ['Otros frutales'], crop: 'otros-frutales' },
  { case: 57, old: ['HORTALIZAS VARIAS'], new: ['Otras hortalizas'], crop: 'otras-hortalizas' },
  { case: 58, old: ['PLANTAS AROMATICAS'], new: ['Plantas aromáticas'], crop: 'otras-plantas-aromaticas' },
  { case: 58, old: ['PLANTAS AROMATICAS Y MEDICINALES'], new: [], crop: 'otras-plantas-aromaticas-y-medicinales' },
  { case: 58, old: ['PLANTAS MEDICINALES'], new: [], crop: 'otras-plantas-medicinales' },
  { case: 58, old: [], new: ['Otros cultivos para condimentos, bebidas medicinales y aromáticas'], crop: 'otros-condimentos-y-aromaticas' },
  { case: 58, old: [], new: ['Otros cultivos tropicales tradicionales'], crop: 'otros-cultivos-tropicales' },
  { case: 58, old: [], new: ['Otras raíces y tubérculos'], crop: 'otras-raices-y-tuberculos' },
  { case: 60, old: [], new: ['Hibias, ocas'], crop: 'hibias' },
];

export interface MappedName {
  crop: string;
  product: string;
  /** False where a crop kept by variety has one that the table does not know: it goes to `<crop>-otros`. */
  known: boolean;
}

type Series = 'old' | 'new';

/** The ids of a crop and variety as one of the series writes them. Both series go through the same table. */
export function mapCropName(series: Series, crop: string, variety: string): MappedName {
  const exact = BY_NAME[series].get(`${foldName(crop)}/${foldName(variety)}`);
  const line = exact ?? BY_NAME[series].get(foldName(crop));
  if (line !== undefined) return { crop: line.crop, product: line.product ?? line.crop, known: true };
  const id = CROP_BY_NAME.get(foldName(crop)) ?? idOf(crop);
  return KEPT_BY_VARIETY.has(id)
    ? { crop: id, product: `${id}-otros`, known: false }
    : { crop: id, product: id, known: true };
}

const BY_NAME: Record<Series, Map<string, CropNameCase>> = { old: new Map(), new: new Map() };
/** Names of either series without their variety, so that a name that moves to the other series stays the same crop. */
const CROP_BY_NAME = new Map<string, string>();
const KEPT_BY_VARIETY = new Set<string>();

for (const line of CROP_NAME_CASES) {
  for (const series of ['old', 'new'] as const) {
    for (const name of line[series]) {
      const [crop = '', variety] = name.split(/ · |\//).map(foldName);
      BY_NAME[series].set(variety === undefined ? crop : `${crop}/${variety}`, line);
      if (variety === undefined) CROP_BY_NAME.set(crop, line.crop);
    }
  }
  if (line.product !== undefined) KEPT_BY_VARIETY.add(line.crop);
}
