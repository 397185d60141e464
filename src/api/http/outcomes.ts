import type { ProblemCode } from '../../shared/contract/problem.js';

/** Ways in which a request can end other than well. Titles and details are what the asker reads. */

export interface FieldError {
  /** JSON pointer into the body, or the name of a header or query parameter. */
  pointer: string;
  detail: string;
}

export abstract class Refusal extends Error {
  abstract readonly status: number;
  abstract readonly code: ProblemCode;
  abstract readonly title: string;
  /** Headers beside those that every problem carries. */
  readonly headers: Record<string, string> = {};
  readonly errors?: FieldError[];

  /** @param detail what is wrong and what to do about it, in Spanish */
  constructor(readonly detail: string) {
    super(detail);
  }
}

export class MalformedJson extends Refusal {
  readonly status = 400;
  readonly code = 'malformed_json';
  readonly title = 'El cuerpo no es JSON válido';
  constructor() {
    super('Envíe un objeto JSON, por ejemplo {"question": "¿Cuánto café produjo Huila en 2020?"}.');
  }
}

export class MalformedUtf8 extends Refusal {
  readonly status = 400;
  readonly code = 'malformed_utf8';
  readonly title = 'El texto no está en UTF-8';
  constructor() {
    super('El cuerpo contiene bytes que no son UTF-8. Guarde o envíe el texto en UTF-8.');
  }
}

export class Unauthenticated extends Refusal {
  readonly status = 401;
  readonly code = 'unauthenticated';
  readonly title = 'Falta una clave válida';
  override readonly headers = { 'www-authenticate': 'Bearer realm="AgroBot"' };
  constructor() {
    super('Envíe una clave vigente en el encabezado Authorization: Bearer …');
  }
}

export class Forbidden extends Refusal {
  readonly status = 403;
  readonly code = 'forbidden';
  readonly title = 'La clave no alcanza para esto';
  constructor(scope: string) {
    super(`Esta operación pide una clave con el permiso «${scope}».`);
  }
}

export class NotFound extends Refusal {
  readonly status = 404;
  readonly code = 'not_found';
  readonly title = 'No existe';
  constructor(detail = 'No hay nada en esta dirección. Las preguntas se envían con POST a /v1/questions.') {
    super(detail);
  }
}

export class MethodNotAllowed extends Refusal {
  readonly status = 405;
  readonly code = 'method_not_allowed';
  readonly title = 'Método no permitido';
  override readonly headers: Record<string, string>;
  constructor(method: string, allow: string) {
    super(`Esta dirección no atiende ${method}; use ${allow}.`);
    this.headers = { allow };
  }
}

export class NotAcceptable extends Refusal {
  readonly status = 406;
  readonly code = 'not_acceptable';
  readonly title = 'Formato no disponible';
  constructor(type: string) {
    super(`Esta dirección responde en ${type}, y el encabezado Accept lo excluye.`);
  }
}

export class Gone extends Refusal {
  readonly status = 410;
  readonly code = 'gone';
  readonly title = 'La pregunta ya se borró';
  constructor() {
    super('Las preguntas se guardan por un tiempo limitado y esta ya lo pasó. Vuelva a preguntar.');
  }
}

export class BodyTooLarge extends Refusal {
  readonly status = 413;
  readonly code = 'body_too_large';
  readonly title = 'El cuerpo es demasiado grande';
  constructor(maxBytes: number) {
    super(`El cuerpo puede tener hasta ${maxBytes} bytes.`);
  }
}

export class UnsupportedMediaType extends Refusal {
  readonly status = 415;
  readonly code = 'unsupported_media_type';
  readonly title = 'Tipo de contenido no soportado';
  override readonly headers = { 'accept-post': 'application/json' };
  constructor() {
    super('Envíe el cuerpo como application/json en UTF-8 y sin comprimir.');
  }
}

export class InvalidRequest extends Refusal {
  readonly status = 422;
  readonly code = 'invalid_request';
  readonly title = 'La solicitud no es válida';
  constructor(override readonly errors: FieldError[]) {
    super(
      errors.map(({ pointer, detail }) => (pointer === '' ? detail : `${pointer}: ${detail}`)).join('; '),
    );
  }
}

export class IdempotencyKeyReused extends Refusal {
  readonly status = 422;
  readonly code = 'idempotency_key_reused';
  readonly title = 'La clave de idempotencia ya se usó';
  constructor() {
    super('Esta Idempotency-Key llegó antes con otro cuerpo. Use una clave nueva para una pregunta nueva.');
  }
}

export class UnknownConversation extends Refusal {
  readonly status = 422;
  readonly code = 'unknown_conversation';
  readonly title = 'La conversación no existe';
  override readonly errors = [
    { pointer: '/conversation_id', detail: 'use el conversation_id de una respuesta anterior' },
  ];
  constructor() {
    super('Omita conversation_id para empezar una conversación, o use el de una respuesta anterior.');
  }
}

export class TooManyOpenQuestions extends Refusal {
  readonly status = 429;
  readonly code = 'too_many_open_questions';
  readonly title = 'Demasiadas preguntas abiertas';
  override readonly headers = { 'retry-after': '2' };
  constructor(open: number) {
    super(`Tiene ${open} preguntas sin responder. Espere a que terminen algunas antes de enviar más.`);
  }
}

export class RateLimited extends Refusal {
  readonly status = 429;
  readonly code = 'rate_limited';
  readonly title = 'Demasiadas solicitudes';
  override readonly headers: Record<string, string>;
  constructor(retryAfterS: number) {
    super(`Llegó al máximo de solicitudes por minuto. Espere ${retryAfterS} s y vuelva a intentarlo.`);
    this.headers = { 'retry-after': String(retryAfterS) };
  }
}

export class QueueFull extends Refusal {
  readonly status = 503;
  readonly code = 'queue_full';
  readonly title = 'La cola está llena';
  override readonly headers = { 'retry-after': '5' };
  constructor() {
    super('Hay demasiadas preguntas en espera. Vuelva a intentarlo en unos segundos.');
  }
}

export class StorageFull extends Refusal {
  readonly status = 503;
  readonly code = 'storage_full';
  readonly title = 'No queda espacio para más preguntas';
  override readonly headers = { 'retry-after': '10' };
  constructor() {
    super('Estamos terminando lo que ya recibimos. Vuelva a intentarlo en unos segundos.');
  }
}

export class Unavailable extends Refusal {
  readonly status = 503;
  readonly code = 'unavailable';
  readonly title = 'El servicio no está disponible';
  override readonly headers = { 'retry-after': '2' };
  constructor(options?: { cause: unknown }) {
    super('No podemos atender en este momento. Vuelva a intentarlo en unos segundos.');
    if (options) this.cause = options.cause;
  }
}

export class Draining extends Refusal {
  readonly status = 503;
  readonly code = 'draining';
  readonly title = 'El servicio se está reiniciando';
  override readonly headers = { 'retry-after': '1' };
  constructor() {
    super('Este servidor se está apagando. Vuelva a intentarlo enseguida.');
  }
}

export class InternalError extends Refusal {
  readonly status = 500;
  readonly code = 'internal_error';
  readonly title = 'Algo falló de nuestro lado';
  constructor(cause: unknown) {
    super('No pudimos atender la solicitud. Vuelva a intentarlo; el error ya quedó registrado.');
    this.cause = cause;
  }
}
