import { randomBytes } from 'node:crypto';
import type { Brief } from '../../../answering/outside.js';
import { QUESTION_MAX_CHARACTERS } from '../../../shared/contract/limits.js';
import { INSTRUCTIONS, MESSAGE } from './texts.js';

const NOTES_MAX = 5;
const NOTE_MAX_CHARACTERS = 1_200;
const TITLE_MAX_CHARACTERS = 120;

export interface Prompt {
  messages: [{ role: 'system'; content: string }, { role: 'user'; content: string }];
  /** What stands in the answer only if the model gives its instructions away. */
  mark: string;
  /** The notes as the model reads them: the only figures, contacts and sources that the answer may name. */
  notes: string;
  characters: number;
}

/**
 * A question and its notes as messages. What others wrote stands between marks that nobody can guess, and without the
 * signs that chat templates are made of.
 * @param mark as hard to guess as the default; given in tests
 */
export function buildPrompt(brief: Brief, mark: string = randomBytes(8).toString('hex')): Prompt {
  const notes = brief.context
    .slice(0, NOTES_MAX)
    .map(
      ({ title, text }) => `${harmless(title, TITLE_MAX_CHARACTERS)}\n${harmless(text, NOTE_MAX_CHARACTERS)}`,
    )
    .join('\n\n');
  const content = [
    ...(notes === '' ? [MESSAGE.noNotes] : [MESSAGE.notes, block('notas', notes, mark)]),
    MESSAGE.question,
    block('pregunta', harmless(brief.question, QUESTION_MAX_CHARACTERS), mark),
    MESSAGE.task,
  ].join('\n\n');
  return {
    messages: [
      { role: 'system', content: INSTRUCTIONS },
      { role: 'user', content },
    ],
    mark,
    notes,
    characters: INSTRUCTIONS.length + content.length,
  };
}

function block(name: string, text: string, mark: string): string {
  return `<${name}-${mark}>\n${text}\n</${name}-${mark}>`;
}

/**
 * Without control and invisible characters; angle and square brackets become others of the same look: `<|im_start|>`,
 * `[INST]` or `</s>` would end the user's turn on servers that read a template's signs in a message too.
 */
function harmless(text: string, maxCharacters: number): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Co}]|(?!\n)\p{Cc}/gu, ' ')
    .replace(/</g, '‹')
    .replace(/>/g, '›')
    .replace(/\[/g, '(')
    .replace(/\]/g, ')')
    .replace(/\n{3,}/g, '\n\n')
    .slice(0, maxCharacters)
    .toWellFormed()
    .trim();
}
