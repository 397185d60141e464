/** Where a crop's word speaks of something else. A technician may add to these lists without reading code. */

/** Phrases with a crop's word in them that speak of something else. */
export const NOT_CROPS: readonly string[] = [
  'agua de panela',
  'algodón de azúcar',
  'aguapanela',
  'arroz chino',
  'arroz con coco',
  'arroz con leche',
  'arroz con pollo',
  'arroz de leche',
  'buena papa',
  'caña brava',
  'caña de pescar',
  'color café',
  'color limón',
  'color mora',
  'color naranja',
  'color rosa',
  'color uva',
  'color zapote',
  'crema de coco',
  'café internet',
  'media naranja',
  'maní forrajero',
  'nabo forrajero',
  'rábano forrajero',
  'palma de moriche',
  'palma moriche',
  'palma real',
  'caña guadua',
  'mora en el pago',
  'intereses de mora',
  'interés de mora',
  'leche de coco',
  'máquina de café',
  'nogal cafetero',
  'taza de café',
  'tinto de café',
  'un café con leche',
  'café con leche',
  'pan de maíz',
  'pan de yuca',
  'papa Dios',
  'papa Francisco',
  'papa Noel',
  'papa a la francesa',
  'papas a la francesa',
  'papas fritas',
  'papa frita',
  'papa rellena',
  'papas rellenas',
  'papa salada',
  'papas saladas',
  'tortilla de papa',
  'pera de boxeo',
  'mango de la pala',
  'mango del azadón',
  'mango del machete',
  'palma de la mano',
  'palma de cera',
  'palmas de la mano',
  'piña colada',
  'pepa de aguacate',
  'rosa de los vientos',
  'flor de mayo',
  'pasta de tomate',
  'salsa de tomate',
];

/** "estoy en mora": late with a payment, unless the question ranks or measures ("top 10 departamentos en mora"). */
export const LATE = 'en mora';
const OF_FIGURES =
  /^(departamentos?|municipios?|produ[cj]\w*|rind\w*|rendimientos?|top|ranking|hectareas?|toneladas?|cosech\w+|sembrad\w+|puesto|lider(es)?)$/;
const OF_DEBTS =
  /^(bancos?|creditos?|deudas?|cuotas?|prestamos?|pagos?|pagar|intereses|interes|cobr\w+|debo|finagro|datacredito|cartera|hipoteca)$/;

/** Whether "en mora" speaks of blackberries, by the other words of the question (folded). */
export function isMoraTheCrop(words: readonly string[]): boolean {
  return words.some((word) => OF_FIGURES.test(word)) && !words.some((word) => OF_DEBTS.test(word));
}

/** Crops that are towns too and mean the town only after a preposition: "maní Casanare" asks for the crop. */
export const CROPS_BEFORE_TOWNS: ReadonlySet<string> = new Set(['mani']);

/** "sopa de …", "jugo de …": what follows is on a plate, not in a field. */
export const DISH_WORDS: ReadonlySet<string> = new Set([
  'arepa',
  'arepas',
  'caldo',
  'empanada',
  'empanadas',
  'ensalada',
  'helado',
  'jugo',
  'jugos',
  'mermelada',
  'receta',
  'recetas',
  'sopa',
  'sorbete',
  'torta',
  'tortas',
]);

/** "hojas cafés", "se pone naranja": after these words the crop's name is a colour. */
export const COLOURED_THINGS: ReadonlySet<string> = new Set(
  (
    'color colores tono hongo hongos polvillo pelusa hoja hojas mancha manchas punto puntos punta puntas raya rayas borde bordes tierra tierras suelo suelos ' +
    'tallo tallos raiz raices fruto frutos flor flores bicho bichos gusano gusanos animalito animalitos insecto insectos ' +
    'polvo polvito agua es son esta estan pone ponen puso pusieron poniendo ponerse vuelve vuelven volvio volviendo ' +
    'volvieron quedo quedan quedando medio muy oscuro oscuras claro claras amarillas amarillo'
  ).split(' '),
);

/** Crops whose name is also a colour. */
export const COLOUR_CROPS: ReadonlySet<string> = new Set(['cafe', 'naranja', 'rosa', 'zapote', 'mora']);

/** By crop: "botas de caucho", "costal de fique", "ropa de algodón" are things made of it. */
export const THINGS_MADE_OF: Readonly<Record<string, RegExp>> = {
  caucho:
    /^(botas?|mangueras?|guantes?|bandas?|llantas?|suelas?|empaques?|tapon|tapones|tapetes?|piso|pisos|pelotas?|tubos?)$/,
  fique:
    /^(costal|costales|lazos?|sacos?|bolsas?|empaques?|telas?|mochilas?|hamacas?|cuerdas?|alpargatas?|sogas?|metros|rollos?|pitas?)$/,
  algodon:
    /^(ropa|telas?|camisas?|camisetas?|sombrero|motas?|hilos?|toallas?|medias|copos?|vestidos?|trapos?)$/,
};
