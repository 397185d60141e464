/**
 * Words that no dictionary has and that look like a misspelt crop or place: people, brands, plants without figures.
 * Folded. Add here what was once taken wrongly.
 */
export const EVERYDAY_WORDS: readonly string[] = [
  'alejandro',
  'baloto',
  'banguera',
  'cacay',
  'champions',
  'fabio',
  'gonzales',
  'nequi',
  'ospino',
  'pantanera',
  'pantaneras',
];
