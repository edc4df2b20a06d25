export interface StatementNames {
  /**
   * Marks a statement to be planned once for each connection instead of at every call: of the many small statements that
   * make up a page, planning is most of what they cost. For statements of constant text whose best plan does not depend on
   * the values: look-ups and writes by key. It names the columns it returns: a plan of `*` would fail on the day when a
   * migration adds one. Returns the text.
   */
  prepared(text: string): string;
  /**
   * The same for a statement that may take a while, a search: none waits for it on its connection (`together.ts`). Only
   * where rare and common words were seen to take the same plan.
   */
  preparedAlone(text: string): string;
  /** Quick enough to go ahead of others on one connection. */
  isQuick(text: string): boolean;
  /** Under what name the server keeps the plan of this statement: of one that is marked, and of what TypeORM makes; otherwise undefined. */
  nameOf(text: string): string | undefined;
}

/** What TypeORM makes itself: its names stand in quotes, and it names every column. */
const BY_ORM = /^(?:SELECT|INSERT INTO|UPDATE|DELETE FROM) "/;

/**
 * TypeORM's texts are few but for lists of values, whose length is part of the text: past `most` texts, new ones of its own
 * are planned each time. Texts of the code are some dozen, and a few hundred of searches. Nothing is ever taken out.
 */
export function statementNames(most = 500): StatementNames {
  const names = new Map<string, string>();
  const prepared = (text: string): string => {
    if (!names.has(text)) names.set(text, `kept_${names.size}`);
    return text;
  };
  const alone = new Set<string>();
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < most && BY_ORM.test(text)) prepared(text);
    return names.get(text);
  };
  return {
    prepared,
    preparedAlone(text) {
      alone.add(text);
      return prepared(text);
    },
    isQuick: (text) => nameOf(text) !== undefined && !alone.has(text),
    nameOf,
  };
}

/** The names of this process. */
export const { prepared, preparedAlone, isQuick, nameOf } = statementNames();
