import type { SearchCase } from './search-cases.ts';

const TORUN = { lat: 53.0138, lng: 18.5984 };

export const FILTERS: SearchCase[] = [
  { name: 'kind', ask: { kind: 'need' }, only: ['masks', 'gloves', 'valves', 'handles'] },
  { name: 'one concept', ask: { concepts: ['gown'] }, only: ['gowns'] },
  { name: 'any of two concepts', ask: { concepts: ['gown', 'gloves'] }, only: ['gowns', 'gloves'] },
  { name: 'an unknown concept', ask: { concepts: ["x' OR TRUE --"] }, only: [] },
  { name: 'region', ask: { regions: ['malopolskie'] }, only: ['masks', 'moulding', 'welding'] },
  {
    name: 'any of two regions', ask: { regions: ['malopolskie', 'lodzkie'], kind: 'need' }, only: ['masks', 'handles'],
  },
  { name: 'terms', ask: { terms: ['gift'] }, only: ['gowns', 'liquid'] },
  { name: 'urgent', ask: { urgent: true }, only: ['masks'] },
  {
    name: 'all of it together',
    ask: { text: 'przyłbice', kind: 'offer', regions: ['lodzkie'], terms: ['at-cost'], concepts: ['film'] },
    only: ['film'],
  },
  { name: 'a filter never makes the words looser', ask: { text: 'fartuchy', regions: ['malopolskie'] }, only: [] },
];

export const PLACES: SearchCase[] = [
  {
    name: 'inside a radius', ask: { near: { ...TORUN, radiusKm: 60 } },
    only: ['visors', 'gloves', 'liquid', 'shields', 'valves'],
  },
  { name: 'a small radius', ask: { near: { ...TORUN, radiusKm: 5 } }, only: ['visors', 'gloves', 'liquid'] },
  { name: 'a radius of nothing', ask: { near: { lat: 0, lng: 0, radiusKm: 1 } }, only: [] },
  {
    name: 'nearest first, without a place last',
    ask: { kind: 'offer', near: { ...TORUN, radiusKm: null }, sort: 'nearest' },
    order: [
      'liquid', 'visors', 'shields', 'gowns', 'surgical', 'film', 'welding', 'moulding', 'lastDay', 'glass',
      'connectors',
    ],
  },
  {
    name: 'nearest with words', ask: { text: 'przyłbice', near: { ...TORUN, radiusKm: null }, sort: 'nearest' },
    order: ['visors', 'shields', 'film'],
  },
  {
    name: 'nearest without a place is newest', ask: { kind: 'need', sort: 'nearest' },
    order: ['handles', 'valves', 'gloves', 'masks'],
  },
];

export const ORDERS: SearchCase[] = [
  { name: 'newest', ask: { kind: 'need', sort: 'newest' }, order: ['handles', 'valves', 'gloves', 'masks'] },
  { name: 'soonest', ask: { kind: 'need', sort: 'soonest' }, order: ['masks', 'gloves', 'valves', 'handles'] },
  { name: 'soonest with words', ask: { text: 'przyłbice', sort: 'soonest' }, order: ['visors', 'shields', 'film'] },
  { name: 'relevance without words is newest', ask: { kind: 'need' }, order: ['handles', 'valves', 'gloves', 'masks'] },
  { name: 'what a post is about before what it is for', ask: { text: 'przyłbica' }, first: 'shields' },
  { name: 'title before description', ask: { text: 'spawanie' }, order: ['welding', 'glass'] },
];
