import type { PersonActor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { TEXT_VERSIONS } from '../evidence/index.ts';
import { applicationRepository, contentFrom, suspendOrganisation } from '../joining/index.ts';
import type { Organisation } from '../organisations/index.ts';
import type { DemoData } from './demo-data.ts';
import type { Stage } from './seed-deps.ts';
import type { Cast } from './seed-people.ts';

/** Why a member of the demo is out for a time. */
const SUSPENDED_BECAUSE = 'Pracownia nie odbiera telefonów od dwóch miesięcy.';

async function seedApplication(stage: Stage, organisation: Organisation, person: PersonActor): Promise<void> {
  const { createdAt } = organisation;
  await stage.uow.run(async ({ manager }) => {
    await applicationRepository(manager).insertOnce({
      id: newId(), organisationId: organisation.id, personId: person.personId, email: person.email, personName: person.name,
      language: person.language, content: contentFrom(organisation), informationVersion: TEXT_VERSIONS.join, state: 'waiting',
      submissionKey: newId(), createdAt, verifiedAt: createdAt, decidedAt: null, decidedBy: null, reason: null,
    });
  });
}

/** Who applied: the form behind an organisation that waits for the office. */
export async function seedApplications(stage: Stage, data: DemoData, cast: Cast): Promise<void> {
  for (const demo of data.organisations.filter(({ membership }) => membership.state === 'applied')) {
    const organisation = cast.organisations.get(demo.id);
    const person = data.people.find((one) => one.organisation === demo.id);
    const actor = person && cast.people.get(person.id);
    if (organisation && actor) await seedApplication(stage, organisation, actor);
  }
}

/** Who is out for a time, by the office's own command, with what of theirs was on the board. */
export async function seedSuspensions(stage: Stage, data: DemoData, cast: Cast): Promise<void> {
  const office = [...cast.people.values()].find(({ officeRole }) => officeRole === 'coordinator');
  for (const demo of data.organisations.filter(({ membership }) => membership.state === 'suspended')) {
    const organisationId = cast.organisations.get(demo.id)?.id;
    if (office && organisationId) {
      const deps = { ...stage.commitments, posts: stage.posts, officeMail: null };
      await suspendOrganisation(deps, office, { organisationId, reason: SUSPENDED_BECAUSE });
    }
  }
}
