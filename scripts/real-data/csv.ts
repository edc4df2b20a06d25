/**
 * Rows of a CSV text (RFC 4180: quoted fields may hold commas, quotes and line breaks) by the names of its first line.
 * @throws Error on a quote out of place
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [names = [], ...rows] = recordsOf(text.replace(/^\ufeff/, ''));
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
}

const FIELD = /("(?:[^"]|"")*"|(?!")[^,\r\n]*)(,|\r?\n|$)/y;

function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (FIELD.lastIndex = 0; FIELD.lastIndex < text.length;) {
    const [, field = '', end] = FIELD.exec(text) ?? [];
    if (end === undefined) throw new Error(`malformed CSV after ${JSON.stringify(record)}`);
    record.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}
