import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../../src/cli/cliError.js';
import { refusalFault, refusals } from '../../../src/cli/verify/refusals.js';
import { verify, type Checked } from '../../../src/cli/verify/run.js';
import { openQuestion, problem } from '../../stand-ins/questions.js';
import { refuse, startStandInApi } from '../../stand-ins/api.js';

const NO_STOP = new AbortController().signal;
const DATA = path.resolve(import.meta.dirname, '../../../data');
let api: Awaited<ReturnType<typeof startStandInApi>>;
beforeEach(async () => {
  api = await startStandInApi();
});
afterEach(() => api.close());

/** A server of this kind gives every question the same answer. */
async function checks(): Promise<Record<string, Checked>> {
  let printed = '';
  const options = { url: api.url, json: true, mixed: true, answersOnly: true } as const;
  const stdout = { write: (text: string) => (printed += text) };
  const status = await verify(options, { stdout, env: { AGROBOT_DATA_DIR: DATA } }, NO_STOP);
  expect(status).toBe(1);
  const report = JSON.parse(printed) as { checks: Checked[] };
  return Object.fromEntries(report.checks.map((check) => [check.check, check]));
}

describe('what agrobot verify finds wrong', () => {
  it('is a question that fails', async () => {
    api.answer = (id) => [
      { type: 'question.queued', data: openQuestion(id) },
      {
        type: 'question.failed',
        data: {
          ...openQuestion(id),
          status: 'failed',
          finished_at: '2026-11-23T10:00:00.000Z',
          error: problem(500, 'internal_error'),
        },
      },
    ];
    expect((await checks())['papa, Pasto, 2020']).toMatchObject({
      status: 'fail',
      found: 'failed: internal_error',
    });
  });

  it('is a refusal of what ought to be answered', async () => {
    api.failNext('POST /v1/questions', refuse(401, 'unauthenticated', 'Falta la clave.'));
    expect(Object.values(await checks())[0]).toMatchObject({
      status: 'fail',
      found: 'refused with 401 unauthenticated: Falta la clave.',
    });
  });

  it('is what ought to be refused, and is not, or not with a problem object', async () => {
    const unknownField = refusals().find(({ check }) => check === 'an unknown field')!;
    const place = { baseUrl: api.url, apiKey: undefined, signal: NO_STOP };
    expect(await refusalFault(unknownField, place)).toBe('202 instead of 422');
    api.failNext('POST /v1/questions', { kind: 'reply', status: 422, body: 'no' });
    expect(await refusalFault(unknownField, place)).toBe('422 with nothing instead of a problem object');
    api.failNext('POST /v1/questions', refuse(422, 'invalid_request', 'No.'));
    expect(await refusalFault(unknownField, place)).toBeNull();
  });

  it('is no API at the address', async () => {
    const options = { url: 'http://127.0.0.1:1' };
    const stdout = { write: () => undefined };
    await expect(verify(options, { stdout, env: { AGROBOT_DATA_DIR: DATA } }, NO_STOP)).rejects.toThrow(
      CliError,
    );
  });
});
