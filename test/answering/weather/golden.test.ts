import { describe, expect, it } from 'vitest';
import { askWeather } from './askWeather.js';
import type { Situation } from './situation.js';
import { SITUATIONS } from './situations.js';

const HEADINGS = {
  weather: 'The weather now, and of the days past',
  weather_forecast: 'The days ahead',
  weather_sowing_advice: 'Whether the weather is right for the work',
  irrigation_advice: 'Irrigation',
} as const;

describe('full answers on the weather', () => {
  it('read as they stand in golden.md (after a wanted change: vitest -u, then read the difference)', async () => {
    let page =
      '# Answers on the weather in full\n\nMade by `golden.test.ts` on Monday, 23 November 2026, half past two, from reports of the weather made for it. _Corto_ is the form for SMS and radio.\n';
    let heading = '';
    for (const situation of SITUATIONS) {
      if (HEADINGS[situation.intent] !== heading) page += `\n## ${HEADINGS[situation.intent]}\n`;
      heading = HEADINGS[situation.intent];
      page += await rendered(situation);
    }
    await expect(page).toMatchFileSnapshot('./golden.md');
  });
});

async function rendered({ intent, question, given, report, sent }: Situation): Promise<string> {
  const { text, short, rule, action, sources, degraded, data } = await askWeather(
    intent,
    question,
    report,
    sent,
  );
  const chips = (action?.chips ?? []).map((chip) => `- [${chip.label}] ${chip.question}`);
  const verdict = data?.kind === 'advice' ? ` · ${data.verdict}` : '';
  return [
    `\n### ${question}\n`,
    `(${given})\n`,
    text,
    `\n_Corto:_ ${short}`,
    ...(chips.length > 0 ? [`\n_${action?.type}:_\n`, ...chips] : []),
    `\n\`${intent}/${rule}\`${verdict}${(sources ?? []).map(({ publisher }) => ` · ${publisher}`).join('')}${degraded ? ` · without: ${degraded.join(', ')}` : ''}\n`,
  ].join('\n');
}
