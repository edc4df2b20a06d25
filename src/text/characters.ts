const TABLE_SIZE = 0x250;
const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;

/** What the characters below U+0250 are, so that most texts are scanned without a regular expression. */
const TABLE = Uint8Array.from({ length: TABLE_SIZE }, (_, code) => {
  const character = String.fromCharCode(code);
  return /\p{L}/u.test(character) ? LETTER : /\p{N}/u.test(character) ? DIGIT : OTHER;
});
const SOFT_HYPHEN = 0xad;
const START = /[\p{L}\p{N}]/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\u00ad\u200b-\u200d]*/uy;

/** Offset of the first letter or digit at or after `from`; -1 when there is none. */
export function findStart(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= TABLE_SIZE) {
      START.lastIndex = at;
      return START.exec(text)?.index ?? -1;
    }
    if (TABLE[code] !== OTHER) return at;
  }
  return -1;
}

/** End of the run of letters, digits and their marks that begins at `start`. */
export function findEnd(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= TABLE_SIZE || code === SOFT_HYPHEN) {
      WORD.lastIndex = start;
      return start + (WORD.exec(text)?.[0].length ?? 1);
    }
    if (TABLE[code] === OTHER) break;
  }
  return at;
}

/** True for the ASCII digits, which alone make numbers. */
export function isAsciiDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** True for the hyphens that join words: ASCII, U+2010 and the non-breaking one. */
export function isHyphen(code: number): boolean {
  return code === 0x2d || code === 0x2010 || code === 0x2011;
}
