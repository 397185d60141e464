import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../src/cli/preflight/checkSettings.js';

const failed = (env: Record<string, string>) =>
  checkSettings(env).map(({ check, status, found }) => `${status} ${check}: ${found}`);

describe('the settings of all processes, before they start', () => {
  it('are good where nothing is set', () => {
    expect(failed({})).toEqual(['ok settings: good for API and worker']);
  });

  it.each([
    [
      { AGROBOT_RATE_LIMIT_PER_MINUTE: 'many' },
      /^fail settings of the API: AGROBOT_RATE_LIMIT_PER_MINUTE must/,
    ],
    [{ AGROBOT_MAX_BATCH: '0' }, /^fail settings of the worker: AGROBOT_MAX_BATCH must/],
    [{ AGROBOT_TELEGRAM_TOKEN: 'no token' }, /^fail settings of the bot: AGROBOT_TELEGRAM_TOKEN must/],
  ])('%j stops one of them', (env, fault) => {
    expect(failed(env)).toEqual([expect.stringMatching(fault)]);
  });

  it('that several processes read are told of each', () => {
    expect(failed({ AGROBOT_RETENTION_HOURS: '0' })).toEqual([
      expect.stringMatching(/^fail settings of the API: AGROBOT_RETENTION_HOURS/),
      expect.stringMatching(/^fail settings of the worker: AGROBOT_RETENTION_HOURS/),
    ]);
  });
});
