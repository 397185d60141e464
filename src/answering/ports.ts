import { z } from 'zod';
import type { Degradation, Intent, Location } from '../shared/contract/question.js';
import type { Action, Answer, Entities, Explanation, Source } from '../shared/contract/answer.js';
import type { Stage } from '../shared/contract/events.js';
import { INTENTS, type IntentName } from '../shared/contract/intents.js';
import type { Figures } from '../shared/eva/figures.js';
import type { Unfinished } from './query.js';

/** What the model says of a question. */
export interface Classification {
  /** Every intent with its calibrated probability, most probable first. */
  intents: { name: IntentName; confidence: number }[];
  /** Where the question lies in meaning: unit length; compares by dot product with embeddings of the same revision. */
  embedding: Float32Array;
  thresholds: {
    /** Below this confidence the answer asks back. */
    answer: number;
    /** Below this one the model has no idea: chips of its guesses would only confuse. */
    askBack: number;
  };
}

/** What a conversation remembers of its last finished turn. */
export const rememberedSchema = z.object({
  intent: z.enum(INTENTS),
  cropIds: z.array(z.string()),
  placeCode: z.string().nullable(),
  /** The turn before asked back what was meant: once is enough. */
  askedBack: z.literal(true).optional(),
  /** The turn before asked for a crop or a place: a bare name is the answer to that. */
  awaitsName: z.literal(true).optional(),
});

export type Remembered = z.infer<typeof rememberedSchema>;

export interface AskedQuestion {
  text: string;
  location: Location | null;
  remembered: Remembered | null;
}

/** What the domain asks of the world around it. */
export interface Ports {
  classify(text: string): Promise<Classification>;
  figures: Figures;
  /** Whether a language model is there to write what the knowledge base does not hold. */
  canWrite: boolean;
  /** Tells the asker how far the answer is; never awaited. */
  stage(stage: Stage): void;
}

/** What a question is answered with; the worker adds timings and versions to make the contract's result. */
export interface Reply {
  intent: Intent;
  entities: Entities;
  answer: Answer;
  action: Action | null;
  sources: Source[];
  degraded: Degradation[];
  disclaimer: string | null;
  explanation: Explanation;
  /** What the next turn of the conversation may lean on. */
  remember: Remembered;
}

/**
 * Answers one question; a plain function of what was asked and the ports. What only somebody outside can tell is left
 * to whoever has the time to wait for them.
 */
export type Answering = (asked: AskedQuestion, ports: Ports) => Promise<Reply | Unfinished<Reply>>;
