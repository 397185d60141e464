import type { Classification } from '../../answering/ports.js';
import type { Reading } from './model.js';
import type { ModelManifest } from './modelFiles.js';

/** A classifier as the worker and `ask --local` use it. */
export interface Classifier {
  manifest: ModelManifest;
  classify(text: string, signal?: AbortSignal): Promise<Classification>;
  /** Waits for what is running, then lets go of threads and memory. */
  close(): Promise<void>;
}

/** Names the model's probabilities, most probable first. */
export function toClassification(
  { labels, thresholds }: ModelManifest,
  { probabilities, embedding }: Reading,
): Classification {
  return {
    intents: labels
      .map((name, index) => ({ name, confidence: probabilities[index]! }))
      .sort((a, b) => b.confidence - a.confidence),
    embedding,
    thresholds: { answer: thresholds.answer, askBack: thresholds.ask_back },
  };
}
