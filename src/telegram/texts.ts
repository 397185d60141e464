import { QUESTION_MAX_CHARACTERS } from '../shared/contract/limits.js';

/** All that the bot says by itself. Answers and the reasons of refusals come from the API. */

const MAX_CHARACTERS = QUESTION_MAX_CHARACTERS.toLocaleString('es-CO');

export const TEXTS = {
  help: [
    'Hola, soy AgroBot. Respondo preguntas del campo en Colombia: qué sembrar, cuándo sembrar, cuánto produce cada cultivo en su municipio o departamento, cómo está el clima y si conviene regar.',
    'Pregúnteme con sus palabras, por ejemplo:\n• ¿Cuánto café produjo Huila en 2020?\n• ¿Qué siembro en Boyacá?\n• ¿Debo regar hoy el maíz en Espinal?',
    'Sus datos: guardo sus preguntas y la conversación por un tiempo corto, por lo general 24 horas, para entender preguntas como «¿y en Nariño?». Si comparte su ubicación, la redondeo a un kilómetro y la recuerdo lo mismo. No guardo su nombre ni su teléfono. Con /olvidar borro la conversación y la ubicación.',
  ].join('\n\n'),

  commands: [
    { command: 'ayuda', description: 'Qué sé responder y qué guardo' },
    { command: 'olvidar', description: 'Borrar la conversación y la ubicación' },
  ],

  forgotten: 'Listo: borré esta conversación y su ubicación.',
  nothingToForget:
    'Borré su ubicación. No tengo presente ninguna conversación con usted: si la hubo, se borra sola.',
  notForgotten:
    'Borré su ubicación, pero no pude borrar la conversación en el servidor. Envíe /olvidar otra vez en unos minutos.',

  shareLocation: '📍 Compartir mi ubicación',
  locationInvitation: 'Toque el botón de abajo para compartir su ubicación, o escríbame el municipio.',
  locationThanks: 'Gracias. La tendré en cuenta, redondeada a un kilómetro. Con /olvidar la borro.',

  onlyText: 'Por ahora solo entiendo preguntas escritas y su ubicación. Escríbame su pregunta, por favor.',
  tooLong: `Su pregunta es muy larga: puedo leer hasta ${MAX_CHARACTERS} caracteres. Envíela más corta, por favor.`,
  tooMany: 'Ya tengo varias preguntas suyas. Déjeme responderlas y luego me hace las demás.',

  busy: 'Hay muchas preguntas en este momento. Intente de nuevo en un minuto, por favor.',
  away: 'No puedo consultar los datos en este momento. Intente de nuevo en unos minutos, por favor.',
  cancelled: 'Esa pregunta se canceló. Puede hacerla de nuevo.',
  stopping: 'Me estoy reiniciando. Repita su pregunta en un minuto, por favor.',

  useful: '👍 Me sirvió',
  useless: '👎 No me sirvió',
  thanksForPraise: '¡Gracias!',
  thanksForComplaint: 'Gracias por avisar. La revisaremos.',
  ratingLost: 'No pude guardar su opinión. Intente más tarde, por favor.',
  oldButton: 'Ese botón ya no sirve. Escríbame su pregunta, por favor.',

  sources: (list: readonly string[]) => `${list.length === 1 ? 'Fuente' : 'Fuentes'}: ${list.join('; ')}.`,
};
