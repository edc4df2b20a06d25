import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { addDays, today } from '../../kernel/dates.ts';
import { NO_SITE_TEXTS, writeTexts } from '../privacy/index.ts';

/** What the office of the demo writes about itself: the information clause and the accessibility statement are complete. */
export function seedSite(manager: EntityManager, folder: string, now: Date): Promise<void> {
  const written = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(folder, 'site.json'), 'utf8')));
  const day = (before: number): string => addDays(today(now), -before);
  const dates = { 'statement-published': day(240), 'statement-prepared': day(235), 'statement-updated': day(20), 'statement-reviewed': day(20) };
  return writeTexts(manager, { ...NO_SITE_TEXTS, ...written, ...dates }, null, now);
}
