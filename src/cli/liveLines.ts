/** Some terminals say that they are 0 columns wide. */
const DEFAULT_COLUMNS = 80;

export interface Screen {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** Lines at the foot of a terminal that are drawn over each other; nothing is drawn where the screen is no terminal. */
export function createLiveLines(screen: Screen) {
  const isLive = screen.isTTY === true;
  let drawn = 0;

  const erase = () => {
    if (drawn > 0) screen.write(`\r${'\x1b[1A\x1b[2K'.repeat(drawn)}`);
    drawn = 0;
  };
  return {
    isLive,
    draw(lines: string[]) {
      if (!isLive) return;
      erase();
      // A line that wraps would take two rows, and erasing would leave one behind.
      const width = (screen.columns || DEFAULT_COLUMNS) - 1;
      screen.write(lines.map((line) => `${cutTo(line, width)}\n`).join(''));
      drawn = lines.length;
    },
    /** Writes a line that stays, above the live ones. */
    print(line: string) {
      erase();
      screen.write(`${line}\n`);
    },
    erase,
  };
}

export type LiveLines = ReturnType<typeof createLiveLines>;

function cutTo(line: string, width: number): string {
  const characters = Array.from(line);
  return characters.length <= width ? line : `${characters.slice(0, width - 1).join('')}…`;
}
