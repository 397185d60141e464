/** One row of either published series, under one set of names; nothing checked yet. */
export interface EvaText {
  departmentCode: string;
  municipalityCode: string;
  municipality: string;
  group: string;
  crop: string;
  variety: string;
  year: string;
  period: string;
  areaSown: string;
  areaHarvested: string;
  production: string;
  yield: string;
  cycle: string;
  state: string;
}

export type Series = 'old' | 'new';

/** The portal's API drops accented letters from its column names: `a_o` is año. */
export const EVA_COLUMNS: Readonly<Record<Series, Readonly<Record<keyof EvaText, string>>>> = {
  old: {
    departmentCode: 'c_d_dep',
    municipalityCode: 'c_d_mun',
    municipality: 'municipio',
    group: 'grupo_de_cultivo',
    crop: 'cultivo',
    variety: 'desagregaci_n_regional_y',
    year: 'a_o',
    period: 'periodo',
    areaSown: 'rea_sembrada_ha',
    areaHarvested: 'rea_cosechada_ha',
    production: 'producci_n_t',
    yield: 'rendimiento_t_ha',
    cycle: 'ciclo_de_cultivo',
    state: 'estado_fisico_produccion',
  },
  new: {
    departmentCode: 'c_digo_dane_departamento',
    municipalityCode: 'c_digo_dane_municipio',
    municipality: 'municipio',
    group: 'grupo_cultivo',
    crop: 'cultivo',
    variety: 'desagregaci_n_cultivo',
    year: 'a_o',
    period: 'periodo',
    areaSown: 'rea_sembrada',
    areaHarvested: 'rea_cosechada',
    production: 'producci_n',
    yield: 'rendimiento',
    cycle: 'ciclo_del_cultivo',
    state: 'estado_f_sico_del_cultivo',
  },
};

/** Where the older series has the scientific name in the column of the cycle, the cycle stands here. */
export const SWAPPED_CYCLE_COLUMN = 'nombre_cientifico';

export function evaText(series: Series, values: Readonly<Record<string, string>>): EvaText {
  const columns = EVA_COLUMNS[series];
  const text = (name: keyof EvaText) => (values[columns[name]] ?? '').trim();
  return {
    departmentCode: text('departmentCode'),
    municipalityCode: text('municipalityCode'),
    municipality: text('municipality'),
    group: text('group'),
    crop: text('crop'),
    variety: text('variety'),
    year: text('year'),
    period: text('period'),
    areaSown: text('areaSown'),
    areaHarvested: text('areaHarvested'),
    production: text('production'),
    yield: text('yield'),
    cycle: text('cycle'),
    state: text('state'),
  };
}
