import { isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { linkHolder, signedIn } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { askForNewAddress, confirmNewAddress, readAddressLink, restoreAddress, type AddressDeps } from './change-address.command.ts';
import { textOf, verbatim } from './fields.ts';
import { personIn } from './reader.ts';

const askPage = (request: PageRequest, email: string, errors: FieldErrors) => ({
  title: request.t('account.address-title'),
  action: paths.accountAddress(),
  back: paths.account(),
  current: personIn(request).email,
  email,
  ...errorTexts(errors, request),
});

async function ask(request: PageRequest, deps: AddressDeps): Promise<Reply> {
  const { body, t } = request;
  const actor = personIn(request);
  try {
    const email = await askForNewAddress(deps, actor, { email: body['email'], current: verbatim(body, 'current') });
    return page('accounts/mail-sent', {
      title: t('account.address-sent-title'),
      lead: t('account.address-sent', { email }),
      help: t('account.address-sent-help', { email: actor.email }),
      back: paths.account(),
    });
  } catch (error) {
    if (!isDomainError(error, 'invalid')) throw error;
    return invalidForm('accounts/address', askPage(request, textOf(body, 'email'), error.fields));
  }
}

type Purpose = 'new-address' | 'old-address';

async function ready(request: PageRequest, deps: AddressDeps, purpose: Purpose): Promise<Reply> {
  const { t, params } = request;
  const token = params['token'] ?? '';
  const { email } = await readAddressLink(deps, token, purpose);
  return page('accounts/press', {
    title: t(`account.${purpose}-title`),
    lead: t(`account.${purpose}-lead`, { email }),
    submit: t(`account.${purpose}-submit`),
    action: purpose === 'new-address' ? paths.newAddress(token) : paths.oldAddress(token),
  });
}

/** Change of address: asked for here, confirmed by a link at the new one, taken back by a link at the old one. */
export function addressRoutes(deps: AddressDeps): Route[] {
  const after = ({ actor }: PageRequest): string => (actor.kind === 'person' ? paths.account() : paths.signIn());
  return [
    get(paths.accountAddress(), signedIn, (request) => page('accounts/address', askPage(request, '', {}))),
    post(paths.accountAddress(), signedIn, (request) => ask(request, deps)),
    get(paths.newAddress(':token'), linkHolder, (request) => ready(request, deps, 'new-address')),
    post(paths.newAddress(':token'), linkHolder, async (request) => {
      const { email } = await confirmNewAddress(deps, request.params['token'] ?? '');
      return redirect(after(request), { kind: 'success', text: request.t('account.address-changed', { email }) });
    }),
    get(paths.oldAddress(':token'), linkHolder, (request) => ready(request, deps, 'old-address')),
    post(paths.oldAddress(':token'), linkHolder, async (request) => {
      const { email } = await restoreAddress(deps, request.params['token'] ?? '');
      return redirect(paths.signIn(), { kind: 'success', text: request.t('account.address-restored', { email }) });
    }),
  ];
}
