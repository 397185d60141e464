import { once } from 'node:events';
import {
  feedbackQuerySchema,
  feedbackSchema,
  readFeedback,
  type Feedback,
} from '../../shared/questions/feedback.js';
import { queryOf, type Call } from '../call.js';
import { fieldErrors, spanishIssue } from '../http/fieldErrors.js';
import { InvalidRequest } from '../http/outcomes.js';
import type { Services } from '../services.js';

const COLUMNS = Object.keys(feedbackSchema.shape) as (keyof Feedback)[];

const FORMATS = {
  jsonl: {
    type: 'application/jsonl; charset=utf-8',
    head: '',
    line: (feedback: Feedback) => `${JSON.stringify(feedback)}\n`,
  },
  csv: {
    type: 'text/csv; charset=utf-8',
    head: `${COLUMNS.join(',')}\r\n`,
    line: (feedback: Feedback) => `${COLUMNS.map((column) => csvCell(feedback[column])).join(',')}\r\n`,
  },
};

/** `GET /v1/feedback` (admin): streams all feedback out, oldest first, at the reader's pace. */
export async function exportFeedback(call: Call, { redis, keys }: Services): Promise<null> {
  const query = feedbackQuerySchema.safeParse(Object.fromEntries(queryOf(call)), { error: spanishIssue });
  if (!query.success) throw new InvalidRequest(fieldErrors(query.error.issues));
  const { since, rating, format } = query.data;
  const { type, head, line } = FORMATS[format];
  const { response } = call;

  const begin = () => {
    response.writeHead(200, {
      'content-type': type,
      'content-disposition': `attachment; filename="feedback.${format}"`,
      'cache-control': 'no-store',
      'x-request-id': call.requestId,
      'x-content-type-options': 'nosniff',
    });
    response.write(head);
  };
  for await (const page of readFeedback(redis, keys, since ? Date.parse(since) : 0)) {
    // Not before the first page is there: until then an error can still be told as one.
    if (!response.headersSent) begin();
    const lines = page.filter((feedback) => !rating || feedback.rating === rating).map(line);
    if (!response.write(lines.join('')))
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
    if (response.destroyed) return null;
  }
  if (!response.headersSent) begin();
  response.end();
  return null;
}

/** Quoted where needed; what a spreadsheet would run as a formula is made plain text. */
export function csvCell(value: string | null): string {
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
