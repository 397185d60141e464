import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyCheckout, type Checkout } from './checkout.js';
import { missingLine, readPage, type Step } from './howToPage.js';

const PAGES = path.resolve(import.meta.dirname, '../../docs/how-to');

/** What a test does where a page needs more than a test has. */
export interface StandIn {
  /** For the test's name: "the download: …". */
  says: string;
  run(checkout: Checkout): Promise<unknown>;
}

/**
 * Follows a page of docs/how-to to the letter, a test for each block, in a copy of the working tree.
 * @param standIns by the `needs=` of the blocks that they replace; each is used
 */
export function followPage(page: string, standIns: Readonly<Record<string, StandIn>> = {}): void {
  const steps = readPage(path.join(PAGES, page));
  let checkout: Checkout | undefined;
  let failed: string | undefined;

  beforeAll(async () => {
    checkout = await copyCheckout();
  });
  afterAll(() => checkout?.remove());

  describe(`docs/how-to/${page}, followed to the letter`, () => {
    for (const step of steps) {
      it(nameOf(step, standIns), async () => {
        if (failed !== undefined) throw new Error(`An earlier step failed: ${failed}`);
        failed = nameOf(step, standIns);
        await follow(step, standIns, checkout!);
        failed = undefined;
      });
    }

    it('needs nothing that has no stand-in, and no stand-in that the page has no need of', () => {
      const needs = steps.flatMap((step) => (step.kind === 'run' && step.needs ? [step.needs] : []));
      expect([...new Set(needs)].sort()).toEqual(Object.keys(standIns).sort());
    });
  });
}

function nameOf(step: Step, standIns: Readonly<Record<string, StandIn>>): string {
  return `${step.heading} (line ${step.line}): ${workOf(step, standIns)}`;
}

function workOf(step: Step, standIns: Readonly<Record<string, StandIn>>): string {
  if (step.kind === 'patch') return `changes ${/^\+\+\+ b\/(.*)$/m.exec(step.diff)?.[1]}`;
  if (step.kind !== 'run') return `${step.kind === 'create' ? 'writes' : 'adds to'} ${step.file}`;
  if (step.needs !== undefined) return `in place of ${standIns[step.needs]?.says}`;
  return `runs ${step.commands.map(({ command }) => command.trim().replaceAll('\n', ' && ')).join(' && ')}`;
}

async function follow(
  step: Step,
  standIns: Readonly<Record<string, StandIn>>,
  checkout: Checkout,
): Promise<void> {
  if (step.kind === 'patch') return checkout.patch(step.diff);
  if (step.kind !== 'run') return checkout[step.kind](step.file, step.text);
  if (step.needs !== undefined) {
    await standIns[step.needs]!.run(checkout);
    return;
  }
  for (const { command, shows } of step.commands) {
    const output = await checkout.run(command);
    const missing = missingLine(shows, output);
    expect(missing, `${command}\nprinted\n${output}`).toBeUndefined();
  }
}
