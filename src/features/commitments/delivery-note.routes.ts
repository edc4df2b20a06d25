import { paths } from '../../paths.ts';
import { actsForOrganisation } from '../../web/policies.ts';
import { file, get, type Route } from '../../web/route.ts';
import type { CommitmentRoutesDeps } from './commitment-routes-deps.ts';
import { deliveryNoteSheet } from './delivery-note.sheet.ts';
import { deliveryNoteView } from './delivery-note.view.ts';
import { noteContactViews } from './note-contact-views.command.ts';

/** The paper that travels with a parcel, in the reader's language; for the two sides and the office. */
export const deliveryNoteRoutes = (deps: Pick<CommitmentRoutesDeps, 'commands' | 'commitments' | 'clock' | 'typeface'>): Route[] => [
  get(paths.deliveryNote(':id', ':delivery'), actsForOrganisation, async ({ actor, params, t, lang }) => {
    const found = await deps.commitments.page(actor, params['id'] ?? '');
    const note = deliveryNoteView({ t, lang }, found, params['delivery'] ?? '');
    await noteContactViews(deps.commands, actor, found, 'note');
    const sheet = await deliveryNoteSheet(note, { typeface: deps.typeface(), lang, now: deps.clock.now() });
    return file(sheet, 'application/pdf', note.name);
  }),
];
