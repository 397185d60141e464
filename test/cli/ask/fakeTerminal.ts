import { openTerminal } from '../../../src/cli/ask/terminal.js';

/** A terminal, or a pipe, that keeps what is written to it. */
export function fakeTerminal({ isTTY = false, stdin = [] as (string | Buffer)[], env = {} } = {}) {
  const written = { stdout: '', stderr: '' };
  const screen = (name: keyof typeof written) => ({
    isTTY,
    columns: 80,
    write: (text: string) => (written[name] += text),
  });
  async function* input() {
    yield* stdin;
  }
  const streams = { stdin: input(), stdout: screen('stdout'), stderr: screen('stderr'), env };
  return { terminal: openTerminal(streams), written };
}
