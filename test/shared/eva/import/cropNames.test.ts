import { describe, expect, it } from 'vitest';
import { CROP_NAME_CASES, mapCropName } from '../../../../src/shared/eva/import/cropNames.js';
import { foldName, idOf } from '../../../../src/shared/eva/import/fold.js';

/** Case, series, crop, variety → crop id and, where kept apart, product id. */
const CASES: [number, 'old' | 'new', string, string, string, string?][] = [
  [1, 'old', 'CAÑA PANELERA', 'CAÑA PANELERA', 'cana-panelera'],
  [1, 'new', 'Caña', 'Caña panelera', 'cana-panelera'],
  [2, 'old', 'CAÑA AZUCARERA', 'CAÑA AZUCARERA', 'cana-de-azucar'],
  [2, 'new', 'Caña', 'Caña de azúcar', 'cana-de-azucar'],
  [3, 'old', 'CAÑA MIEL', 'CAÑA MIEL', 'cana-miel'],
  [3, 'new', 'Caña', 'Caña miel', 'cana-miel'],
  [4, 'new', 'Caña', 'Caña brava', 'cana-sin-clasificar'],
  [5, 'old', 'TABACO RUBIO', 'TABACO RUBIO', 'tabaco'],
  [5, 'old', 'TABACO NEGRO', 'TABACO NEGRO', 'tabaco'],
  [5, 'new', 'Tabaco', 'Tabaco', 'tabaco'],
  [6, 'old', 'MAIZ', 'MAIZ TRADICIONAL', 'maiz', 'maiz-tradicional'],
  [6, 'new', 'Maíz', 'Maíz amarillo tradicional', 'maiz', 'maiz-tradicional'],
  [6, 'new', 'Maíz', 'Maíz blanco tradicional', 'maiz', 'maiz-tradicional'],
  [7, 'new', 'Maíz', 'Maíz tecnificado', 'maiz', 'maiz-tecnificado'],
  [7, 'new', 'Maíz', 'Maíz blanco tecnificado', 'maiz', 'maiz-tecnificado'],
  [8, 'old', 'MAIZ FORRAJERO', 'MAIZ FORRAJERO', 'maiz-forrajero'],
  [9, 'old', 'ARROZ', 'ARROZ RIEGO', 'arroz', 'arroz-riego'],
  [10, 'new', 'Arroz', 'Arroz secano mecanizado', 'arroz', 'arroz-secano-mecanizado'],
  [11, 'old', 'ARROZ', 'ARROZ SECANO MANUAL', 'arroz', 'arroz-secano-manual'],
  [12, 'old', 'PAPA', 'PAPA', 'papa', 'papa-comun'],
  [12, 'new', 'Papa', 'Papa todas las variedades', 'papa', 'papa-comun'],
  [13, 'new', 'Papa', 'Papa criolla', 'papa', 'papa-criolla'],
  [14, 'old', 'TOMATE', 'TOMATE', 'tomate', 'tomate-campo-abierto'],
  [14, 'new', 'Tomate de árbol', 'Tomate de árbol', 'tomate-de-arbol'],
  [15, 'new', 'Tomate', 'Tomate invernadero', 'tomate', 'tomate-invernadero'],
  [16, 'old', 'PLATANO', 'PLATANO', 'platano', 'platano-consumo-interno'],
  [17, 'old', 'PLATANO', 'CACHACO', 'platano', 'platano-consumo-interno'],
  [18, 'new', 'Plátano', 'Plátano de exportación', 'platano', 'platano-de-exportacion'],
  [19, 'old', 'BANANO', 'BANANO', 'banano', 'banano-consumo-interno'],
  [20, 'old', 'BANANO', 'BANANO EXPORTACION', 'banano', 'banano-de-exportacion'],
  [21, 'old', 'BANANITO', 'BANANO MANZANO', 'bananito'],
  [22, 'old', 'AGUACATE', 'AGUACATE', 'aguacate', 'aguacate-otros'],
  [22, 'new', 'Aguacate', 'Aguacate Hass', 'aguacate', 'aguacate-hass'],
  [22, 'new', 'Aguacate', 'Aguacate Papelillo', 'aguacate', 'aguacate-papelillo'],
  [23, 'new', 'Limón', 'Limón demás variedades', 'limon', 'limon-otros'],
  [24, 'old', 'LIMA', 'LIMA TAHITI', 'limon', 'limon-tahiti'],
  [24, 'new', 'Limón', 'Limón Tahití', 'limon', 'limon-tahiti'],
  [25, 'old', 'LIMA', 'LIMA', 'lima'],
  [25, 'new', 'Lima', 'Lima', 'lima'],
  [26, 'old', 'LIMON', 'LIMON PAJARITO', 'limon', 'limon-pajarito'],
  [26, 'new', 'Limón', 'Limón Mandarino', 'limon', 'limon-mandarino'],
  [27, 'old', 'NARANJA', 'NARANJA WASHINGTON NAVEL', 'naranja'],
  [27, 'new', 'Naranja', 'Naranja Valencia', 'naranja'],
  [28, 'new', 'Mandarina', 'Mandarina Arrayana y/o Oneco', 'mandarina'],
  [29, 'old', 'CITRICOS', 'CITRICOS', 'citricos-sin-clasificar'],
  [29, 'new', 'Otros cítricos', 'Otros cítricos', 'citricos-sin-clasificar'],
  [30, 'old', 'TANGELO', 'TANGELO MINEOLA', 'tangelo'],
  [31, 'old', 'POMELO', 'POMELO', 'pomelo'],
  [31, 'new', 'Toronja', 'Toronja', 'toronja'],
  [32, 'old', 'GULUPA', 'GULUPA', 'gulupa-o-cholupa', 'gulupa'],
  [32, 'old', 'CHOLUPA', 'CHOLUPA', 'gulupa-o-cholupa', 'cholupa'],
  [32, 'new', 'Gulupa o cholupa', 'Gulupa o cholupa', 'gulupa-o-cholupa', 'gulupa-o-cholupa-sin-separar'],
  [33, 'new', 'Durazno o albaricoque', 'Durazno o albaricoque', 'durazno'],
  [34, 'new', 'Agraz - mortiño', 'Agraz - mortiño', 'agraz'],
  [35, 'old', 'PEPA DE PAN', 'PEPA DE PAN', 'arbol-del-pan'],
  [35, 'new', 'Arbol de pan o pepa del pan', 'Arbol de pan o pepa del pan', 'arbol-del-pan'],
  [36, 'new', 'Papayuela -Babaco', 'Papayuela -babaco', 'papayuela'],
  [37, 'old', 'CALABAZA', 'CALABAZA', 'calabacin'],
  [37, 'old', 'AHUYAMA', 'AHUYAMA', 'ahuyama'],
  [38, 'old', 'MALANGA', 'PAPA CHINA', 'malanga'],
  [38, 'old', 'BORE', 'BORE', 'malanga'],
  [39, 'old', 'CHONQUE', 'CHONQUE', 'chonque'],
  [40, 'old', 'ACHIRA', 'SAGU', 'achira'],
  [41, 'new', 'Cúrcuma o azafrán', 'Cúrcuma o azafrán', 'curcuma'],
  [42, 'old', 'ALBAHACA', 'CHIRARAN', 'chiraran'],
  [42, 'new', 'Chiraran - albahaca', 'Chiraran - albahaca', 'chiraran'],
  [42, 'old', 'ALBAHACA', 'ALBAHACA', 'albahaca'],
  [43, 'old', 'CIMARRON', 'CHILLANGUA', 'cimarron'],
  [44, 'old', 'SORGO', 'SORGO', 'sorgo'],
  [45, 'old', 'SORGO', 'MILLO', 'millo'],
  [45, 'new', 'Millo', 'Millo', 'millo'],
  [46, 'old', 'RUBA', 'RUBA', 'ulluco'],
  [47, 'old', 'NABO', 'NABO', 'nabo'],
  [48, 'new', 'Corozo', 'Corozo', 'corozo'],
  [49, 'old', 'PITAHAYA', 'PITAHAYA', 'pitahaya'],
  [50, 'new', 'Higo', 'Higo', 'higo'],
  [50, 'old', 'BREVO', 'BREVO', 'brevo'],
  [51, 'old', 'PALMITO', 'PALMITO', 'palmito'],
  [52, 'new', 'Asaí', 'Asaí', 'asai'],
  [53, 'old', 'MARAÑON', 'MARAÑON', 'maranon'],
  [53, 'new', 'Marañón', 'Marañón', 'maranon'],
  [53, 'old', 'ACHIOTE', 'ACHIOTE (BIJA)', 'achiote'],
  [54, 'old', 'ÑAME', 'ÑAME ESPINO', 'name', 'name-espino'],
  [54, 'new', 'Ñame', 'Ñame demás variedades', 'name', 'name-otros'],
  [55, 'new', 'Yuca', 'Yuca industrial', 'yuca'],
  [56, 'old', 'FRIJOL', 'FRIJOL VOLUBLE', 'frijol'],
  [57, 'old', 'HORTALIZAS VARIAS', 'HORTALIZAS VARIAS', 'otras-hortalizas'],
  [57, 'new', 'Otros caducifolios', 'Otros caducifolios', 'otros-caducifolios'],
  [58, 'new', 'Plantas aromáticas', 'Plantas aromáticas', 'otras-plantas-aromaticas'],
  [59, 'old', 'CHAMPIÑON', 'CHAMPIÑON', 'champinon'],
  [59, 'old', 'CAUCHO', 'CAUCHO', 'caucho'],
  [60, 'new', 'Zanahoria', 'Zanahoria', 'zanahoria'],
  [60, 'new', 'Hibias, ocas', 'Hibias, ocas', 'hibias'],
];

