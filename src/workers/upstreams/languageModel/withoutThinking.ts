const OPEN = '<think>';
const CLOSE = '</think>';

/** Takes out what a model thinks aloud before it answers: `<think> … </think>` at the very start. */
export function withoutThinking(): (piece: string) => string {
  let state: 'start' | 'thinking' | 'answering' = 'start';
  let held = '';
  return (piece) => {
    if (state === 'answering') return piece;
    held += piece;
    if (state === 'start') {
      const start = held.trimStart();
      if (start.startsWith(OPEN)) state = 'thinking';
      else if (OPEN.startsWith(start)) return '';
      else {
        state = 'answering';
        return held;
      }
    }
    const end = held.indexOf(CLOSE);
    if (end < 0) return '';
    state = 'answering';
    return held.slice(end + CLOSE.length);
  };
}
