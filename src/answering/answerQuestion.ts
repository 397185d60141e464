import { askBack, notUnderstood } from './askBack.js';
import { decideIntent, type Decision } from './decideIntent.js';
import { prepareRecommendations } from './eva/recommend.js';
import { createAnswerIntent, type AnswerIntent } from './intents/answers.js';
import { toBeWritten } from './intents/theoretical/answer.js';
import { createAboutCrops } from './knowledge/aboutCrops.js';
import { NO_TOPICS } from './knowledge/createKnowledge.js';
import type { Answering } from './ports.js';
import { completeQuery } from './completeQuery.js';
import type { Answered, Query, Unfinished } from './query.js';
import { replyOf } from './reply.js';
import type { Tables } from './tables.js';
import { municipalityAt } from './settlePlace.js';
import { answerUrgent } from './urgent/answer.js';
import { createUnderstanding } from './understanding/createUnderstanding.js';

/**
 * Makes the function that answers questions. Built once a process (what a question can name, and which entries speak of
 * which crops, is worked out here, some 0.3 s); then every question is read, its intent and place decided, and what it
 * asks for looked up.
 *
 * @throws what `ports.classify` throws; nothing else is asynchronous.
 */
export function createAnswering(tables: Tables): Answering {
  const { figures, knowledge } = tables;
  const answerIntent = createAnswerIntent(tables);
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
    const topics = mayBeExplained(decision)
      ? knowledge.find(asked.text, classification.embedding, aboutCrops(understood.crops))
      : NO_TOPICS;
    const { canWrite } = ports;
    const query = completeQuery(figures, { asked, understood, decision, sent, topics, canWrite });
    const reply = (answered: Answered) => replyOf(figures, { asked, query, decision, answered });
    const outcome = answerUrgent(asked.text) ?? answerDecided(decision, query, answerIntent);
    if (!('needs' in outcome)) return reply(outcome);
    return {
      needs: outcome.needs,
      complete: async (outside) => reply(await outcome.complete(outside)),
    };
  };
}

function answerDecided(decision: Decision, query: Query, answerIntent: AnswerIntent): Answered | Unfinished {
  switch (decision.kind) {
    case 'answer':
      return answerIntent(decision.intent.name, query);
    case 'ask_back':
      return askBack(query, decision.choices);
    case 'lost':
      return query.canWrite && mayBeExplained(decision) ? toBeWritten(query) : notUnderstood();
  }
}

/** What is not about the field at all never reaches the language model. */
function mayBeExplained({ kind, intent, choices }: Decision): boolean {
  if (kind === 'answer') return intent.name === 'theoretical';
  return kind === 'lost' && choices.includes('theoretical') && intent.name !== 'out_of_scope';
}
