/** Letters that Unicode does not decompose into a base letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = {
  ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŧ: 't', μ: 'u',
};
const WHOLE_LETTERS = /[łđøßæœðþħıŧμ]/g;
const IGNORED = /[\u00ad\u200b-\u200d]/g;
const ASCII = /^[\x20-\x7e]*$/;

/** Lower case in composed form; compatibility characters (`²`, `ﬁ`) become plain ones, invisible breaks go. */
export function normalise(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  return word.replace(IGNORED, '').normalize('NFKC').toLowerCase().normalize('NFC');
}

/** A normalised word without diacritics, ł as l. */
export function fold(word: string): string {
  if (ASCII.test(word)) return word;
  return word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(WHOLE_LETTERS, (letter) => WHOLE[letter] ?? letter);
}
