/** Limits that callers can see; `/info` reports them. */
export const QUESTION_MAX_CHARACTERS = 1_000;
export const BODY_MAX_BYTES = 16 * 1024;
export const WAIT_MAX_S = 30;
export const IDEMPOTENCY_KEY_MAX_CHARACTERS = 255;
export const SHORT_ANSWER_MAX_CHARACTERS = 160;
export const WEBHOOK_URL_MAX_CHARACTERS = 2_000;
export const FEEDBACK_COMMENT_MAX_CHARACTERS = 1_000;
