import { isAdministrator, isOffice } from '../kernel/actor.ts';
import type { RoutePolicy } from './route.ts';

export const anyone: RoutePolicy = { name: 'anyone', allows: () => true };

export const signedIn: RoutePolicy = { name: 'signed in', allows: (actor) => actor.kind === 'person' };

/** Acts for an organisation, approved or not, or for the office. */
export const actsForOrganisation: RoutePolicy = {
  name: 'acts for an organisation',
  allows: (actor) => actor.kind === 'person' && (actor.organisation !== null || actor.officeRole !== null),
};

export const office: RoutePolicy = { name: 'office', allows: (actor) => isOffice(actor) };

export const administrator: RoutePolicy = { name: 'administrator', allows: (actor) => isAdministrator(actor) };

/** Whoever holds an unforgeable link from a mail; the handler checks the link itself. */
export const linkHolder: RoutePolicy = { name: 'holder of a mail link', allows: () => true };

/** Whoever knows an address that a person has made for a calendar; the handler checks it. */
export const addressHolder: RoutePolicy = { name: 'holder of a private address', allows: () => true };
