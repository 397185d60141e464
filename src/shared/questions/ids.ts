import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

const QUESTION_ID = /^q_([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** UUIDv7 behind a prefix: ids sort by time, and their time tells a forgotten question (410) from one that never was. */
export function newQuestionId(): string {
  return `q_${uuidv7()}`;
}

/** 128 random bits: who knows the id is in the conversation. */
export function newConversationId(): string {
  return `c_${randomBytes(16).toString('hex')}`;
}

/** Unix time in milliseconds at which the id was made, or undefined when it is not one of ours. */
export function questionIdTimeMs(id: string): number | undefined {
  const match = QUESTION_ID.exec(id);
  return match ? parseInt(`${match[1]}${match[2]}`, 16) : undefined;
}
