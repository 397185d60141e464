import { pino } from 'pino';
import { createReleases } from '../../src/shared/process/releases.js';
import { loadTelegramConfig } from '../../src/telegram/config.js';
import { createTelegramMetrics } from '../../src/telegram/metrics.js';
import { startTelegram } from '../../src/telegram/startTelegram.js';
import { startStandInApi } from '../stand-ins/api.js';
import { startTelegramApi, TOKEN } from '../stand-ins/telegramApi.js';

/** The bot between a stand-in of Telegram and one of AgroBot's API, all in this process. */
export async function startBotUnderTest(env: Record<string, string> = {}) {
  const telegram = await startTelegramApi();
  const api = await startStandInApi();
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const config = loadTelegramConfig({
    AGROBOT_TELEGRAM_TOKEN: TOKEN,
    AGROBOT_TELEGRAM_API_URL: telegram.url,
    AGROBOT_URL: api.url,
    ...env,
  });
  let releases = createReleases(log);

  return {
    telegram,
    api,
    logged,
    /** The lines that an operator sees by default, as they are written. */
    shownLog: () => logged.filter(({ level }) => Number(level) >= 30).map((line) => JSON.stringify(line)),
    wholeLog: () => logged.map((line) => JSON.stringify(line)).join('\n'),
    async start({ graceMs = 10_000 } = {}) {
      releases = createReleases(log);
      const started = await startTelegram({
        config,
        log,
        metrics: createTelegramMetrics('0.0.0-test'),
        releases,
        graceMs,
      });
      // Most tests end it themselves.
      started.ended.catch(() => {});
      return started;
    },
    stop: () => releases.release(),
    async close() {
      await releases.release();
      await telegram.close();
      await api.close();
    },
  };
}

export type BotUnderTest = Awaited<ReturnType<typeof startBotUnderTest>>;
