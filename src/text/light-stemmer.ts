import { fold } from './fold.ts';

/**
 * Cuts Polish inflection from a word that no dictionary knows. Endings that English words have too (`factory`,
 * `pillow`, `cape`) are cut only when nothing in the word looks English; a wrong join is worse than a missed one.
 */
const CERTAIN = [
  'owych', 'owymi', 'owego', 'owemu', 'iego', 'iemu', 'iach', 'iami', 'owej', 'owym', 'ego', 'emu', 'ych', 'ymi',
  'ich', 'imi', 'ami', 'ach', 'owa', 'owe', 'owy', 'ową', 'owi', 'iom', 'iem', 'ów', 'ią', 'ię', 'ą', 'ę',
];
const ADJECTIVE_ENDING = /^ow/;
const DOUBTFUL = ['om', 'em', 'ie', 'a', 'i', 'u', 'y'];
const SHORTEST_STEM = 4;
const LOOKS_ENGLISH = /[qvx]|th|sh|[^rs]ck|ee|oo|ea|ou|ph|wh|gh|([bcdfglmprst])\1|(?:[aeiou]r|[ncglphkm]|[ieysrfp]t)y$/;

/** The folded stem of a normalised word; the folded word itself when nothing can be cut safely. */
export function lightStem(word: string): string {
  const ending = CERTAIN.find((end) => fits(word, end)) ?? doubtfulEnding(word);
  const stem = fold(word.slice(0, word.length - ending.length));
  if (ADJECTIVE_ENDING.test(ending) && ending !== 'owi') return `${stem}ow`;
  return stem.length > SHORTEST_STEM && stem.endsWith('ek') ? `${stem.slice(0, -2)}k` : stem;
}

function doubtfulEnding(word: string): string {
  if (LOOKS_ENGLISH.test(word)) return '';
  return DOUBTFUL.find((end) => fits(word, end)) ?? '';
}

function fits(word: string, ending: string): boolean {
  return word.endsWith(ending) && word.length - ending.length >= SHORTEST_STEM;
}
