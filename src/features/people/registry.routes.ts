import { DomainError, isDomainError, type FieldErrors } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { pageFrom } from '../../kernel/page.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { administrator } from '../../web/policies.ts';
import { get, invalidForm, one, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { personIn, textOf, type Person } from '../accounts/index.ts';
import { disablePerson, enablePerson, setOfficeRole, takeCodesOff } from './administer-person.command.ts';
import type { PeopleDeps } from './people-deps.ts';
import { eventsOf, findPerson, searchPeople, SHOWN } from './registry.queries.ts';
import { personView, registryView, type RegistryForm } from './registry.view.ts';

const PAGE_SIZE = 50;
const LONGEST_SEARCH = 100;

async function list(request: PageRequest, { uow }: PeopleDeps): Promise<Reply> {
  const q = textOf({ q: one(request.query['q']) }, 'q').slice(0, LONGEST_SEARCH);
  const shown = SHOWN.find((value) => value === one(request.query['shown'])) ?? 'all';
  const found = await uow.run(({ manager }) => searchPeople(manager, q, shown, pageFrom(one(request.query['page']), PAGE_SIZE)));
  return page('people/registry', registryView(request.t, found, { q, shown }));
}

async function personPage(request: PageRequest, { uow }: PeopleDeps, form: RegistryForm | null, errors: FieldErrors) {
  const { t, body, params } = request;
  const id = params['id'] ?? '';
  const [row, events] = isId(id)
    ? await uow.run(async ({ manager }) => [await findPerson(manager, id), await eventsOf(manager, id)] as const)
    : [null, []];
  if (!row) throw new DomainError('not-found', 'errors.not-found');
  const texts = errorTexts(errors, request);
  return {
    ...personView(t, row, events, form, { role: textOf(body, 'role'), reason: textOf(body, 'reason') }),
    roleErrors: form === 'role' ? texts.errors : {},
    stateErrors: form === 'state' ? texts.errors : {},
    codesErrors: form === 'codes' ? texts.errors : {},
    errorList: Object.entries(texts.errors).map(([name, text]) => ({ href: `#${form ?? ''}-${name}`, text })),
  };
}

type Verb = (deps: PeopleDeps, actor: ReturnType<typeof personIn>, personId: string, body: Record<string, unknown>) => Promise<Person>;

async function change(request: PageRequest, deps: PeopleDeps, form: RegistryForm, verb: Verb, done: string): Promise<Reply> {
  const id = request.params['id'] ?? '';
  try {
    const { name } = await verb(deps, personIn(request), id, request.body);
    return redirect(paths.officePerson(id), { kind: 'success', text: request.t(done, { person: name }) });
  } catch (error) {
    if (isDomainError(error, 'conflict')) {
      const problem = request.t(error.key, error.data);
      return page('people/person', { ...(await personPage(request, deps, form, {})), problem }, { status: 409 });
    }
    if (!isDomainError(error, 'invalid')) throw error;
    return invalidForm('people/person', await personPage(request, deps, form, error.fields));
  }
}

/** The administrator's pages of all people: search, role in the office, locking out and letting in. */
export function registryRoutes(deps: PeopleDeps): Route[] {
  return [
    get(paths.officePeople(), administrator, (request) => list(request, deps)),
    get(paths.officePerson(':id'), administrator, async (request) => page('people/person', await personPage(request, deps, null, {}))),
    post(paths.officePersonRole(':id'), administrator, (request) => change(request, deps, 'role', setOfficeRole, 'people.office-role-set')),
    post(paths.officePersonDisabling(':id'), administrator, (request) => change(request, deps, 'state', disablePerson, 'people.disabled')),
    post(paths.officePersonCodesRemoval(':id'), administrator, (request) =>
      change(request, deps, 'codes', takeCodesOff, 'people.codes-taken-off')),
    post(paths.officePersonEnabling(':id'), administrator, (request) => change(request, deps, 'state', enablePerson, 'people.enabled')),
  ];
}
