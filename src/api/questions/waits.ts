import type { ServerResponse } from 'node:http';
import type { FollowHandlers, Follower, Following } from '../../shared/questions/follow.js';

/** Not the wait itself: how long a hung Redis may keep a question from going into the queue. */
const SUBSCRIBE_MAX_MS = 1_000;

export interface Wait {
  /** The finished question's JSON; null where the time was up, the asker left, or this process stops. */
  ended: Promise<string | null>;
  stop(): void;
}

/** Requests that are held back until their question is finished (`Prefer: wait`). */
export function createWaits(follower: Follower) {
  const open = new Set<() => void>();

  function hold(
    waitS: number,
    response: ServerResponse,
    follow: (handlers: FollowHandlers) => Following | Promise<Following>,
  ) {
    let settled = false;
    let settle!: (json: string | null) => void;
    const ended = new Promise<string | null>((resolve) => (settle = resolve));
    const end = (json: string | null) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      response.removeListener('close', stop);
      open.delete(stop);
      settle(json);
    };
    const stop = () => end(null);
    const timer = setTimeout(stop, waitS * 1_000);
    response.on('close', stop);
    open.add(stop);
    const following = follow({ deliver: (event) => end(event.data), fail: stop });
    const close = async () => (await following).close();
    void ended.then(close).catch(() => undefined);
    return { wait: { ended, stop }, following };
  }

  /** Of a question that is about to be accepted with the follower's inbox. */
  function expectEnd(id: string, waitS: number, response: ServerResponse): Wait {
    return hold(waitS, response, (handlers) => follower.expectEnd(id, handlers)).wait;
  }

  /** Of any question; resolves once no ending can be missed any more, or after a second without Redis' word. */
  async function waitForEnd(id: string, waitS: number, response: ServerResponse): Promise<Wait> {
    const { wait, following } = hold(waitS, response, (handlers) => follower.followToEnd(id, handlers));
    await atMost(
      Promise.resolve(following).then(() => undefined, wait.stop),
      SUBSCRIBE_MAX_MS,
    );
    return wait;
  }

  return {
    expectEnd,
    waitForEnd,
    count: () => open.size,
    /** Lets all go with what is known now: they ask another process. */
    endAll() {
      for (const stop of [...open]) stop();
    },
  };
}

export type Waits = ReturnType<typeof createWaits>;

function atMost(promise: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void promise.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
