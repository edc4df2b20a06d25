import { helpers } from '../../../src/templates/helpers.ts';

test('words that were searched are marked, and nothing in a text is taken for HTML', () => {
  const runs = [{ text: '<b>', hit: false }, { text: 'maski & "inne"', hit: true }, { text: '', hit: false }];
  expect(helpers.marked(runs).toString()).toBe('&lt;b&gt;<mark>maski &amp; &quot;inne&quot;</mark>');
});
