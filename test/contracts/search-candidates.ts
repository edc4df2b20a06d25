import type { CandidateQuery, SearchEngine } from '../../src/search/port.ts';
import { CLINIC, FIRM, namesOf, STRANGER, TODAY } from './search-corpus.ts';

/** What the matcher is given to score. */
export function candidateContract(engine: () => SearchEngine): void {
  describe('candidates', () => {
    const seek = async (parts: Partial<CandidateQuery>, limit = 2_000): Promise<string[]> =>
      namesOf(await engine().candidates({
        kind: 'offer', keys: [], concepts: [], excludeOrganisationId: STRANGER, near: null, today: TODAY, ...parts,
      }, limit));
    const shield = { id: 'face-shield', weight: 1 };

    test('share a concept, whatever the language', async () => {
      expect((await seek({ concepts: [shield] })).toSorted()).toEqual(['film', 'shields', 'visors']);
    });
    test('about the thing come before those for it', async () => {
      expect((await seek({ concepts: [shield] })).at(-1)).toBe('film');
    });
    test('come in the order of the weights', async () => {
      const found = await seek({ concepts: [{ id: 'gown', weight: 0.35 }, shield] });
      expect(found.at(-1)).toBe('gowns');
      expect(found).toHaveLength(4);
    });
    test('share a word where no concept is known', async () => {
      expect(await seek({ keys: [{ key: 'mosiezny', weight: 1 }] })).toEqual(['connectors']);
    });
    test('with concept and word come first', async () => {
      expect((await seek({ concepts: [shield], keys: [{ key: 'laser', weight: 1 }] }))[0]).toBe('visors');
    });
    test('are of the kind wanted', async () => {
      expect(await seek({ kind: 'need', concepts: [{ id: 'injection-moulding', weight: 1 }] })).toEqual(['handles']);
    });
    test('are never of the same organisation', async () => {
      expect(await seek({ concepts: [shield], excludeOrganisationId: FIRM })).toEqual([]);
      expect(await seek({ concepts: [shield], excludeOrganisationId: CLINIC })).toHaveLength(3);
      expect(await seek({ concepts: [shield], excludeOrganisationId: null })).toHaveLength(3);
    });
    test('include what only members may see', async () => {
      const found = await seek({ keys: [{ key: 'kombinezon', weight: 1 }] });
      expect(found.toSorted()).toEqual(['chosen', 'membersOnly']);
    });
    test('are open: neither ended nor covered', async () => {
      const keys = [{ key: 'termometr', weight: 1 }];
      expect(await seek({ keys })).toEqual(['lastDay']);
      expect(await seek({ keys, kind: 'need' })).toEqual([]);
      expect(await seek({ keys, today: '2020-04-02' })).toEqual([]);
    });
    test('equal otherwise, the nearer one first', async () => {
      const concepts = [{ id: 'face-shield', weight: 1 }];
      expect((await seek({ concepts, near: { lat: 53.0138, lng: 18.5984 } }))[0]).toBe('visors');
      expect((await seek({ concepts, near: { lat: 53.1235, lng: 18.0084 } }))[0]).toBe('shields');
    });
    test('stay within the limit', async () => {
      expect(await seek({ concepts: [shield] }, 2)).toHaveLength(2);
      expect(await seek({ concepts: [shield] }, 0)).toEqual([]);
    });
    test('are none for a post without words', async () => {
      expect(await seek({})).toEqual([]);
    });
    test.each(["o'key", 'back\\slash', 'a:b', 'nul\0', '\ud800', "'", '#face-shield', '', 'x'.repeat(5_000), '*'])(
      'take any key: %j',
      async (key) => {
        expect(await seek({ keys: [{ key, weight: 1 }], concepts: [{ id: key, weight: 1 }] })).not.toContain('gowns');
      },
    );
    test('take hundreds of keys', async () => {
      const keys = Array.from({ length: 600 }, (_, index) => ({ key: `nic${index}`, weight: 1 }));
      expect(await seek({ keys: [{ key: 'mosiezny', weight: 2 }, ...keys] })).toEqual(['connectors']);
    });
  });
}
