import { filledForm, type Reader } from './reader.ts';

/** A need of the reader's organisation, published through the form; the address of its page. */
export async function publishNeed(reader: Reader, quantity: string): Promise<string> {
  const form = filledForm((await reader.get('/posts/new?kind=need')).text, '/posts');
  const reply = await reader.post('/posts', { ...form, title: 'Fartuchy ochronne', quantity, town: 'Bydgoszcz', intent: 'publish' });
  expect(reply.status).toBe(303);
  return String(reply.headers['location']);
}

/** Proposes everything that is open of a need with one press on its page; the address of the commitment's page. */
export async function pressRemainder(reader: Reader, need: string): Promise<string> {
  const reply = await reader.post(`${need}/remainder`, filledForm((await reader.get(need)).text, `${need}/remainder`));
  expect(reply.status).toBe(303);
  return String(reply.headers['location']);
}
