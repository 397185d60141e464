import type { Figures } from '../shared/eva/figures.js';
import { askBack } from './askBack.js';
import { decideIntent } from './decideIntent.js';
import { prepareRecommendations } from './eva/recommend.js';
import { answerIntent } from './intents/answers.js';
import type { Answering } from './ports.js';
import { completeQuery } from './completeQuery.js';
import { replyOf } from './reply.js';
import { municipalityAt } from './settlePlace.js';
import { answerUrgent } from './urgent/answer.js';
import { createUnderstanding } from './understanding/createUnderstanding.js';

/**
 * Makes the function that answers questions from a data set. Built once a process (what a question can name is worked
 * out here, some 0.2 s); then every question is read, its intent and place decided, and its figures looked up.
 *
 * @throws what `ports.classify` throws; nothing else is asynchronous.
 */
export function createAnswering(figures: Figures): Answering {
  const understand = createUnderstanding(figures);
  prepareRecommendations(figures);

  return async (asked, ports) => {
    ports.stage('reading');
    // The model reads in its own thread meanwhile.
    const classifying = ports.classify(asked.text);
    const sent = municipalityAt(figures, asked.location);
    const lastPlace = asked.remembered?.placeCode ?? '';
    const departmentCode = (sent?.code ?? lastPlace).match(/^\d{2}/)?.[0] ?? null;
    const understood = understand(asked.text, { departmentCode });
    const decision = decideIntent(asked.text, await classifying, understood, asked.remembered);

    ports.stage('looking_up');
    const query = completeQuery(figures, { asked, understood, decision, sent });
    const answered =
      answerUrgent(asked.text) ??
      (decision.kind === 'ask_back'
        ? askBack(query, decision.choices)
        : answerIntent(decision.intent.name, query, figures));
    return replyOf(figures, { asked, query, decision, answered });
  };
}
