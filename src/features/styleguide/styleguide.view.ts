import { today } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import { boardSamples } from './board.view.ts';
import { coverageSamples } from './coverage.view.ts';
import { markSamples } from './marks.view.ts';
import { announcementSamples, mailRows, organisationSamples, photoSamples, plotSamples, understoodSamples } from './parts.view.ts';
import { reasonSamples } from './reasons.view.ts';
import { boardRows, commitmentRows, historyRows, matchRows, ownRows, searchRows, waitingRows } from './rows.view.ts';
import type { Stage } from './stage.view.ts';

const SECTIONS = ['coverage', 'reasons', 'marks', 'buttons', 'notices', 'fields', 'rows', 'board', 'empty', 'data', 'plots', 'photos', 'folding'];
const NOTICES = ['notice', 'success', 'warning', 'error'];

/* Variants of the button's class; the first is the plain one. */
const BUTTONS = ['', 'button--primary', 'button--danger', 'button--quiet', 'button--small'];

/** Exactly what `views/styleguide/styleguide.hbs` prints. */
export function styleguideView(input: Omit<Stage, 'today'>) {
  const stage: Stage = { ...input, today: today(input.now) };
  const { t } = stage.request;
  const choices = ['szt', 'kg', 'kpl'].map((value) => ({ value, label: t(`unit.${value}`) }));
  return {
    title: t('styleguide.title'),
    sections: SECTIONS.map((id) => ({ href: `#${id}`, label: t(`styleguide.section.${id}`) })),
    coverage: coverageSamples(stage),
    reasons: reasonSamples(stage),
    kinds: ['offer', 'need'],
    marks: markSamples(stage),
    buttons: BUTTONS,
    here: paths.styleguide(),
    notices: NOTICES.map((kind) => ({ kind, text: t(`styleguide.notice.${kind}`) })),
    form: {
      error: t('styleguide.sample.error'), hint: t('styleguide.sample.hint'), day: stage.today, choices,
      states: [{ id: 'right' }, { id: 'wrong', error: t('styleguide.sample.error') }],
      asked: [{ partial: 'textarea', id: 'asked', name: 'asked', label: t('post.reason'), value: '', rows: 2 }],
      errorList: [{ href: '#line-wrong', text: t('styleguide.sample.error') }, { href: null, text: t('styleguide.sample.text') }],
      can: { can: t('styleguide.sample.line'), machines: '' },
      names: stage.vocabulary.names(stage.request.lang).slice(0, 20),
      understood: understoodSamples(stage),
    },
    rows: {
      posts: boardRows(stage), own: ownRows(stage), matches: matchRows(stage), commitments: commitmentRows(stage), waiting: waitingRows(stage),
      searches: searchRows(stage),
    },
    board: boardSamples(stage),
    announcements: announcementSamples(stage),
    organisation: organisationSamples(stage),
    mails: mailRows(stage),
    versions: [{ label: t('post.description'), yours: t('styleguide.sample.text'), theirs: t('styleguide.sample.hint') }],
    plots: plotSamples(stage),
    photos: photoSamples(stage),
    history: historyRows(stage),
  };
}
