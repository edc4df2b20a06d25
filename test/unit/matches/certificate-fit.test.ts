import { certificateFit, proofFit } from '../../../src/features/matches/certificate-fit.ts';
import type { Proof } from '../../../src/features/matches/fit-post.ts';
import { aNeed, anOffer } from './posts.ts';

interface Case {
  required: string[];
  held: string[];
  proof?: Proof;
  codes: string[];
  cap: string;
}

const CASES: Case[] = [
  { required: [], held: [], codes: [], cap: 'fits' },
  { required: ['CE'], held: ['ce'], codes: ['certificate-held'], cap: 'fits' },
  { required: ['EN 149'], held: ['EN149:2001+A1:2009'], codes: ['certificate-held'], cap: 'fits' },
  { required: ['EN 149:2001'], held: ['EN 149'], codes: ['certificate-held'], cap: 'fits' },
  { required: ['EN 149:2009'], held: ['EN 149:2001'], codes: ['certificate-missing'], cap: 'maybe' },
  { required: ['EN 14'], held: ['EN 149'], codes: ['certificate-missing'], cap: 'maybe' },
  { required: ['CE', 'EN 166'], held: ['CE'], codes: ['certificate-held', 'certificate-missing'], cap: 'maybe' },
  { required: ['CE'], held: [], codes: ['certificate-unknown'], cap: 'fits' },
  { required: ['CE'], held: [], proof: 'certificate', codes: ['certificate-unknown'], cap: 'fits' },
  { required: ['CE'], held: [], proof: 'declaration', codes: ['certificate-missing'], cap: 'maybe' },
  { required: ['CE'], held: [], proof: 'maker-made', codes: ['certificate-missing'], cap: 'maybe' },
];

test.each(CASES)('$required required, $held held, proof $proof: $codes', ({ required, held, proof, codes, cap }) => {
  const part = certificateFit(aNeed({ requiredCertificates: required }), held, proof ?? null);
  expect(part.reasons.map(({ code }) => code)).toEqual(codes);
  expect(part.cap).toBe(cap);
  expect(part.factor).toBe(cap === 'maybe' ? 0.5 : 1);
});

const PROOFS: [Proof[], Proof | null, string[], string][] = [
  [[], null, [], 'fits'],
  [[], 'maker-made', [], 'fits'],
  [['certificate', 'maker-made'], null, [], 'fits'],
  [['certificate'], null, ['proof-unknown'], 'fits'],
  [['certificate'], 'certificate', ['proof-enough'], 'fits'],
  [['certificate'], 'declaration', ['proof-too-weak'], 'maybe'],
  [['certificate', 'declaration'], 'declaration', ['proof-enough'], 'fits'],
  [['declaration'], 'certificate', ['proof-enough'], 'fits'],
  [['declaration'], 'maker-made', ['proof-too-weak'], 'maybe'],
];

test.each(PROOFS)('acceptable %j, proof %s: %j', (acceptable, proof, codes, cap) => {
  const part = proofFit(aNeed({ acceptable }), anOffer({ proof }));
  expect(part.reasons.map(({ code }) => code)).toEqual(codes);
  expect(part.cap).toBe(cap);
});
