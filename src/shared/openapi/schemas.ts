import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import {
  actionSchema,
  answerDataSchema,
  answerSchema,
  cropRefSchema,
  entitiesSchema,
  explanationSchema,
  placeRefSchema,
  sourceSchema,
} from '../contract/answer.js';
import { QUESTION_MAX_CHARACTERS } from '../contract/limits.js';
import { problemSchema } from '../contract/problem.js';
import {
  askRequestSchema,
  cancelledQuestionSchema,
  completedQuestionSchema,
  conversationSchema,
  failedQuestionSchema,
  feedbackRequestSchema,
  intentSchema,
  locationSchema,
  openQuestionSchema,
  questionSchema,
} from '../contract/question.js';
import { feedbackSchema } from '../questions/feedback.js';
import { webhookDeliverySchema } from '../webhooks/deliveries.js';

const NAMES: Record<string, z.ZodType> = {
  Action: actionSchema,
  Answer: answerSchema,
  AnswerData: answerDataSchema,
  AskRequest: askRequestSchema,
  CancelledQuestion: cancelledQuestionSchema,
  CompletedQuestion: completedQuestionSchema,
  Conversation: conversationSchema,
  CropRef: cropRefSchema,
  Entities: entitiesSchema,
  Explanation: explanationSchema,
  FailedQuestion: failedQuestionSchema,
  Feedback: feedbackSchema,
  FeedbackRequest: feedbackRequestSchema,
  Intent: intentSchema,
  Location: locationSchema,
  OpenQuestion: openQuestionSchema,
  PlaceRef: placeRefSchema,
  Problem: problemSchema,
  Question: questionSchema,
  Source: sourceSchema,
  WebhookDelivery: webhookDeliverySchema,
};

/** Gives the contract's schemas the names that they have in the document. Doing it again changes nothing. */
export function nameSchemas(): void {
  // The generator's own registry: the documented way, .openapi(), would patch zod for the whole process.
  for (const [refId, schema] of Object.entries(NAMES))
    zodToOpenAPIRegistry.add(schema, { _internal: { refId } });
  // Limits that are checked after trimming are invisible to a generator.
  zodToOpenAPIRegistry.add(askRequestSchema.shape.question, {
    description: 'Trimmed before it is measured',
    minLength: 1,
    maxLength: QUESTION_MAX_CHARACTERS,
    example: '¿Cuánto café produjo Huila en 2020?',
  });
}
