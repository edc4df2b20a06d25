import { hashPassword } from '../../src/features/accounts/index.ts';
import { schemas } from '../../src/compose.ts';
import { createDataSource } from '../../src/db/data-source.ts';
import { addMember, addOrganisation } from '../support/people.ts';

export const PASSWORD = 'nobody-loses-anything';
const TOWNS = [
  { name: 'Bydgoszcz', region: 'kujawsko-pomorskie', lat: 53.1235, lng: 18.0084 },
  { name: 'Toruń', region: 'kujawsko-pomorskie', lat: 53.0138, lng: 18.5984 },
  { name: 'Inowrocław', region: 'kujawsko-pomorskie', lat: 52.7989, lng: 18.2636 },
];

/** Clinics that ask and firms that supply, each with one person. Returns their addresses. */
export async function enrol(url: string, clinics: number, firms: number): Promise<{ clinics: string[]; firms: string[] }> {
  const dataSource = await createDataSource({ url, schemas }).initialize();
  const passwordHash = await hashPassword(PASSWORD);
  try {
    return await dataSource.transaction(async (manager) => {
      const some = async (kind: 'health-care' | 'firm', count: number): Promise<string[]> => {
        const addresses: string[] = [];
        for (let at = 0; at < count; at += 1) {
          const town = TOWNS[at % TOWNS.length] ?? { name: 'Bydgoszcz', lat: null, lng: null };
          const organisation = await addOrganisation(manager, { kind, name: `${kind} ${at}`, town }, new Date());
          const email = `${kind}-${at}@ledger.example`;
          await addMember(manager, organisation, { name: `${kind} ${at}`, email, language: 'pl', passwordHash }, new Date());
          addresses.push(email);
        }
        return addresses;
      };
      return { clinics: await some('health-care', clinics), firms: await some('firm', firms) };
    });
  } finally {
    await dataSource.destroy();
  }
}
