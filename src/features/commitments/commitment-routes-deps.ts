import type { Clock } from '../../kernel/clock.ts';
import type { Typeface } from '../../templates/pdf/fonts.ts';
import type { ActivityQueries } from '../activity/index.ts';
import type { EvidenceQueries } from '../evidence/index.ts';
import type { OrganisationQueries } from '../organisations/index.ts';
import type { PostQueries } from '../posts/index.ts';
import type { CommitmentDeps } from './commitment-deps.ts';
import type { CommitmentQueries } from './commitments.queries.ts';

/** What the pages of commitments need. */
export interface CommitmentRoutesDeps {
  commands: CommitmentDeps;
  commitments: CommitmentQueries;
  posts: PostQueries;
  organisations: OrganisationQueries;
  activity: ActivityQueries;
  evidence: EvidenceQueries;
  clock: Clock;
  /** What documents on paper are set in. */
  typeface: () => Typeface;
}
