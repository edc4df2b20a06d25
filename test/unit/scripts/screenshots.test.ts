import { contactSheet } from '../../../scripts/screenshots/contact-sheet.ts';
import { isWanted, shotOptions, slugOf } from '../../../scripts/screenshots/options.ts';

describe('which pictures are taken', () => {
  test('all of them, unless told', () => {
    expect(shotOptions(['pictures'])).toEqual(
      { folder: 'pictures', only: null, languages: ['pl', 'en'], widths: [360, 768, 1280], schemes: ['light', 'dark'] });
    expect(shotOptions([]).folder).toMatch(/var.screenshots$/);
  });
  test('some values of each, in their own order', () => {
    expect(shotOptions(['--only', 'board', '--lang', 'en', '--width', '1280, 360', '--scheme', 'dark']))
      .toMatchObject({ only: 'board', languages: ['en'], widths: [360, 1280], schemes: ['dark'] });
  });
  test.each([['--lang', 'de'], ['--width', '400'], ['--scheme', ''], ['--other', 'x']])('%s %s is refused', (name, value) => {
    expect(() => shotOptions([name, value])).toThrow(name === '--other' ? /other/ : /knows/);
  });
  test('a page is meant by part of its name or the beginning of its address', () => {
    const place = { name: 'Need, for its owner', path: '/posts/1' };
    expect(['need for', '/posts', 'OWNER', 'offer', '/office'].map((only) => isWanted({ only }, place))).toEqual([true, true, true, false, false]);
    expect(isWanted({ only: null }, place)).toBe(true);
    expect(slugOf('  404: not "found"')).toBe('404-not-found');
  });
});

test('the sheet has a section for each group, and marks what is wrong', () => {
  const shot = { file: 'pl-360-dark/001-board.png', name: 'board', group: 'pl-360-dark', faults: [] };
  const sheet = contactSheet([shot, { ...shot, group: 'en-360-dark', name: '<b>', faults: ['"x" < y'] }]);
  expect(sheet.match(/<section/g)).toHaveLength(2);
  expect(sheet).toContain('class="faulty" title="&quot;x&quot; &lt; y"');
  expect(sheet).not.toContain('<b>');
});
