import { describe, expect, it } from 'vitest';
import { boardLines, startBoard } from '../../../src/cli/demo/board.js';
import { createLoad } from '../../../src/cli/demo/load.js';
import { createLiveLines } from '../../../src/cli/liveLines.js';
import { createClient } from '../../../src/client/index.js';
import { startStandInApi } from '../../stand-ins/api.js';

const WORKERS = [
  { id: 'w_1f2e', host: 'campo', pid: 11, answered: 71, in_flight: 4 },
  { id: 'w_9bc1', host: 'campo', pid: 12, answered: 49, in_flight: 30 },
];

describe('boardLines', () => {
  it('shows how far all is and what each worker does', () => {
    const state = { answered: 120, total: 200, inFlight: 34, workers: WORKERS, killed: new Set<number>() };
    expect(boardLines(state)).toEqual([
      '  ██████████████████░░░░░░░░░░░░ 120/200 answered · 34 in flight',
      '  worker …1f2e (process 11)     71 answered · 4 in flight',
      '  worker …9bc1 (process 12)     49 answered · 30 in flight',
    ]);
  });

  it('does not believe what a killed worker said last', () => {
    const state = { answered: 1, total: 2, inFlight: 1, workers: WORKERS, killed: new Set([12]) };
    expect(boardLines(state).at(-1)).toBe('  worker …9bc1 (process 12)     49 answered · killed');
  });
});

describe('startBoard', () => {
  it('counts from its own start, and prints plain lines where there is no terminal', async () => {
    const api = await startStandInApi();
    api.health.workers = WORKERS;
    const client = createClient({ baseUrl: api.url });
    const load = createLoad(client, ['¿Una?', '¿Dos?'], new AbortController().signal);
    let written = '';
    const board = await startBoard(client, load, createLiveLines({ write: (text) => (written += text) }));
    api.health.workers = WORKERS.map((worker) => ({ ...worker, answered: worker.answered + 1 }));
    await load.askNext(2, 0);
    await load.untilFinished(2);
    await expect.poll(() => written).toContain('  2/2 answered · worker …1f2e 1 · worker …9bc1 1\n');
    await board.stop();
    expect(written).toMatch(/worker …9bc1 \(process 12\) {6}1 answered · 30 in flight\n$/);
    expect(written).not.toContain('\x1b');
    await api.close();
  });
});
