import { setTimeout as delay } from 'node:timers/promises';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Chat } from './chat.js';
import { MESSAGE_MAX_CHARACTERS, splitText } from './splitText.js';

const GROWING = ' …';

/**
 * An answer that can be read while it is written: the first piece sends a message, later ones edit it, never more often
 * than the chat allows. An answer that comes in one piece is simply sent.
 *
 * @param onSkipped told of an edit in between that failed: the next one shows the same and more
 */
export function createLiveMessage(
  chat: Pick<Chat, 'send' | 'edit' | 'editIntervalMs'>,
  onSkipped: (error: unknown) => void,
) {
  const finishing = new AbortController();
  let text = '';
  let shown = '';
  let messageId: number | undefined;
  let nextAtMs = 0;
  let showing: Promise<void> | undefined;

  /** What of the text fits into one message; an end that did not is sent when it is finished. */
  function preview(): string {
    const [first = ''] = splitText(text, MESSAGE_MAX_CHARACTERS - GROWING.length);
    return first === '' ? '' : first + GROWING;
  }

  const hasNews = () => !finishing.signal.aborted && preview() !== '' && preview() !== shown;

  async function show(): Promise<void> {
    while (hasNews()) {
      const waitMs = nextAtMs - performance.now();
      if (waitMs > 0) {
        await delay(waitMs, undefined, { signal: finishing.signal }).catch(() => {});
        continue;
      }
      shown = preview();
      try {
        if (messageId === undefined) messageId = await chat.send(shown);
        else await chat.edit(messageId, shown);
      } catch (error) {
        onSkipped(error);
      }
      nextAtMs = performance.now() + chat.editIntervalMs;
    }
    // In the same breath as the last look at the text: a piece that comes later starts anew.
    showing = undefined;
  }

  return {
    push(piece: string): void {
      text += piece;
      showing ??= show();
    },
    /** The answer is written anew; what was shown stays until there is something else to show. */
    reset(): void {
      text = '';
    },
    /** Shows the whole text instead, in as many messages as it takes, with buttons under the last. */
    async finish(whole: string, buttons?: InlineKeyboardMarkup): Promise<void> {
      finishing.abort();
      await showing;
      const parts = splitText(whole);
      for (const [index, part] of parts.entries()) {
        const under = index === parts.length - 1 ? buttons : undefined;
        if (index === 0 && messageId !== undefined) await editOrSend(messageId, part, under);
        else await chat.send(part, under);
      }
    },
  };

  /** The message may be gone: whoever reads may delete it while it is written. */
  async function editOrSend(
    id: number,
    part: string,
    under: InlineKeyboardMarkup | undefined,
  ): Promise<void> {
    try {
      await chat.edit(id, part, under);
    } catch (error) {
      onSkipped(error);
      await chat.send(part, under);
    }
  }
}

export type LiveMessage = ReturnType<typeof createLiveMessage>;
