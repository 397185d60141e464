/** Telegram shows an action for five seconds: https://core.telegram.org/bots/api#sendchataction */
export const TYPING_INTERVAL_MS = 4_500;

/** Shows "typing …" until the returned function is called. */
export function keepTyping(show: () => Promise<unknown>, intervalMs = TYPING_INTERVAL_MS): () => void {
  // Nobody misses one that could not be shown.
  const tell = () => void show().catch(() => {});
  tell();
  const timer = setInterval(tell, intervalMs);
  return () => clearInterval(timer);
}
