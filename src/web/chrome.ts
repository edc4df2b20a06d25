import { actsOnBehalf, isAdministrator, isOffice, organisationOf, type Actor, type Language } from '../kernel/actor.ts';
import { paths, withQuery } from '../paths.ts';
import type { Translate } from '../templates/i18n.ts';
import type { Flash } from './route.ts';

/** What surrounds every page: navigation, account, language switch. Exactly what the layouts print. */
export interface Chrome {
  lang: Language;
  t: Translate;
  /** The same page in the other language; null where asking for it would lose what was typed. */
  other: { lang: Language; href: string; label: string } | null;
  nav: { href: string; label: string; current: boolean }[];
  footer: { href: string; label: string }[];
  person: { name: string; organisation: string | null } | null;
  /** The organisation in whose place somebody of the office stands, and how to end it. */
  onBehalf: { organisation: string; end: string } | null;
  /** Where somebody of the office steps into an organisation's place; `current`: the one they act for now. */
  standIn: { action: string; current: string | null } | null;
  flash: Flash | null;
  page: { path: string };
  demo: boolean;
  signIn: string;
  signOut: string;
  account: string;
  preferences: string;
  /** The page of the own organisation, for those who look after it. */
  ownOrganisation: string | null;
}

export interface ChromeInput {
  actor: Actor;
  lang: Language;
  t: Translate;
  path: string;
  /** False of an answer to a form: it has no address that could be asked for once more. */
  hasAddress: boolean;
  flash: Flash | null;
  demo: boolean;
}

function navigation(actor: Actor, t: Translate): { href: string; label: string }[] {
  const items = [{ href: paths.board(), label: t('layout.nav.board') }];
  if (actor.kind === 'person') {
    items.push({ href: paths.newPost(), label: t('layout.nav.post') }, { href: paths.dashboard(), label: t('layout.nav.dashboard') });
  }
  if (actor.kind === 'visitor') items.push({ href: paths.join(), label: t('layout.nav.join') });
  if (isOffice(actor)) items.push({ href: paths.office(), label: t('layout.nav.office') });
  if (isAdministrator(actor)) items.push({ href: paths.officePeople(), label: t('layout.nav.people') });
  return items;
}

const standsFor = (actor: Actor): Chrome['onBehalf'] =>
  actor.kind === 'person' && actor.organisation && actsOnBehalf(actor)
    ? { organisation: actor.organisation.name, end: paths.officeActingForEnd() } : null;

/** The same page in the other language, everything else of its address kept. */
export function inLanguage(path: string, lang: Language): string {
  const cut = path.includes('?') ? path.indexOf('?') : path.length;
  const asked = new URLSearchParams(path.slice(cut));
  asked.delete('lang');
  const query = Object.fromEntries([...new Set(asked.keys())].map((name) => [name, asked.getAll(name)]));
  // Two slashes at the start would lead to another host.
  return withQuery(path.slice(0, cut).replace(/^\/*/, '/'), { ...query, lang });
}

/* The office's own has nothing to look after: it is what the administrator made. */
const ownOrganisationOf = (actor: Actor): string | null =>
  actor.kind === 'person' && actor.organisation?.role === 'organisation-admin' && !isOffice(actor)
    ? paths.organisationMembership(actor.organisation.id) : null;

export function chromeOf(input: ChromeInput): Chrome {
  const { actor, lang, t } = input;
  const otherLang = lang === 'pl' ? 'en' : 'pl';
  const here = input.path.split('?')[0];
  return {
    lang,
    t,
    other: input.hasAddress ? { lang: otherLang, href: inLanguage(input.path, otherLang), label: t('layout.other-language') } : null,
    nav: navigation(actor, t).map((item) => ({ ...item, current: item.href.split('?')[0] === here })),
    footer: [
      { href: paths.about(), label: t('layout.footer.about') },
      { href: paths.impact(), label: t('layout.footer.impact') },
      { href: paths.privacy(), label: t('layout.footer.privacy') },
      { href: paths.accessibility(), label: t('layout.footer.accessibility') },
      ...(input.demo ? [{ href: paths.mailbox(), label: t('layout.footer.mailbox') }] : []),
    ],
    person: actor.kind === 'person' ? { name: actor.name, organisation: actor.organisation?.name ?? null } : null,
    onBehalf: standsFor(actor),
    standIn: isOffice(actor) ? { action: paths.officeActingFor(), current: organisationOf(actor) } : null,
    flash: input.flash,
    page: { path: input.path },
    demo: input.demo,
    signIn: paths.signIn(),
    signOut: paths.signOut(),
    account: paths.account(),
    preferences: paths.preferences(),
    ownOrganisation: ownOrganisationOf(actor),
  };
}
