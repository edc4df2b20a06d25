import type { SearchDocument } from './port.ts';

/** Of several versions of a post the newest, of the same version the last one given. */
export function newestOf(documents: readonly SearchDocument[]): SearchDocument[] {
  const newest = new Map<string, SearchDocument>();
  for (const document of documents) {
    if ((newest.get(document.id)?.version ?? -Infinity) <= document.version) newest.set(document.id, document);
  }
  return [...newest.values()];
}
