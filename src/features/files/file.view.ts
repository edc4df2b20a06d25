import type { Language } from '../../kernel/actor.ts';
import { formatNumber } from '../../templates/format.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { FieldError } from '../../kernel/errors.ts';
import { MAX_FILE_BYTES } from './file.ts';
import type { FileFault } from './prepare-file.ts';

const MEGABYTE = 1_000_000;

/** `1,2 MB` or `340 kB`. */
export function fileSize(size: number, { t, lang }: { t: Translate; lang: Language }): string {
  if (size >= MEGABYTE) return t('file.megabytes', { amount: formatNumber(lang, String(Math.round(size / 100_000) / 10)) });
  return t('file.kilobytes', { amount: formatNumber(lang, String(Math.max(1, Math.round(size / 1_000)))) });
}

/** Why a file was not taken, with its name. */
export const fileFault = (fault: FileFault, name: string): FieldError => ({
  key: `file.${fault}`, data: { name: name.toWellFormed().slice(0, 80), max: MAX_FILE_BYTES / MEGABYTE },
});
