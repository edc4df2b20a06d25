import { isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { signedIn } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { inGroups } from './codes.ts';
import { beginCodes, codesState, confirmCodes, removeCodes, renewRecoveryCodes, type CodeDeps } from './codes.command.ts';
import { textOf, verbatim } from './fields.ts';
import { personIn } from './reader.ts';

async function pictureOf(uri: string): Promise<string> {
  // Slow to load and seldom needed.
  const { default: qrCode } = await import('qrcode');
  const svg = await qrCode.toString(uri, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** Which of the page's forms failed. */
type Form = 'begin' | 'confirm' | 'recovery' | 'remove';

async function codesPage(request: PageRequest, deps: CodeDeps, failed: Form | null, errors: FieldErrors) {
  const { t } = request;
  const { on, setup } = await codesState(deps, personIn(request), t('layout.site'));
  const texts = errorTexts(errors, request);
  const of = (form: Form, field: string) => (failed === form ? (texts.errors[field] ?? null) : null);
  return {
    title: t('code.title'),
    back: paths.account(),
    on,
    setup: setup ? { secret: inGroups(setup.secret), picture: await pictureOf(setup.uri), uri: setup.uri } : null,
    begin: { action: paths.accountCodesBeginning(), error: of('begin', 'current') },
    confirm: { action: paths.accountCodes(), error: of('confirm', 'code') },
    recovery: { action: paths.accountRecoveryCodes(), error: of('recovery', 'current') },
    remove: { action: paths.accountCodesRemoval(), error: of('remove', 'current') },
    errorList: texts.errorList.map(({ text }) => ({ href: `#${failed ?? ''}-${failed === 'confirm' ? 'code' : 'current'}`, text })),
  };
}

async function tried(request: PageRequest, deps: CodeDeps, form: Form, act: () => Promise<Reply>): Promise<Reply> {
  try {
    return await act();
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    return invalidForm('accounts/codes', await codesPage(request, deps, form, error.fields));
  }
}

const recoveryPage = ({ t }: PageRequest, codes: readonly string[]): Reply =>
  page('accounts/recovery-codes', { title: t('code.recovery-title'), codes, back: paths.account() });

/** Codes from a phone (TOTP) as a second step: set up, recovery codes, taken off. */
export function codeRoutes(deps: CodeDeps): Route[] {
  const current = ({ body }: PageRequest): string => verbatim(body, 'current');
  return [
    get(paths.accountCodes(), signedIn, async (request) => page('accounts/codes', await codesPage(request, deps, null, {}))),
    post(paths.accountCodesBeginning(), signedIn, (request) => tried(request, deps, 'begin', async () => {
      await beginCodes(deps, personIn(request), current(request));
      return redirect(paths.accountCodes());
    })),
    post(paths.accountCodes(), signedIn, (request) => tried(request, deps, 'confirm', async () =>
      recoveryPage(request, await confirmCodes(deps, personIn(request), textOf(request.body, 'code'), request.signInId)))),
    post(paths.accountRecoveryCodes(), signedIn, (request) => tried(request, deps, 'recovery', async () =>
      recoveryPage(request, await renewRecoveryCodes(deps, personIn(request), current(request))))),
    post(paths.accountCodesRemoval(), signedIn, (request) => tried(request, deps, 'remove', async () => {
      await removeCodes(deps, personIn(request), current(request));
      return redirect(paths.account(), { kind: 'success', text: request.t('code.removed') });
    })),
  ];
}
