import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import { isFinished, type CompletedQuestion, type FeedbackRequest, type Question } from '../client/index.js';
import { TEXTS } from './texts.js';

/**
 * What a pressed button asks for. It names the question and not the text behind the button: `callback_data` has 64
 * bytes, and so a button works after a restart too, for as long as the API keeps the question.
 */
export type Pressed =
  | { kind: 'chip'; questionId: string; index: number }
  | { kind: 'rating'; questionId: string; rating: FeedbackRequest['rating'] };

const CHIP = /^chip:(q_[0-9a-f-]{36}):(\d{1,2})$/;
const RATING = /^rate:(q_[0-9a-f-]{36}):(up|down)$/;

/** Undefined for data that this version does not write. */
export function readButton(data: string): Pressed | undefined {
  const chip = CHIP.exec(data);
  if (chip) return { kind: 'chip', questionId: chip[1]!, index: Number(chip[2]) };
  const rating = RATING.exec(data);
  if (rating) {
    return { kind: 'rating', questionId: rating[1]!, rating: rating[2] as FeedbackRequest['rating'] };
  }
  return undefined;
}

/** Chips where the answer asks something, one a row since they are whole phrases; else thumbs to rate it. */
export function buttonsUnder({
  id,
  action,
  intent,
}: Pick<CompletedQuestion, 'id' | 'action' | 'intent'>): InlineKeyboardMarkup | undefined {
  if (action !== null) {
    if (action.chips.length === 0) return undefined;
    return {
      inline_keyboard: action.chips.map(({ label }, index) => [
        { text: label, callback_data: `chip:${id}:${index}` },
      ]),
    };
  }
  if (intent.name === 'smalltalk') return undefined;
  return {
    inline_keyboard: [
      [
        { text: TEXTS.useful, callback_data: `rate:${id}:up` },
        { text: TEXTS.useless, callback_data: `rate:${id}:down` },
      ],
    ],
  };
}

/** The question behind a chip of a question that the API still knows. */
export function chipQuestion(question: Question, index: number): string | undefined {
  if (!isFinished(question) || question.status !== 'completed') return undefined;
  return question.action?.chips[index]?.question;
}

/** Telegram's own way to ask where somebody is; it shows its own question before it sends anything. */
export const LOCATION_KEYBOARD: ReplyKeyboardMarkup = {
  keyboard: [[{ text: TEXTS.shareLocation, request_location: true }]],
  resize_keyboard: true,
  one_time_keyboard: true,
};
