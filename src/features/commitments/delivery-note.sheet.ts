import { TaggedDocument, type DocumentOptions } from '../../templates/pdf/tagged-document.ts';
import type { DeliveryNote } from './delivery-note.view.ts';

/** The note on paper: one page as a rule, tagged for screen readers. */
export function deliveryNoteSheet(note: DeliveryNote, options: Omit<DocumentOptions, 'title'>): Promise<Buffer> {
  const sheet = new TaggedDocument({ ...options, title: note.title });
  sheet.heading(1, note.title);
  sheet.paragraph(note.lead);
  for (const { heading, columns, rows } of note.sections) {
    sheet.heading(2, heading);
    sheet.table(columns, rows);
  }
  sheet.paragraph(note.closing);
  return sheet.end();
}
