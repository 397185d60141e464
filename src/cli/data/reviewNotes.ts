import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';

const VERDICTS = ['sound', 'surprising', 'doubtful'] as const;

/** What a reviewer said of a place's recommendation; the verdict is told first. */
const reviewSchema = z.strictObject({
  /** DIVIPOLA code of a department or municipality. */
  place: z.string().regex(/^(\d{2}|\d{5})$/, 'a code of two or five digits'),
  verdict: z.enum(VERDICTS),
  comment: z.string().min(1),
});
const reviewNotesSchema = z.strictObject({
  /** What holds for many places, one paragraph each. */
  findings: z.array(z.string().min(1)),
  /** In the order of the page; the municipalities that are printed are those named here. */
  reviews: z.array(reviewSchema),
});

export type Review = z.infer<typeof reviewSchema>;
export type ReviewNotes = z.infer<typeof reviewNotesSchema>;

/**
 * Reads the comments of `docs/recommendations.md`, which a person writes and no command changes.
 *
 * @throws CliError where the file cannot be read or has another shape
 */
export async function readReviewNotes(file: string): Promise<ReviewNotes> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CliError(`${file}: cannot read the comments: ${(error as Error).message}`, EXIT.usage, {
      cause: error,
    });
  }
  const notes = reviewNotesSchema.safeParse(json);
  if (notes.success) return notes.data;
  const [issue] = notes.error.issues;
  throw new CliError(
    `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'has another shape'}`,
    EXIT.usage,
  );
}
