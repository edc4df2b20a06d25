import { CreateAccounts1790000001000 } from './1790000001000-create-accounts.ts';
import { CreatePosts1790000002000 } from './1790000002000-create-posts.ts';
import { CreateSearch1790000003000 } from './1790000003000-create-search.ts';
import { CreateMatches1790000004000 } from './1790000004000-create-matches.ts';
import { CreateCommitments1790000005000 } from './1790000005000-create-commitments.ts';
import { CreateMail1790000006000 } from './1790000006000-create-mail.ts';
import { CreateCalendarToken1790000007000 } from './1790000007000-create-calendar-token.ts';
import { CreateSearchSync1790000008000 } from './1790000008000-create-search-sync.ts';
import { CreateSavedSearches1790000009000 } from './1790000009000-create-saved-searches.ts';
import { AddSignIns1790000010000 } from './1790000010000-add-sign-ins.ts';
import { CreateCodes1790000010100 } from './1790000010100-create-codes.ts';
import { CreateInvitations1790000010200 } from './1790000010200-create-invitations.ts';
import { CreatePasskeys1790000010300 } from './1790000010300-create-passkeys.ts';
import { CreateProviderIdentities1790000010400 } from './1790000010400-create-provider-identities.ts';
import { CreateFiles1790000011000 } from './1790000011000-create-files.ts';
import { AddJoining1790000011100 } from './1790000011100-add-joining.ts';
import { AddCertificateFiles1790000011200 } from './1790000011200-add-certificate-files.ts';
import { CreateOffice1790000012000 } from './1790000012000-create-office.ts';
import { AddPrivacyAndOperation1790000013000 } from './1790000013000-add-privacy-and-operation.ts';
import { AddMailPostsAndNames1790000014000 } from './1790000014000-add-mail-posts-and-names.ts';

/** In the order they run. An explicit list: a file that is not named here does nothing. */
export const migrations = [
  CreateAccounts1790000001000,
  CreatePosts1790000002000,
  CreateSearch1790000003000,
  CreateMatches1790000004000,
  CreateCommitments1790000005000,
  CreateMail1790000006000,
  CreateCalendarToken1790000007000,
  CreateSearchSync1790000008000,
  CreateSavedSearches1790000009000,
  AddSignIns1790000010000,
  CreateCodes1790000010100,
  CreateInvitations1790000010200,
  CreatePasskeys1790000010300,
  CreateProviderIdentities1790000010400,
  CreateFiles1790000011000,
  AddJoining1790000011100,
  AddCertificateFiles1790000011200,
  CreateOffice1790000012000,
  AddPrivacyAndOperation1790000013000,
  AddMailPostsAndNames1790000014000,
];
