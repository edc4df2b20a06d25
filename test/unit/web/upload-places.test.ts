import { createUploadPlaces } from '../../../src/web/middleware/upload-places.ts';

test('there is room for so many, and for so many of one person', () => {
  const places = createUploadPlaces({ all: 3, perPerson: 2 });
  const [first, second] = [places.take('anna'), places.take('anna')];
  expect([first, second, places.take('anna')]).toEqual([expect.anything(), expect.anything(), null]);
  expect([places.take('beata'), places.take('celina')]).toEqual([expect.anything(), null]);
});

test('a place is free when the last who holds it lets go', () => {
  const places = createUploadPlaces({ all: 1, perPerson: 1 });
  const place = places.take('anna');
  const [request, work] = [place?.hold(), place?.hold()];
  request?.();
  request?.();
  expect(places.take('beata')).toBeNull();
  work?.();
  const next = places.take('beata');
  expect(next).not.toBeNull();
  next?.hold();
  // Too late to free somebody else's.
  work?.();
  expect(places.take('celina')).toBeNull();
});
