import { createClient, ProblemError, UnreachableError } from '../../client/index.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { apiAway, expectApi, findApiUrl } from '../findApi.js';
import { explanationText } from './text.js';

/** How an answer came about, for a person or as JSON. */
export async function explain(
  id: string,
  options: { json?: boolean; url?: string },
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const baseUrl = await findApiUrl(options.url, env);
  const apiKey = env.AGROBOT_API_KEY;
  await expectApi(baseUrl, apiKey);
  const client = createClient({ baseUrl, apiKey });
  try {
    const question = await client.get(id);
    if (question.status !== 'completed') {
      const detail =
        question.status === 'failed' ? ` (${question.error.code}): ${question.error.detail}` : '.';
      throw new CliError(`There is no answer to explain: ${id} is ${question.status}${detail}`, EXIT.failed);
    }
    const explanation = await client.explanation(id);
    return options.json
      ? JSON.stringify({ question, explanation }, null, 2)
      : explanationText(question, explanation);
  } catch (error) {
    if (error instanceof ProblemError) throw new CliError(error.message, EXIT.failed, { cause: error });
    if (error instanceof UnreachableError) throw apiAway(error);
    throw error;
  }
}
