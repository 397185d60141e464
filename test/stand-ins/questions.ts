import type { Explanation } from '../../src/shared/contract/answer.js';
import type { Problem, ProblemCode } from '../../src/shared/contract/problem.js';
import type {
  CompletedQuestion,
  FailedQuestion,
  OpenQuestion,
  Result,
} from '../../src/shared/contract/question.js';

const AT = '2026-11-23T10:00:00.000Z';

export const questionId = (number: number) => `q_00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const base = (id: string) => ({
  id,
  object: 'question' as const,
  created_at: AT,
  conversation_id: 'c_0123456789abcdef0123456789abcdef',
  urls: {
    self: `/v1/questions/${id}`,
    events: `/v1/questions/${id}/events`,
    cancel: `/v1/questions/${id}/cancel`,
  },
});

export const openQuestion = (id: string, position = 3): OpenQuestion => ({
  ...base(id),
  status: 'queued',
  position,
});

export const resultFor = (text: string): Result => ({
  intent: {
    name: 'crop_production',
    confidence: 0.98,
    alternatives: [{ name: 'crop_profitability', confidence: 0.01 }],
  },
  entities: {
    crops: [{ id: 'cafe', name: 'Café' }],
    place: { level: 'department', code: '41', name: 'Huila' },
    years: [2020],
  },
  answer: { short: text, text, data: null },
  action: null,
  sources: [
    {
      title: 'Evaluaciones Agropecuarias Municipales (EVA)',
      publisher: 'UPRA',
      period: '2020',
      url: 'https://www.datos.gov.co/d/uejq-wxrr',
    },
  ],
  degraded: [],
  disclaimer: null,
  model: { id: 'agrobot-intents', revision: 'r1' },
  dataset: { version: 'd1' },
  timings_ms: { queue: 2, inference: 7, answer: 3, total: 14 },
});

export const completedQuestion = (id: string, text = `Respuesta de ${id}`): CompletedQuestion => ({
  ...base(id),
  status: 'completed',
  finished_at: AT,
  ...resultFor(text),
});

export const problem = (status: number, code: ProblemCode, detail: string = code): Problem => ({
  type: `urn:agrobot:problem:${code}`,
  title: code,
  status,
  detail,
  code,
  request_id: 'r_1',
});

export const failedQuestion = (id: string, detail = 'La pregunta tardó demasiado.'): FailedQuestion => ({
  ...base(id),
  status: 'failed',
  finished_at: AT,
  error: problem(500, 'deadline_exceeded', detail),
});

export const explanation: Explanation = {
  spans: [
    { text: 'café', start: 8, end: 12, kind: 'crop', value: 'cafe', rule: 'exact' },
    { text: 'Huila', start: 20, end: 25, kind: 'place', value: '41', rule: 'exact' },
    { text: '2020', start: 29, end: 33, kind: 'year', value: '2020', rule: 'exact' },
  ],
  rule: 'crop_production/figure',
  rows: [{ crop: 'cafe', place: '41', year: 2020, rows: 35 }],
  notes: ['2020 está cubierto del todo'],
};
