import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import type { Language, OfficeRole } from '../../src/kernel/actor.ts';
import { hashPassword } from '../../src/features/accounts/index.ts';
import {
  findTowns,
  loadGazetteer,
  OrganisationSchema,
  type Organisation,
  type OrganisationKind,
} from '../../src/features/organisations/index.ts';
import { ROOT } from '../support/exchange.ts';
import { addMember, addOrganisation } from '../support/people.ts';

/** The near firm prints, the English one makes most, the far one is too far. */
export type Role = 'clinic' | 'near' | 'english' | 'far' | 'office';

export const PASSWORD = 'glowne-zadanie-2026';

interface Part {
  role: Role;
  organisation: string;
  kind: OrganisationKind;
  town: string;
  person: string;
  email: string;
  language: Language;
  officeRole?: OfficeRole;
}

const PARTS: readonly Part[] = [
  {
    role: 'clinic',
    organisation: 'Przychodnia Pod Topolą',
    kind: 'health-care',
    town: 'Bydgoszcz',
    person: 'Maria Topolska',
    email: 'zamowienia@pod-topola.example',
    language: 'pl',
  },
  {
    role: 'near',
    organisation: 'Drukarnia Przestrzenna Warstwa',
    kind: 'firm',
    town: 'Toruń',
    person: 'Piotr Warstwa',
    email: 'piotr@warstwa.example',
    language: 'pl',
  },
  {
    role: 'english',
    organisation: 'Clear Visor Works',
    kind: 'firm',
    town: 'Inowrocław',
    person: 'Emma Visor',
    email: 'emma@clear-visor.example',
    language: 'en',
  },
  {
    role: 'far',
    organisation: 'Wtryskownia Pod Wawelem',
    kind: 'firm',
    town: 'Kraków',
    person: 'Jan Wawelski',
    email: 'jan@pod-wawelem.example',
    language: 'pl',
  },
  {
    role: 'office',
    organisation: 'Biuro klastra',
    kind: 'office',
    town: 'Bydgoszcz',
    person: 'Joanna Biurowa',
    email: 'joanna@biuro.example',
    language: 'pl',
    officeRole: 'coordinator',
  },
];

/** Stores the organisations (the office is there already) and one person of each. */
export async function addCast(manager: EntityManager, now: Date): Promise<readonly Part[]> {
  const towns = loadGazetteer(join(ROOT, 'data', 'gazetteer', 'towns-pl.tsv'));
  const passwordHash = await hashPassword(PASSWORD);
  for (const { organisation: name, kind, town: townName, person, ...member } of PARTS) {
    const [town] = findTowns(towns, townName, 1);
    if (!town) throw new Error(`no town ${townName}`);
    const organisation =
      kind === 'office'
        ? await manager.findOneByOrFail<Organisation>(OrganisationSchema, { kind })
        : await addOrganisation(manager, { kind, name, town }, now);
    const { email, language, officeRole } = member;
    await addMember(
      manager,
      organisation,
      { name: person, email, language, passwordHash, ...(officeRole ? { officeRole } : {}) },
      now,
    );
  }
  return PARTS;
}
