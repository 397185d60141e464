/** Marks that a phone or a radio would show or read out as signs; what they emphasise stays. */
export function plainText(raw: string): string {
  const text = raw
    .normalize('NFC')
    .replace(/[\p{Cf}\u{FE00}-\u{FE0F}\u{20E3}\u{FFFD}\p{Extended_Pictographic}]/gu, '')
    .replace(/<\/?[a-z][^<>]{0,60}>/gi, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[\^?\d+\]|【[^】]*】/g, '')
    .replace(/^[\s>]*(?:#{1,6}(?=\s)|(?:[-*_=]\s*){3,}$|[|:\-\s]+$)/, '')
    .replace(/^\s*[*+•·–—-]\s+/, '- ')
    .replace(/^\s*\|(.*)\|\s*$/, (_, cells: string) =>
      cells
        .split('|')
        .map((cell) => cell.trim())
        .join(', '),
    )
    .replace(/[*`]|__+|~~|\$\$|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(text) ? text : '';
}

export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:[.,'’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
