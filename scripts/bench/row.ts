/** One figure. `target` says what it has to be, such as `≥ 20`; null when it is only told. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  target: string | null;
}

/** True when the value keeps its target, or has none. */
export function isKept({ value, target }: Row): boolean {
  const [, sign, limit] = /^([≥≤]) ([\d.]+)$/.exec(target ?? '') ?? [];
  if (limit === undefined) return target === null;
  return sign === '≥' ? value >= Number(limit) : value <= Number(limit);
}

const written = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });

export const rowText = (row: Row): string =>
  `${isKept(row) ? '✓' : '✗'} ${row.name.padEnd(34)} ${written(row.value).padStart(10)} ${row.unit}${row.target ? ` (${row.target})` : ''}`;

/** Rows as a table of Markdown. */
export const table = (rows: readonly Row[]): string =>
  [
    '| figure | value | unit | target | |',
    '|---|---:|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${written(row.value)} | ${row.unit} | ${row.target ?? '–'} | ${row.target === null ? '' : isKept(row) ? 'kept' : '**missed**'} |`,
    ),
  ].join('\n');
