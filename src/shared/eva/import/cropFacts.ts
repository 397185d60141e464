import type { Break, Crop } from '../crops.js';

type Unit = Crop['units'][number];

const always = (text: string): Unit[] => [{ from: null, to: null, text }];
const upTo2018 = (text: string): Unit => ({ from: null, to: 2018, text });
const since2019 = (text: string): Unit => ({ from: 2019, to: null, text });

/** What a tonne is of, where the tables or their totals say so and a reader could think otherwise. */
export const UNITS: Readonly<Record<string, readonly Unit[]>> = {
  // The label "Pergamino" of 2019–2022 is contradicted by its totals, which equal FNC's green coffee within 1 %.
  cafe: always('café verde equivalente'),
  arroz: always('arroz paddy verde'),
  'palma-de-aceite': always('aceite crudo'),
  cacao: always('grano seco'),
  maiz: always('grano seco'),
  frijol: always('grano seco'),
  algodon: always('algodón semilla'),
  'cana-panelera': [upTo2018('panela'), since2019('caña')],
  'cana-miel': [upTo2018('melaza'), since2019('caña')],
  'cana-de-azucar': always('caña'),
  tabaco: [upTo2018('hoja seca'), since2019('tabaco en fresco')],
};

const citrus2021 = {
  year: 2021,
  why: 'en 2021 los cítricos que estaban sin clasificar se repartieron entre limón, naranja, mandarina y otros',
};
const method2019 = {
  year: 2019,
  why: 'desde 2019 la serie es otra y el rendimiento de este cultivo cambia de golpe, sin que cambie el campo',
};
const naidi2019 = {
  year: 2019,
  why: 'desde 2019 la palma naidí de la costa de Nariño se cuenta como asaí y ya no como palmito',
};
const avocado2020 = {
  year: 2020,
  why: 'en 2019 todas las variedades de aguacate estaban juntas; Hass y Papelillo se cuentan aparte desde 2020',
};

/** Years from which figures do not compare with earlier ones, by crop or product id. */
export const BREAKS: Readonly<Record<string, readonly Break[]>> = {
  'cana-panelera': [{ year: 2019, why: 'hasta 2018 son toneladas de panela y desde 2019 toneladas de caña' }],
  'cana-miel': [{ year: 2019, why: 'hasta 2018 son toneladas de melaza y desde 2019 toneladas de caña' }],
  tabaco: [{ year: 2019, why: 'hasta 2018 es hoja seca y desde 2019 tabaco en fresco' }],
  'aguacate-hass': [avocado2020],
  'aguacate-papelillo': [avocado2020],
  'aguacate-otros': [avocado2020],
  limon: [citrus2021],
  'limon-tahiti': [{ year: 2019, why: 'en 2019 y 2020 parte del limón Tahití quedó contada como lima' }],
  lima: [{ year: 2019, why: 'en 2019 y 2020 parte del limón Tahití quedó contada como lima' }, citrus2021],
  naranja: [citrus2021],
  mandarina: [citrus2021],
  pomelo: [citrus2021],
  toronja: [citrus2021],
  tangelo: [citrus2021],
  'citricos-sin-clasificar': [citrus2021],
  achira: [method2019],
  sorgo: [
    { year: 2019, why: 'en 2019 y 2020 el sorgo incluye el millo' },
    { year: 2021, why: 'hasta 2020 el sorgo incluye el millo, que desde 2021 se cuenta aparte' },
  ],
  millo: [{ year: 2021, why: 'en 2019 y 2020 el millo está dentro del sorgo' }],
  nabo: [{ year: 2019, why: 'desde 2019 ese nombre es el del cubio; antes era el nabo de hortaliza' }],
  corozo: [{ year: 2019, why: 'antes y después de 2019 ese nombre es el de dos palmas distintas' }],
  palmito: [naidi2019],
  asai: [naidi2019],
  morera: [{ year: 2019, why: 'hasta 2018 se pesa la hoja y desde 2019 el fruto' }],
  ...Object.fromEntries(
    [
      'arveja',
      'haba',
      'guandul',
      'achiote',
      'maranon',
      'pimienta',
      'manzana',
      'batata',
      'algodon',
      'cardamomo',
      'jengibre',
      'chirimoya',
      'anon',
      'mangostino',
      'uva-caimarona',
    ].map((id) => [id, [method2019]]),
  ),
};

