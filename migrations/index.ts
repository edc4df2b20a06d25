import { CreateAccounts1790000001000 } from './1790000001000-create-accounts.ts';
import { CreatePosts1790000002000 } from './1790000002000-create-posts.ts';
import { CreateSearch1790000003000 } from './1790000003000-create-search.ts';
import { CreateMatches1790000004000 } from './1790000004000-create-matches.ts';
import { CreateCommitments1790000005000 } from './1790000005000-create-commitments.ts';
import { CreateMail1790000006000 } from './1790000006000-create-mail.ts';
import { CreateCalendarToken1790000007000 } from './1790000007000-create-calendar-token.ts';

/** In the order they run. An explicit list: a file that is not named here does nothing. */
export const migrations = [
  CreateAccounts1790000001000,
  CreatePosts1790000002000,
  CreateSearch1790000003000,
  CreateMatches1790000004000,
  CreateCommitments1790000005000,
  CreateMail1790000006000,
  CreateCalendarToken1790000007000,
];