describe('crop names of both series', () => {
  it.each(CASES)(
    'case %i: %s %s / %s is %s %s',
    (_case, series, crop, variety, cropId, productId = cropId) => {
      expect(mapCropName(series, crop, variety)).toEqual({ crop: cropId, product: productId, known: true });
    },
  );

  it('covers every case from 1 to 60', () => {
    expect([...new Set(CASES.map(([number]) => number))]).toEqual(
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
  });

  it('puts a variety that nobody knows beside the known ones and says so', () => {
    expect(mapCropName('new', 'Maíz', 'Maíz morado')).toEqual({
      crop: 'maiz',
      product: 'maiz-otros',
      known: false,
    });
    expect(mapCropName('new', 'Aguacate', 'Aguacate Lorena')).toEqual({
      crop: 'aguacate',
      product: 'aguacate-otros',
      known: false,
    });
  });

  it('gives each name of a series to one line only', () => {
    for (const series of ['old', 'new'] as const) {
      const names = CROP_NAME_CASES.flatMap((line) => line[series]).map(foldName);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('ids', () => {
  it.each([
    ['Cebolla de rama', 'cebolla-de-rama'],
    ['PIÑA', 'pina'],
    ['Ñame', 'name'],
    ['Papayuela -Babaco', 'papayuela-babaco'],
    ['Café', 'cafe'],
  ])('%s → %s', (name, id) => {
    expect(idOf(name)).toBe(id);
  });

  it('keeps ñ apart from n when names are compared', () => {
    expect(foldName('CAÑA')).not.toBe(foldName('CANA'));
    expect(foldName('Maíz')).toBe(foldName('MAIZ'));
  });
});
