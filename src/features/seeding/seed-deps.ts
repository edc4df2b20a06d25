import type { DataSource } from 'typeorm';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { createUnitOfWork } from '../../db/unit-of-work.ts';
import { newId } from '../../kernel/ids.ts';
import { fixedClock, type Clock } from '../../kernel/clock.ts';
import type { Mailer } from '../../mail/mailer.repository.ts';
import type { SearchEngine } from '../../search/port.ts';
import type { Messages } from '../../templates/i18n.ts';
import type { Analyser } from '../../text/types.ts';
import { postGuards, type CommitmentDeps } from '../commitments/index.ts';
import type { Town } from '../organisations/index.ts';
import { MATCH_POST, type PostCommandDeps } from '../posts/index.ts';

/** What seeding needs of the exchange. */
export interface SeedDeps {
  dataSource: DataSource;
  analyser: Analyser;
  search: SearchEngine;
  messages: Messages;
  towns: readonly Town[];
  clock: Clock;
  /** Folder of `data/demo`. */
  folder: string;
}

/** The exchange's own commands on a clock that can be set back: the demo's history is played, not written into tables. */
export interface Stage {
  clock: ReturnType<typeof fixedClock>;
  uow: UnitOfWork;
  posts: PostCommandDeps;
  commitments: CommitmentDeps;
}

const silentMailer: Mailer = {
  send: () => Promise.resolve(newId()),
  link: () => Promise.resolve({ id: newId(), url: '' }),
};

/** Nobody is mailed about the past; of the jobs only matching is kept, which runs after the start. */
function quiet(uow: UnitOfWork): UnitOfWork {
  return {
    run: (body) =>
      uow.run((work) =>
        body({ ...work, addJob: async (job) => (job.name === MATCH_POST ? work.addJob(job) : undefined) }),
      ),
  };
}

export function setStage(deps: SeedDeps, start: Date): Stage {
  const clock = fixedClock(start);
  const uow = quiet(createUnitOfWork(deps.dataSource, clock));
  const posts: PostCommandDeps = { uow, analyser: deps.analyser, search: deps.search, guards: postGuards() };
  return { clock, uow, posts, commitments: { uow, mailer: silentMailer, messages: deps.messages, posts } };
}
