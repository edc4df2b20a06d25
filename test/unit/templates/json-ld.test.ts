import Handlebars from 'handlebars';
import { helpers } from '../../../src/templates/helpers.ts';

const handlebars = Handlebars.create();
handlebars.registerHelper(helpers);
const print = handlebars.compile('{{#if data}}{{jsonLd data}}{{/if}}');
const HEAD = '<script type="application/ld+json">';
const TAIL = '</script>';

test.each([
  '</script><script>alert(1)</script>', '<!--<script>', ']]>', '&lt;b&gt;', '"quotes" \\ and \n lines', '\u2028\u2029', 'zażółć gęślą jaźń', '<\u0000>',
])('%j stays data: the block ends where it should, and the text comes back whole', (name) => {
  const html = print({ data: { name } });
  expect(html.startsWith(HEAD) && html.endsWith(TAIL)).toBe(true);
  const inside = html.slice(HEAD.length, -TAIL.length);
  expect(inside).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(inside)).toEqual({ name });
});
