import { isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { anyone, linkHolder } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { DeviceTokens } from './device-tokens.ts';
import { emailFrom } from './email-address.ts';
import { textOf, verbatim } from './fields.ts';
import { askForNewPassword, readPasswordLink, setNewPassword, type NewPasswordDeps } from './new-password.command.ts';
import { passwordHint } from './password.view.ts';
import type { PasswordContext } from './password-rules.ts';

export interface NewPasswordRoutesDeps extends NewPasswordDeps {
  devices: DeviceTokens;
}

const askPage = ({ t, lang }: PageRequest, email: string, errors: FieldErrors) => ({
  title: t('password.forgotten-title'),
  action: paths.forgottenPassword(),
  back: paths.signIn(),
  email,
  ...errorTexts(errors, { t, lang }),
});

/** The same page, and the same work, for every well-formed address. */
async function ask(request: PageRequest, deps: NewPasswordRoutesDeps): Promise<Reply> {
  const { t, body, ip } = request;
  const email = emailFrom(body['email']);
  const key = textOf(body, 'email') ? 'account.bad-email' : 'sign-in.email-missing';
  if (email === null) return invalidForm('accounts/forgotten-password', askPage(request, textOf(body, 'email'), { email: { key } }));
  await askForNewPassword(deps, { email, ip });
  return page('accounts/mail-sent', {
    title: t('password.sent-title'),
    lead: t('password.sent', { email }),
    help: t('password.sent-help'),
    back: paths.signIn(),
  });
}

const choosePage = ({ t, lang, params }: PageRequest, email: string, { secondStep }: PasswordContext, errors: FieldErrors) => ({
  title: t('password.new-title'),
  action: paths.newPassword(params['token'] ?? ''),
  email,
  hint: passwordHint(t, secondStep),
  ...errorTexts(errors, { t, lang }),
});

async function choose(request: PageRequest, deps: NewPasswordRoutesDeps): Promise<Reply> {
  const { t, params, body, deviceTokens } = request;
  const token = params['token'] ?? '';
  try {
    const { personId } = await setNewPassword(deps, token, verbatim(body, 'password'));
    // Whoever reads the owner's mail is the owner: strangers who try passwords do not keep this browser out.
    const reply = redirect(paths.signIn(), { kind: 'success', text: t('password.set') });
    return { kind: 'know-device', deviceTokens: deps.devices.add(deviceTokens, personId), reply };
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    const { email, context } = await readPasswordLink(deps, token);
    return invalidForm('accounts/new-password', choosePage(request, email, context, error.fields));
  }
}

/** A forgotten password: asking for a link, and setting another one by it. */
export function newPasswordRoutes(deps: NewPasswordRoutesDeps): Route[] {
  return [
    get(paths.forgottenPassword(), anyone, (request) => page('accounts/forgotten-password', askPage(request, '', {}))),
    post(paths.forgottenPassword(), anyone, (request) => ask(request, deps)),
    get(paths.newPassword(':token'), linkHolder, async (request) => {
      const { email, context } = await readPasswordLink(deps, request.params['token'] ?? '');
      return page('accounts/new-password', choosePage(request, email, context, {}));
    }),
    post(paths.newPassword(':token'), linkHolder, (request) => choose(request, deps)),
  ];
}
