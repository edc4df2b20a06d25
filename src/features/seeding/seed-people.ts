import type { PersonActor } from '../../kernel/actor.ts';
import { addDays, today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { hashPassword, personRepository } from '../accounts/index.ts';
import {
  CertificateSchema, findTowns, OrganisationSchema, type Certificate, type Check, type Organisation, type Town,
} from '../organisations/index.ts';
import type { DemoData, DemoOrganisation, DemoPerson } from './demo-data.ts';
import type { Stage } from './seed-deps.ts';

/** Password of every demo account; production never seeds the demo. */
export const DEMO_PASSWORD = 'gielda-demo-2026';

/** The four kinds of people that a visitor of the demo may be; `label` is a message. */
export const DEMO_SIGN_INS = [
  ['agnieszka.lipka@zolty-parasol.example', 'sign-in.demo.clinic'],
  ['robert.jaskolka@prosta-folia.example', 'sign-in.demo.firm'],
  ['joanna.wrzos@klaster-zakole.example', 'sign-in.demo.coordinator'],
  ['tomasz.iglicki@klaster-zakole.example', 'sign-in.demo.admin'],
].map(([email = '', label = '']) => ({ email, label, password: DEMO_PASSWORD }));

/** What the data calls the checks of the office. */
const DEMO_CHECKS = { nip: 'register', address: 'address', phone: 'phone' } as const;

const DAY = 86_400_000;
const ago = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY);

export interface Cast {
  organisations: Map<string, Organisation>;
  people: Map<string, PersonActor>;
}

const checksOf = ({ verified }: DemoOrganisation): Check[] => (verified?.checked ?? []).map((done) => DEMO_CHECKS[done]);

function organisationOf(demo: DemoOrganisation, towns: readonly Town[], now: Date): Organisation {
  const [town] = findTowns(towns, `${demo.place.town}, ${demo.place.region}`, 1);
  return {
    id: newId(),
    kind: demo.kind,
    name: demo.name,
    country: demo.country,
    nip: demo.nip,
    regon: null,
    registrationNumber: null,
    townId: town?.id ?? null,
    townName: demo.place.town,
    region: demo.place.region,
    lat: town?.lat ?? null,
    lng: town?.lng ?? null,
    website: demo.website,
    capabilities: demo.capabilities,
    machines: [],
    contact: demo.contact,
    // Suspended in the end, by the command that does so.
    membership: demo.membership.state === 'suspended' ? 'approved' : demo.membership.state,
    membershipReason: null,
    checkedAt: demo.verified ? ago(now, demo.verified.daysAgo) : null,
    checks: checksOf(demo),
    confirmedAt: demo.verified ? ago(now, demo.verified.daysAgo) : null,
    confirmationAskedAt: null,
    createdAt: ago(now, demo.membership.sinceDaysAgo),
    version: 1,
  };
}

function actorOf(id: string, demo: DemoPerson, organisation: Organisation): PersonActor {
  const isOffice = demo.role === 'coordinator' || demo.role === 'administrator';
  return {
    kind: 'person',
    personId: id,
    name: demo.name,
    email: demo.email,
    language: demo.language,
    officeRole: demo.role === 'coordinator' || demo.role === 'administrator' ? demo.role : null,
    organisation: {
      id: organisation.id,
      name: organisation.name,
      role: isOffice || demo.role === 'organisation-admin' ? 'organisation-admin' : 'editor',
      approved: organisation.membership === 'approved',
    },
  };
}

/** Stores the fictitious organisations and people. Returns them by their names in the data. */
export async function seedCast(stage: Stage, data: DemoData, towns: readonly Town[], now: Date): Promise<Cast> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return stage.uow.run(async ({ manager }) => {
    const organisations = new Map<string, Organisation>();
    for (const demo of data.organisations) {
      const organisation = organisationOf(demo, towns, now);
      organisations.set(demo.id, organisation);
      await manager.insert<Organisation>(OrganisationSchema, organisation);
      const certificates = demo.certificates.map(({ name, validForDays }) => ({
        id: newId(), organisationId: organisation.id, name, validUntil: addDays(today(now), validForDays),
      }));
      await manager.insert<Certificate>(CertificateSchema, certificates);
    }
    const people = new Map<string, PersonActor>();
    for (const demo of data.people) {
      const organisation = organisations.get(demo.organisation);
      if (!organisation) throw new Error(`no organisation ${demo.organisation}`);
      const shape = actorOf('', demo, organisation);
      const person = await personRepository(manager).insert(
        { email: demo.email, name: demo.name, language: demo.language, passwordHash, officeRole: shape.officeRole }, now);
      await personRepository(manager).join(person.id, organisation.id, shape.organisation?.role ?? 'editor', now);
      people.set(demo.id, { ...shape, personId: person.id });
    }
    return { organisations, people };
  });
}
