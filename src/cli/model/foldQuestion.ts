/** Lower case, no accents, no punctuation: two questions that fold alike are one, as in training/text.py. */
export function foldQuestion(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  return (plain.match(/[a-z0-9]+/g) ?? []).join(' ');
}
