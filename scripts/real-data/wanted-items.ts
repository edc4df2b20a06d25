/* Commas and semicolons outside of parentheses; a parenthesis that is never closed holds nothing back. */
function split(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < list.length; at += 1) {
    const character = list[at];
    if (character === '(' && list.indexOf(')', at) > 0) depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if ((character === ',' || character === ';') && depth === 0) {
      parts.push(list.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, list.slice(start)];
}

/** The things that a free list asks for, each once, as written: `N95s, Gloves (S, M), gloves` → `N95s`, `Gloves (S, M)`, `gloves`. */
export function wantedItems(list: string): string[] {
  const items = split(list)
    .map((item) => item.trim())
    .filter(Boolean);
  // A list that stands in parentheses as a whole is a list.
  const flat = items.flatMap((item) =>
    /^\([^()]*,[^()]*\)$/.test(item) ? split(item.slice(1, -1)).map((one) => one.trim()) : [item],
  );
  const seen = new Set<string>();
  return flat.filter((item) => {
    const key = item.toLowerCase();
    const isNew = item.length > 0 && !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
