import type { Compared, Replayed } from './run.js';

/** A replay for the terminal. */
export function replayText({ text, before, after, same }: Replayed): string {
  return [
    text,
    '',
    ...lines('before', before),
    '',
    ...lines('after', after),
    '',
    same ? 'The same answer.' : `Different: ${differences(before, after).join(', ')}.`,
  ].join('\n');
}

function lines(when: string, { model, dataset, intent, confidence, place, crops, text }: Compared): string[] {
  return [
    `${when}: model ${model}, data ${dataset}`,
    `  ${intent} ${confidence.toFixed(2)}; crops: ${crops.join(', ') || '–'}; place: ${place ?? '–'}`,
    `  ${text}`,
  ];
}

function differences(before: Compared, after: Compared): string[] {
  return [
    ...(before.intent === after.intent ? [] : ['intent']),
    ...(before.crops.join() === after.crops.join() ? [] : ['crops']),
    ...(before.place === after.place ? [] : ['place']),
    ...(before.text === after.text ? [] : ['text']),
  ];
}