/** Names for whatever has no name of its own: out of every recommendation, ranking and comparison. */
export const RESIDUAL: ReadonlySet<string> = new Set([
  'cana-sin-clasificar',
  'citricos-sin-clasificar',
  'flores-y-follajes',
  'otras-hortalizas',
  'otras-plantas-aromaticas',
  'otras-plantas-aromaticas-y-medicinales',
  'otras-plantas-medicinales',
  'otras-raices-y-tuberculos',
  'otros-caducifolios',
  'otros-condimentos-y-aromaticas',
  'otros-cultivos-tropicales',
  'otros-frutales',
]);

/** Yields of these mean something by system or variety only: irrigated and hand-sown rice, field and greenhouse. */
export const RECOMMEND_BY_PRODUCT: ReadonlySet<string> = new Set([
  'maiz',
  'arroz',
  'papa',
  'tomate',
  'aguacate',
]);

/** What to know of a name, to be printed with a figure. */
export const NOTES: Readonly<Record<string, string>> = {
  'gulupa-o-cholupa': 'Es la suma de dos frutas: la gulupa y la cholupa.',
  calabacin: 'Suma calabacín y calabaza; la ahuyama va aparte.',
  malanga: 'Suma malanga, achín, yota, papa china y bore.',
  chonque: 'El chonque no se cuenta aparte desde 2017.',
  nabo: 'Desde 2019 ese nombre es el del cubio.',
  pomelo: 'EVA cuenta aparte el pomelo y la toronja, que muchos llaman igual.',
  toronja: 'EVA cuenta aparte el pomelo y la toronja, que muchos llaman igual.',
  higo: 'EVA cuenta aparte el higo y el brevo.',
  brevo: 'EVA cuenta aparte el higo y el brevo.',
  papa: 'Suma papa y papa criolla.',
};

/** Display names that the tables do not give as they should be read: the older series has no accents. */
export const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  agraz: 'Agraz o mortiño',
  'aguacate-hass': 'Aguacate Hass',
  'aguacate-otros': 'Aguacate, otras variedades',
  'aguacate-papelillo': 'Aguacate Papelillo',
  anis: 'Anís',
  'arbol-del-pan': 'Árbol del pan',
  'arroz-riego': 'Arroz de riego',
  'arroz-secano-manual': 'Arroz secano manual',
  'arroz-secano-mecanizado': 'Arroz secano mecanizado',
  bacuri: 'Bacurí',
  'banano-consumo-interno': 'Banano de consumo interno',
  'banano-de-exportacion': 'Banano de exportación',
  calabacin: 'Calabacín y calabaza',
  calendula: 'Caléndula',
  'cana-de-azucar': 'Caña de azúcar',
  'cana-flecha': 'Caña flecha',
  'cana-miel': 'Caña miel',
  'cana-panelera': 'Caña panelera',
  'cana-sin-clasificar': 'Caña sin clasificar',
  cebollin: 'Cebollín',
  champinon: 'Champiñón',
  chia: 'Chía',
  chiraran: 'Chirarán',
  cholupa: 'Cholupa',
  'citricos-sin-clasificar': 'Cítricos sin clasificar',
  curcuma: 'Cúrcuma',
  durazno: 'Durazno',
  gulupa: 'Gulupa',
  'gulupa-o-cholupa-sin-separar': 'Gulupa o cholupa, sin separar',
  hibias: 'Hibias (ocas)',
  'limon-mandarino': 'Limón mandarino',
  'limon-otros': 'Limón, otras variedades',
  'limon-pajarito': 'Limón pajarito',
  'limon-tahiti': 'Limón Tahití',
  'maiz-tecnificado': 'Maíz tecnificado',
  'maiz-tradicional': 'Maíz tradicional',
  'maiz-forrajero': 'Maíz forrajero',
  malanga: 'Malanga',
  'name-diamante': 'Ñame diamante',
  'name-espino': 'Ñame espino',
  'name-otros': 'Ñame, otras variedades',
  orquidea: 'Orquídea',
  'otras-plantas-aromaticas': 'Otras plantas aromáticas',
  'otras-plantas-aromaticas-y-medicinales': 'Otras plantas aromáticas y medicinales',
  'otras-plantas-medicinales': 'Otras plantas medicinales',
  'otros-condimentos-y-aromaticas': 'Otros condimentos, bebidas medicinales y aromáticas',
  'papa-comun': 'Papa (sin criolla)',
  'papa-criolla': 'Papa criolla',
  papayuela: 'Papayuela',
  'platano-consumo-interno': 'Plátano de consumo interno',
  'platano-de-exportacion': 'Plátano de exportación',
  'tomate-campo-abierto': 'Tomate a campo abierto',
  'tomate-invernadero': 'Tomate de invernadero',
  umari: 'Umarí',
  yacon: 'Yacón',
};
