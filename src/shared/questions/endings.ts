import type { Problem } from '../contract/problem.js';

/** Why a question failed, as its asker reads it. */

export function deadlineProblem(id: string): Problem {
  return {
    type: '/problems/deadline_exceeded',
    title: 'La pregunta tardó demasiado',
    status: 504,
    detail: 'No alcanzamos a responder a tiempo. Vuelva a preguntar en unos minutos.',
    instance: `/v1/questions/${id}`,
    code: 'deadline_exceeded',
  };
}

export function poisonProblem(id: string): Problem {
  return {
    type: '/problems/poison_question',
    title: 'No pudimos procesar esta pregunta',
    status: 500,
    detail:
      'Esta pregunta hizo fallar al programa varias veces. Escríbala de otra manera; ya quedó registrada.',
    instance: `/v1/questions/${id}`,
    code: 'poison_question',
  };
}

export function internalProblem(id: string): Problem {
  return {
    type: '/problems/internal_error',
    title: 'Algo falló de nuestro lado',
    status: 500,
    detail: 'No pudimos responder esta pregunta. Vuelva a intentarlo; el error ya quedó registrado.',
    instance: `/v1/questions/${id}`,
    code: 'internal_error',
  };
}
