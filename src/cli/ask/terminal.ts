import { createLiveLines, type LiveLines, type Screen } from '../liveLines.js';

/** What a command talks to. */
export interface Terminal {
  stdin: AsyncIterable<Buffer | string>;
  /** For answers. */
  stdout: Screen;
  /** For progress and all else that scripts do not read: on stderr. */
  notes: LiveLines;
  env: NodeJS.ProcessEnv;
}

export function openTerminal(streams: {
  stdin: Terminal['stdin'];
  stdout: Screen;
  stderr: Screen;
  env: NodeJS.ProcessEnv;
}): Terminal {
  const { stdin, stdout, stderr, env } = streams;
  return { stdin, stdout, notes: createLiveLines(stderr), env };
}
