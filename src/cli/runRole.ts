import path from 'node:path';

import { EXIT } from './exitStatus.js';
import { varDir } from './paths.js';
import { readPlace, urlOf } from './redis/place.js';
import { onStopSignals } from './signals.js';
import { supervise, type SuperviseOptions } from './supervise.js';
import { eventLine } from './up/words.js';

export interface RoleOptions {
  /** One name a process. */
  members: string[];
  main: string;
  env: NodeJS.ProcessEnv;
  /** From the environment that all share to the one of each start. */
  environment: (env: NodeJS.ProcessEnv) => SuperviseOptions['environment'];
  say: (line: string) => void;
}

/**
 * Runs processes of one role until a signal stops them. Their output is this process's.
 *
 * @throws CliError when one of them cannot start; the others are stopped first
 */
export async function runRole({ members, main, env, environment, say }: RoleOptions): Promise<void> {
  const shared = { ...env, REDIS_URL: env.REDIS_URL || (await redisOfUp(env)) };
  const supervised = members.map((name) =>
    supervise({
      name,
      main,
      environment: environment(shared),
      onEvent: (event) => {
        const line = eventLine(name, event);
        if (line !== undefined) say(line.trim());
      },
    }),
  );
  let giveSignalsBack = () => {};
  const stopAsked = new Promise<void>((resolve) => {
    giveSignalsBack = onStopSignals(
      (signal) => {
        say(`stopping (${signal})`);
        resolve();
      },
      () => {
        for (const member of supervised) member.kill();
        process.exit(EXIT.interrupted);
      },
    );
  });
  const never = new Promise<never>(() => {});
  const failed = Promise.all(supervised.map((member) => member.ready)).then(() => never);
  try {
    await Promise.race([failed, stopAsked]);
  } finally {
    await Promise.all(supervised.map((member) => member.stop()));
    giveSignalsBack();
  }
}

/** The private Redis of the instance on this machine; the main itself says what it wants when there is none. */
async function redisOfUp(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const place = await readPlace(path.join(varDir(env), 'redis'));
  return place && urlOf(place);
}
