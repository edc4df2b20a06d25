import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { PasskeyRow } from './passkeys.queries.ts';

/** Which form failed: `new`, or the id of a key; and what stood in it. */
export interface Failed {
  form: string;
  name: string;
  errors: Readonly<Record<string, string>>;
}

/** What `views/passkeys/passkeys.hbs` prints. */
export function passkeysView(t: Translate, rows: readonly PasskeyRow[], failed: Failed | null) {
  const of = (form: string) => (failed?.form === form ? failed : null);
  return {
    title: t('account.row.passkeys'),
    back: paths.account(),
    keys: rows.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.createdAt,
      usedAt: row.usedAt,
      kept: t(row.backedUp ? 'passkey.synced' : 'passkey.on-device'),
      naming: { action: paths.accountPasskeyName(row.id), value: of(row.id)?.name || row.name, error: of(row.id)?.errors['name'] ?? null },
      removal: { action: paths.accountPasskeyRemoval(row.id), error: of(row.id)?.errors['current'] ?? null },
      failed: of(row.id) !== null,
    })),
    add: {
      action: paths.accountPasskeys(),
      options: paths.accountPasskeyOptions(),
      value: of('new')?.name ?? '',
      error: of('new')?.errors['name'] ?? null,
    },
    errorList: Object.entries(failed?.errors ?? {}).map(([name, text]) => ({ href: `#${failed?.form ?? ''}-${name}`, text })),
  };
}
