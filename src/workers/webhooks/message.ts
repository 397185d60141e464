import { Webhook } from 'standardwebhooks';

export interface Message {
  headers: Record<string, string>;
  body: string;
}

/**
 * A finished question as a message of Standard Webhooks. Its id and body are the same at every attempt, so that a
 * receiver can drop repeats by `webhook-id`; the signature is of the attempt, as its timestamp is.
 * @param questionJson the whole object, sent as it is
 */
export function messageFor(
  question: { id: string; json: string },
  secrets: readonly string[],
  version: string,
  attemptAt: Date,
): Message {
  const { status, finished_at } = JSON.parse(question.json) as { status: string; finished_at: string };
  const body = `{"type":"question.${status}","timestamp":"${finished_at}","data":${question.json}}`;
  return {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': `AgroBot/${version} (webhooks)`,
      'webhook-id': question.id,
      'webhook-timestamp': String(Math.floor(attemptAt.getTime() / 1_000)),
      'webhook-signature': secrets
        .map((secret) => new Webhook(secret).sign(question.id, attemptAt, body))
        .join(' '),
    },
    body,
  };
}
