import type { Asked } from '../ladder.ts';
import type { Unit } from '../query-plan.ts';
import type { Run } from './bindings.ts';
import type { Rarity } from './rarity.ts';
import { keptSamples } from './sample.ts';
import { select } from './select.ts';
import { completionsOf, countVisible, similar } from './spelling.ts';

/** The questions of the ladder in SQL. */
export function askedOf(run: Run, rarity: Rarity): Asked {
  const kept = keptSamples();
  return {
    name: 'postgres',
    select: (query, text) => select(run, query, text, kept),
    countVisible: (query, matches) => countVisible(run, query, matches),
    completions: (_query, typed) => completionsOf(run, typed),
    similar: (_query, typed) => similar(run, typed),
    costs: (_query, units) => costsOf(rarity, units),
  };
}

async function costsOf(rarity: Rarity, units: readonly Unit[]): Promise<number[]> {
  const keys = (unit: Unit): string[] => unit.words.flatMap((word) => word.keys);
  const common = await rarity(units.flatMap(keys));
  return units.map((unit) => Math.max(0, ...keys(unit).map((key) => common.get(key) ?? 0)));
}
