import { describe, expect, it } from 'vitest';
import { checkRow } from '../../../../src/shared/eva/import/checkRow.js';

const CODES = new Set(['05001', '15001']);

const OLD = {
  c_d_dep: '5',
  c_d_mun: '5001',
  municipio: 'MEDELLIN',
  grupo_de_cultivo: 'HORTALIZAS',
  cultivo: 'ACELGA',
  desagregaci_n_regional_y: 'ACELGA',
  a_o: '2007',
  periodo: '2007A',
  rea_sembrada_ha: '10',
  rea_cosechada_ha: '8',
  producci_n_t: '144',
  rendimiento_t_ha: '18.0',
  ciclo_de_cultivo: 'TRANSITORIO',
  nombre_cientifico: 'BETA VULGARIS',
  estado_fisico_produccion: 'FRUTO FRESCO',
};

describe('a row of the older series', () => {
  it('is read with its code filled up to five digits and its half-year', () => {
    expect(checkRow('old', OLD, CODES)).toEqual({
      row: {
        municipalityCode: '05001',
        municipality: 'MEDELLIN',
        group: 'HORTALIZAS',
        crop: 'ACELGA',
        variety: 'ACELGA',
        year: 2007,
        period: 'A',
        areaSownHa: 10,
        areaHarvestedHa: 8,
        productionT: 144,
        cycle: 'short',
        flags: [],
      },
    });
  });

  it.each([
    ['bad-code', { c_d_mun: '5O01' }],
    ['bad-code', { c_d_mun: '' }],
    ['bad-code', { c_d_mun: '123456' }],
    ['unknown-municipality', { c_d_mun: '5999' }],
    ['department-mismatch', { c_d_dep: '8' }],
    ['bad-year', { a_o: '07' }],
    ['bad-period', { periodo: '2008A' }],
    ['bad-period', { periodo: '2007C' }],
    ['bad-period', { periodo: '' }],
    ['no-crop', { cultivo: ' ' }],
    ['seedlings', { desagregaci_n_regional_y: 'PLANTULAS' }],
    ['seedlings', { estado_fisico_produccion: 'ND' }],
    ['bad-number', { producci_n_t: 'NaN' }],
    ['bad-number', { producci_n_t: '' }],
    ['bad-number', { rea_sembrada_ha: '1.234,5' }],
    ['bad-number', { rea_cosechada_ha: 'Infinity' }],
    ['bad-number', { rea_cosechada_ha: '0x10' }],
    ['negative', { producci_n_t: '-1' }],
    ['negative', { rea_sembrada_ha: '-0.5' }],
  ])('is left out as %s with %o', (reason, change) => {
    expect(checkRow('old', { ...OLD, ...change }, CODES)).toMatchObject({ drop: reason });
  });

  it.each([
    [['impossible-yield', 'yield-disagrees'], { producci_n_t: '1601' }],
    [['harvested-over-sown'], { rea_sembrada_ha: '7' }],
    [['production-without-harvest'], { rea_cosechada_ha: '0' }],
    [['yield-disagrees'], { rendimiento_t_ha: '17.33' }],
    [['columns-swapped'], { ciclo_de_cultivo: 'BETA VULGARIS', nombre_cientifico: 'TRANSITORIO' }],
    [[], { producci_n_t: '1600', rendimiento_t_ha: '200' }],
    [[], { rendimiento_t_ha: '' }],
  ])('is taken with the flags %j for %o', (flags, change) => {
    const checked = checkRow('old', { ...OLD, ...change }, CODES);
    expect(checked).toMatchObject({ row: { flags, cycle: 'short' } });
  });
});

describe('a row of the newer series', () => {
  it('is read with its decimals and its whole year', () => {
    const values = {
      c_digo_dane_departamento: '15',
      c_digo_dane_municipio: '15001',
      municipio: 'Tunja',
      grupo_cultivo: 'Frutales',
      cultivo: 'Brevo',
      desagregaci_n_cultivo: 'Brevo',
      a_o: '2023',
      periodo: '2023',
      rea_sembrada: '15.25',
      rea_cosechada: '15.0',
      producci_n: '178319.13',
      rendimiento: '7.0',
      ciclo_del_cultivo: 'Permanente',
      estado_f_sico_del_cultivo: 'En fresco',
    };
    expect(checkRow('new', values, CODES)).toMatchObject({
      row: { year: 2023, period: 'year', areaSownHa: 15.25, productionT: 178319.13, cycle: 'permanent' },
    });
  });
});
