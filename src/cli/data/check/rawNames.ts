/**
 * The crop of a raw row, told a second time and apart from the importer's table: the check must not repeat its
 * mistakes. At crop level only few names need more than lower case without accents.
 */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'cana azucarera': 'cana-de-azucar',
  'tabaco rubio': 'tabaco',
  'tabaco negro': 'tabaco',
  gulupa: 'gulupa-o-cholupa',
  cholupa: 'gulupa-o-cholupa',
  'durazno o albaricoque': 'durazno',
  'agraz - mortino': 'agraz',
  'arbol de pan o pepa del pan': 'arbol-del-pan',
  'pepa de pan': 'arbol-del-pan',
  'papayuela -babaco': 'papayuela',
  'calabacin, calabaza': 'calabacin',
  calabaza: 'calabacin',
  'malanga, achin, yota, papa china, bore': 'malanga',
  bore: 'malanga',
  'curcuma o azafran': 'curcuma',
  'chiraran - albahaca': 'chiraran',
  ruba: 'ulluco',
  'hibias, ocas': 'hibias',
  citricos: 'citricos-sin-clasificar',
  'otros citricos': 'citricos-sin-clasificar',
  caducifolios: 'otros-caducifolios',
  'frutales varios': 'otros-frutales',
  'hortalizas varias': 'otras-hortalizas',
  'plantas aromaticas': 'otras-plantas-aromaticas',
  'plantas aromaticas y medicinales': 'otras-plantas-aromaticas-y-medicinales',
  'plantas medicinales': 'otras-plantas-medicinales',
  'otros cultivos para condimentos, bebidas medicinales y aromaticas': 'otros-condimentos-y-aromaticas',
  'otros cultivos tropicales tradicionales': 'otros-cultivos-tropicales',
};

/** Varieties that are another crop than the one they stand under. */
const CROP_OF_VARIETY: Readonly<Record<string, string>> = {
  'cana/cana panelera': 'cana-panelera',
  'cana/cana de azucar': 'cana-de-azucar',
  'cana/cana miel': 'cana-miel',
  'lima/lima tahiti': 'limon',
  'albahaca/chiraran': 'chiraran',
  'sorgo/millo': 'millo',
};

export function rawCropId(crop: string, variety: string): string {
  const name = plain(crop);
  return CROP_OF_VARIETY[`${name}/${plain(variety)}`] ?? OTHER_NAMES[name] ?? name.replace(/\s+/g, '-');
}

function plain(name: string): string {
  return name.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
