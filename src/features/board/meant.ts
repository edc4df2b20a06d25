import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import { townCalled, type OrganisationQueries, type Town } from '../organisations/index.ts';
import { withoutFilters, type SearchState } from '../searches/index.ts';
import { addressOf } from './board-filters.view.ts';

interface MeantDeps {
  towns: readonly Town[];
  organisations: OrganisationQueries;
}

/** What a search may be meant for besides words of posts. */
export interface Meant {
  label: string;
  href: string;
}

const ORGANISATIONS = 3;
const SHORTEST = 3;

/**
 * Posts are found by what they are about. Whoever types a town is shown the way to what is near it, and whoever types the
 * name of an organisation and finds nothing, the way to that.
 */
export async function meantBy(deps: MeantDeps, t: Translate, state: SearchState, found: number): Promise<Meant[]> {
  const { text } = state;
  if (text.length < SHORTEST) return [];
  const town = townCalled(deps.towns, text);
  const organisations = found === 0 ? await deps.organisations.called(text, ORGANISATIONS) : [];
  return [
    ...(town ? [{
      label: t('board.meant-town', { town: town.name }),
      href: addressOf({ ...withoutFilters(state), text: '' }, { town: town.name, sort: 'nearest' }),
    }] : []),
    ...organisations.map(({ id, name }) => ({ label: t('board.meant-organisation', { name }), href: paths.organisation(id) })),
  ];
}
