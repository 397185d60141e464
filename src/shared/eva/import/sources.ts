import type { DataSource } from '../manifest.js';

export type SourceName = 'evaOld' | 'evaNew' | 'divipola';

/** Far above any of the tables; the portal answers 1,000 rows without a limit. */
const PORTAL_ROW_LIMIT = 5_000_000;

function portalCsv(id: string): string {
  return `https://www.datos.gov.co/resource/${id}.csv?$limit=${PORTAL_ROW_LIMIT}`;
}

const LICENCE = 'Datos abiertos del Estado colombiano (Ley 1712 de 2014); se cita la fuente';

/** Where the tables are published; `period` is filled in from the rows themselves. */
export const SOURCES: Readonly<Record<SourceName, Omit<DataSource, 'period'> & { csv: string }>> = {
  evaOld: {
    title: 'Evaluaciones Agropecuarias Municipales (EVA)',
    publisher: 'Ministerio de Agricultura y Desarrollo Rural',
    url: 'https://www.datos.gov.co/d/2pnw-mmge',
    licence: LICENCE,
    csv: portalCsv('2pnw-mmge'),
  },
  evaNew: {
    title: 'Evaluaciones Agropecuarias Municipales (EVA), base agrícola',
    publisher: 'Unidad de Planificación Rural Agropecuaria (UPRA)',
    url: 'https://www.datos.gov.co/d/uejq-wxrr',
    licence: LICENCE,
    csv: portalCsv('uejq-wxrr'),
  },
  divipola: {
    title: 'DIVIPOLA: códigos de municipios',
    publisher: 'Departamento Administrativo Nacional de Estadística (DANE)',
    url: 'https://www.datos.gov.co/d/gdxc-w37w',
    licence: LICENCE,
    csv: portalCsv('gdxc-w37w'),
  },
};
