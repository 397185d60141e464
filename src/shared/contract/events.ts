import { z } from 'zod';
import { openQuestionSchema, questionSchema } from './question.js';

export const STAGES = ['reading', 'looking_up', 'weather', 'writing'] as const;

/** What a question's stream carries, in order; the last one is terminal and holds the whole object. */
export const questionEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('question.queued'), data: openQuestionSchema }),
  z.object({ type: z.literal('question.started'), data: z.object({ started_at: z.iso.datetime() }) }),
  z.object({
    type: z.literal('question.progress'),
    data: z.object({ stage: z.enum(STAGES).optional(), position: z.int().min(0).optional() }),
  }),
  z.object({ type: z.literal('answer.delta'), data: z.object({ text: z.string() }) }),
  z.object({ type: z.literal('answer.reset'), data: z.object({}) }),
  z.object({ type: z.literal('snapshot'), data: questionSchema }),
  z.object({ type: z.literal('question.completed'), data: questionSchema }),
  z.object({ type: z.literal('question.failed'), data: questionSchema }),
  z.object({ type: z.literal('question.cancelled'), data: questionSchema }),
]);

export type Stage = (typeof STAGES)[number];
export type QuestionEvent = z.infer<typeof questionEventSchema>;
export type QuestionEventType = QuestionEvent['type'];
