/* What is marked, by its text. Texts of the code only, of which there are few dozen: nothing is ever taken out. */
const names = new Map<string, string>();

/**
 * Marks a statement to be planned once for each connection instead of at every call: of the many small statements that
 * make up a page, planning is most of what they cost. For statements of constant text whose best plan does not depend on
 * the values (look-ups and writes by key), never for a search by words or concepts. It names the columns it returns: a plan
 * of `*` would fail on the day when a migration adds one. Returns the text.
 */
export function prepared(text: string): string {
  if (!names.has(text)) names.set(text, `kept_${names.size}`);
  return text;
}

/** Under what name the server keeps the plan of this statement; undefined of one that is not marked. */
export const nameOf = (text: string): string | undefined => names.get(text);
