import { letsIn, roleOf, type PolicyName } from './permissions.ts';
import type { RoutePolicy } from './route.ts';

/* Every policy is a line of the table of permissions. */
const from = (name: PolicyName): RoutePolicy => ({ name, allows: (actor) => letsIn(name, roleOf(actor)) });

export const anyone = from('anyone');

export const signedIn = from('signed in');

/** Acts for an organisation, approved or not, or for the office. */
export const actsForOrganisation = from('acts for an organisation');

/** Looks after the people and the profile of an organisation, or is of the office. */
export const administersOrganisation = from('administers an organisation');

export const office = from('office');

export const administrator = from('administrator');

/** Whoever holds an unforgeable link from a mail; the handler checks the link itself. */
export const linkHolder = from('holder of a mail link');

/** Whoever knows an address that a person has made for a calendar; the handler checks it. */
export const addressHolder = from('holder of a private address');
