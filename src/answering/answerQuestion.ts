import type { Figures } from '../shared/eva/figures.js';
import { askBack } from './askBack.js';
import { decideIntent } from './decideIntent.js';
import { prepareRecommendations } from './eva/recommend.js';
import { answerIntent } from './intents/answers.js';
import { createAboutCrops } from './knowledge/aboutCrops.js';
import { NO_TOPICS, type Knowledge } from './knowledge/createKnowledge.js';
import type { Answering } from './ports.js';
import { completeQuery } from './completeQuery.js';
import { replyOf } from './reply.js';
import { municipalityAt } from './settlePlace.js';
import { answerUrgent } from './urgent/answer.js';
import { createUnderstanding } from './understanding/createUnderstanding.js';

/**
 * Makes the function that answers questions from a data set and a knowledge base. Built once a process (what a question
 * can name, and which entries speak of which crops, is worked out here, some 0.3 s); then every question is read, its intent and place decided, and its figures
 * or its topic looked up.
 *
 * @throws what `ports.classify` throws; nothing else is asynchronous.
 */
export function createAnswering(figures: Figures, knowledge: Knowledge): Answering {
  const understand = createUnderstanding(figures);
  prepareRecommendations(figures);
  const aboutCrops = createAboutCrops(
    knowledge.entries,
    (text) => understand(text, { departmentCode: null }).crops,
  );

  return async (asked, ports) => {
    ports.stage('reading');
    // The model reads in its own thread meanwhile.
    const classifying = ports.classify(asked.text);
    const sent = municipalityAt(figures, asked.location);
    const lastPlace = asked.remembered?.placeCode ?? '';
    const departmentCode = (sent?.code ?? lastPlace).match(/^\d{2}/)?.[0] ?? null;
    const understood = understand(asked.text, { departmentCode });
    const classification = await classifying;
    const decision = decideIntent(asked.text, classification, understood, asked.remembered);

    ports.stage('looking_up');
    const isTheoretical = decision.kind === 'answer' && decision.intent.name === 'theoretical';
    const topics = isTheoretical
      ? knowledge.find(asked.text, classification.embedding, aboutCrops(understood.crops))
      : NO_TOPICS;
    const query = completeQuery(figures, { asked, understood, decision, sent, topics });
    const answered =
      answerUrgent(asked.text) ??
      (decision.kind === 'ask_back'
        ? askBack(query, decision.choices)
        : answerIntent(decision.intent.name, query, figures));
    return replyOf(figures, { asked, query, decision, answered });
  };
}
