import { z } from 'zod';
import { actionSchema, answerSchema, entitiesSchema, sourceSchema } from './answer.js';
import { INTENTS } from './intents.js';
import {
  FEEDBACK_COMMENT_MAX_CHARACTERS,
  QUESTION_MAX_CHARACTERS,
  WEBHOOK_URL_MAX_CHARACTERS,
} from './limits.js';
import { problemSchema } from './problem.js';

/** JSON can carry lone surrogates and NUL; neither is text, and UTF-8 cannot hold the first. */
const text = z
  .string()
  .refine((value) => value.isWellFormed(), 'no es texto Unicode válido')
  .refine((value) => !value.includes('\u0000'), 'no puede contener el carácter NUL');

export const locationSchema = z.union([
  z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
  z.strictObject({
    municipality_code: z.string().regex(/^\d{5}$/, 'debe ser un código DIVIPOLA de cinco dígitos'),
  }),
]);

export const askRequestSchema = z.strictObject({
  question: text
    .transform((value) => value.trim())
    .refine((value) => value.length >= 1, 'escriba una pregunta')
    .refine(
      (value) => value.length <= QUESTION_MAX_CHARACTERS,
      `no puede tener más de ${QUESTION_MAX_CHARACTERS} caracteres`,
    ),
  conversation_id: z
    .string()
    .regex(/^c_[0-9a-f]{32}$/, 'use el conversation_id de una respuesta anterior')
    .optional(),
  location: locationSchema.optional(),
  webhook_url: z
    .string()
    .min(1)
    .max(WEBHOOK_URL_MAX_CHARACTERS)
    .optional()
    .describe('Where the finished question is posted, signed; https only, where webhooks are configured'),
});

export const feedbackRequestSchema = z.strictObject({
  rating: z.enum(['up', 'down']),
  reason: text.pipe(z.string().max(100)).optional(),
  comment: text.pipe(z.string().max(FEEDBACK_COMMENT_MAX_CHARACTERS)).optional(),
});

export const QUESTION_STATUSES = ['queued', 'in_progress', 'completed', 'failed', 'cancelled'] as const;
export const TERMINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const;

const urlsSchema = z.object({ self: z.string(), events: z.string(), cancel: z.string() });

const base = {
  id: z.string().regex(/^q_[0-9a-f-]{36}$/),
  object: z.literal('question'),
  created_at: z.iso.datetime(),
  conversation_id: z.string(),
  urls: urlsSchema,
};

export const openQuestionSchema = z.object({
  ...base,
  status: z.enum(['queued', 'in_progress']),
  position: z.int().min(0).describe('Place in the queue: 1 is next, 0 has started'),
});

export const intentSchema = z.object({
  name: z.enum(INTENTS),
  confidence: z.number().min(0).max(1),
  alternatives: z.array(z.object({ name: z.enum(INTENTS), confidence: z.number() })),
});

/** Whoever was away while the question was answered. */
export const DEGRADATIONS = ['weather', 'geocoding', 'llm'] as const;
export type Degradation = (typeof DEGRADATIONS)[number];

/** What a worker found out; a completed question is this beside what every question carries. */
export const resultSchema = z.object({
  intent: intentSchema,
  entities: entitiesSchema,
  answer: answerSchema,
  action: actionSchema.nullable(),
  sources: z.array(sourceSchema),
  degraded: z.array(z.enum(DEGRADATIONS)),
  disclaimer: z.string().nullable(),
  model: z.object({ id: z.string(), revision: z.string() }),
  dataset: z.object({ version: z.string() }),
  timings_ms: z.object({
    queue: z.number(),
    inference: z.number(),
    answer: z.number(),
    total: z.number(),
  }),
});

export const completedQuestionSchema = z.object({
  ...base,
  status: z.literal('completed'),
  finished_at: z.iso.datetime(),
  ...resultSchema.shape,
});

export const failedQuestionSchema = z.object({
  ...base,
  status: z.literal('failed'),
  finished_at: z.iso.datetime(),
  error: problemSchema,
});

export const cancelledQuestionSchema = z.object({
  ...base,
  status: z.literal('cancelled'),
  finished_at: z.iso.datetime(),
});

export const questionSchema = z.discriminatedUnion('status', [
  openQuestionSchema,
  completedQuestionSchema,
  failedQuestionSchema,
  cancelledQuestionSchema,
]);

/** What was said in a conversation, oldest first: at most its newest hundred turns. */
export const conversationSchema = z.object({
  id: z.string(),
  object: z.literal('conversation'),
  turns: z.array(
    z.object({
      text: z.string().nullable().describe('As it was asked; null where it failed or was cancelled'),
      question: questionSchema,
    }),
  ),
});

export type Conversation = z.infer<typeof conversationSchema>;
export type AskRequest = z.infer<typeof askRequestSchema>;
export type Location = z.infer<typeof locationSchema>;
export type FeedbackRequest = z.infer<typeof feedbackRequestSchema>;
export type QuestionStatus = (typeof QUESTION_STATUSES)[number];
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number];
export type Question = z.infer<typeof questionSchema>;
export type OpenQuestion = z.infer<typeof openQuestionSchema>;
export type CompletedQuestion = z.infer<typeof completedQuestionSchema>;
export type FailedQuestion = z.infer<typeof failedQuestionSchema>;
export type CancelledQuestion = z.infer<typeof cancelledQuestionSchema>;
export type Result = z.infer<typeof resultSchema>;
export type Intent = z.infer<typeof intentSchema>;
