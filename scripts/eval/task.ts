import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

const textSchema = z.object({
  id: z.string(),
  /* Posts of other languages, and of none, are read as English. */
  lang: z.enum(['pl', 'en']).catch('en'),
  title: z.string(),
  description: z.string().default(''),
});

export type EvalText = z.infer<typeof textSchema>;

/** Needs, offers and judgements: by the need's id, then by the offer's. */
export interface Task {
  name: string;
  needs: EvalText[];
  offers: EvalText[];
  grades: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Pairs that must not match, with the reason. */
  lookalikes: { need: string; offer: string; why: string }[];
}

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split(/\r?\n/).filter((line) => line !== '');

const texts = (path: string): EvalText[] => linesOf(path).map((line) => textSchema.parse(JSON.parse(line)));

const rows = (path: string): string[][] => linesOf(path).slice(1).map((line) => line.split('\t'));

const gradesFrom = (path: string): Map<string, Map<string, number>> => {
  const grades = new Map<string, Map<string, number>>();
  for (const [need = '', offer = '', grade] of rows(path)) {
    grades.set(need, (grades.get(need) ?? new Map<string, number>()).set(offer, Number(grade)));
  }
  return grades;
};

const lookalikesFrom = (path: string): Task['lookalikes'] =>
  existsSync(path) ? rows(path).map(([need = '', offer = '', why = '']) => ({ need, offer, why })) : [];

/** @throws when a file is missing or a line is malformed */
export const readTask = (folder: string): Task => ({
  name: basename(folder),
  needs: texts(join(folder, 'needs.jsonl')),
  offers: texts(join(folder, 'offers.jsonl')),
  grades: gradesFrom(join(folder, 'qrels.tsv')),
  lookalikes: lookalikesFrom(join(folder, 'lookalikes.tsv')),
});

/** Every folder at or under this one that holds a task, in order of name. */
export const findTasks = (folder: string): string[] => {
  if (existsSync(join(folder, 'qrels.tsv'))) return [folder];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name).sort().flatMap((name) => findTasks(join(folder, name)));
};
