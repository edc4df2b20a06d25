import { fit } from '../../../src/features/matches/fit.ts';
import type { PostConcept } from '../../../src/features/matches/fit-post.ts';
import { buildKnowledge } from '../../../src/features/matches/knowledge.ts';
import { weigh } from '../../../src/features/matches/weigh.ts';
import type { Concept } from '../../../src/text/types.ts';
import { TODAY, aNeed, anOffer, context, head } from './posts.ts';

const concept = (id: string, kind: Concept['kind'], more: Partial<Concept> = {}): Concept =>
  ({ id, kind, pl: [id], en: [id], ...more });

const VOCABULARY: Concept[] = [
  concept('clothing', 'product'), concept('gown', 'product', { broader: ['clothing'] }),
  concept('mask', 'product'), concept('gloves', 'product'), concept('press', 'machine'),
  concept('transport', 'service'), concept('repair', 'service'), concept('training', 'service'),
  concept('sewing', 'process', { canMake: ['gown'] }), concept('mould', 'tooling'), concept('bushing', 'product'),
];
const knowledge = buildKnowledge(VOCABULARY, { version: 'test', keysOf: (word) => [word] }, () => 1);

const text = (concepts: PostConcept[], titleKeys: string[] = ['title'], keys = titleKeys) =>
  ({ concepts, titleKeys, keys });
const inBody = (id: string): PostConcept => ({ id, role: 'head', inTitle: false });
const weights = (side: 'need' | 'offer', ...args: Parameters<typeof text>) =>
  Object.fromEntries(weigh(text(...args), side, knowledge).map(({ id, weight }) => [id, weight]));
const verdict = (need: ReturnType<typeof text>, offer: ReturnType<typeof text>) =>
  fit(aNeed(need), anOffer(offer), knowledge, TODAY).verdict;

describe('how much a post is about its concepts', () => {
  test('the first head of the title most, context less, the description least of all in an offer', () => {
    const concepts = [head('gown'), head('gloves'), context('mask'), inBody('press')];
    expect(weights('need', concepts)).toEqual({ gown: 1, gloves: 0.85, mask: 0.45, press: 0.5 });
    expect(weights('offer', concepts)).toEqual({ gown: 1, gloves: 0.7, mask: 0.45, press: 0.25 });
  });

  test('without a title the description is the title', () => {
    expect(weights('need', [inBody('mask')], [])).toEqual({ mask: 1 });
  });

  test('a title that names nothing known leaves a doubt', () => {
    expect(weights('need', [inBody('press')])).toEqual({ press: 0.7 });
  });

  test('a list of goods under such a title leaves none', () => {
    const list = [inBody('mask'), inBody('gown'), inBody('gloves'), inBody('sewing')];
    expect(weights('need', list)).toEqual({ mask: 1, gown: 1, gloves: 1, sewing: 0.7 });
  });

  test('goods after a piece of work are its object, unless the work makes them', () => {
    expect(weights('offer', [head('training'), head('press')])).toEqual({ training: 1, press: 0.45 });
    expect(weights('offer', [head('sewing'), head('gown')])).toEqual({ sewing: 1, gown: 0.7 });
    expect(weights('offer', [head('gown'), head('sewing')])).toEqual({ gown: 1, sewing: 0.7 });
  });
});

test('a kind of things that is also named one by one only sums them up', () => {
  const concepts = [head('clothing'), head('gown')];
  expect(weights('need', concepts)).toEqual({ clothing: 0.45, gown: 1 });
  expect(weights('need', [head('clothing'), head('mask')])).toEqual({ clothing: 1, mask: 0.85 });
});

test('one thing of a list is worth a mail', () => {
  const list = text([inBody('mask'), inBody('gown'), inBody('gloves'), inBody('press')]);
  expect(verdict(list, text([head('gloves')]))).toBe('fits');
});

test('training on a machine is not the machine, repair of a mould not its bushing', () => {
  expect(verdict(text([head('press')]), text([head('training'), head('press')]))).not.toBe('fits');
  expect(verdict(text([head('repair'), head('bushing')]), text([head('bushing')]))).not.toBe('fits');
});

describe('a service is known by what it is done to', () => {
  const need = text([head('transport')], ['transport', 'probek'], ['transport', 'probek', 'chlodnia']);

  test('the bare service: maybe', () => {
    expect(verdict(need, text([head('transport')], ['transport']))).toBe('maybe');
  });

  test('with a further word in common: fits', () => {
    expect(verdict(need, text([head('transport')], ['transport', 'probek']))).toBe('fits');
  });

  test('with a second concept in common: fits', () => {
    const both = [head('transport'), head('mould')];
    expect(verdict(text(both, ['transport']), text(both, ['transport']))).toBe('fits');
  });
});
