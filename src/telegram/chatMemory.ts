/** What is known of a chat, in this process' memory only. */
export interface ChatState {
  conversationId: string | null;
  /** Degrees, rounded to 0.01 (about one kilometre). */
  location: { lat: number; lon: number } | null;
  /** A question that could not be answered without a location: asked again when one is shared. */
  waitsForLocation: string | null;
}

const MAX_CHATS = 10_000;
/** As long as the API remembers a conversation by default. */
const KEPT_MS = 24 * 3_600_000;
const UNKNOWN: ChatState = { conversationId: null, location: null, waitsForLocation: null };

/** Forgets a chat after a day without a message, and the one that was silent longest when there are too many. */
export function createChatMemory({ maxChats = MAX_CHATS, keptMs = KEPT_MS, now = Date.now } = {}) {
  // In the order of their last use: a Map keeps the order of insertion.
  const chats = new Map<string, { state: ChatState; usedAtMs: number }>();

  function forgetExpired(): void {
    for (const [key, { usedAtMs }] of chats) {
      if (now() - usedAtMs < keptMs) return;
      chats.delete(key);
    }
  }

  function forgetOldest(): void {
    const [oldest] = chats.keys();
    if (chats.size > maxChats && oldest !== undefined) chats.delete(oldest);
  }

  return {
    read(key: string): Readonly<ChatState> {
      forgetExpired();
      return chats.get(key)?.state ?? UNKNOWN;
    },
    update(key: string, change: Partial<ChatState>): void {
      forgetExpired();
      const state = { ...(chats.get(key)?.state ?? UNKNOWN), ...change };
      chats.delete(key);
      chats.set(key, { state, usedAtMs: now() });
      forgetOldest();
    },
    forget(key: string): void {
      chats.delete(key);
    },
    /** To be called now and then: a bot that nobody writes to must forget in time too. */
    forgetExpired,
  };
}

export type ChatMemory = ReturnType<typeof createChatMemory>;
