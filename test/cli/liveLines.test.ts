import { describe, expect, it } from 'vitest';
import { createLiveLines } from '../../src/cli/liveLines.js';

function screenOf(isTTY: boolean, columns = 20) {
  let written = '';
  const lines = createLiveLines({ isTTY, columns, write: (text) => (written += text) });
  return { lines, written: () => written };
}

describe('createLiveLines', () => {
  it('draws lines over the ones before and keeps printed ones above', () => {
    const { lines, written } = screenOf(true);
    lines.draw(['a', 'b']);
    lines.draw(['c']);
    lines.print('stays');
    lines.draw(['d']);
    const up = '\x1b[1A\x1b[2K';
    expect(written()).toBe(`a\nb\n\r${up}${up}c\n\r${up}stays\nd\n`);
  });

  it('cuts a line that would wrap', () => {
    const { lines, written } = screenOf(true, 10);
    lines.draw(['ñandú y maíz']);
    expect(written()).toBe('ñandú y …\n');
  });

  it('takes a terminal that does not know its width for 80 columns wide', () => {
    const { lines, written } = screenOf(true, 0);
    lines.draw(['x'.repeat(100)]);
    expect(written()).toBe(`${'x'.repeat(78)}…\n`);
  });

  it('draws nothing where the screen is no terminal', () => {
    const { lines, written } = screenOf(false);
    lines.draw(['a']);
    lines.print('stays');
    lines.erase();
    expect(written()).toBe('stays\n');
  });
});
