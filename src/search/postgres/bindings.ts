/** Runs one statement; rows are plain objects. */
export type Run = <Row>(statement: string, values: readonly unknown[]) => Promise<Row[]>;

/** The values of one statement; `bind` notes a value and gives its placeholder. */
export interface Bindings {
  readonly values: unknown[];
  bind(value: unknown): string;
}

export function bindings(): Bindings {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}
