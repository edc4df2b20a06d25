// Stands between the browser and the exchange for one purpose: where a page cannot be fetched, it shows one of ours that
// says so and gives the office's telephone (decision 34). It keeps that page alone, as a visitor gets it; nothing that
// anybody reads here is kept.

const PLACE = 'offline';
const PAGE = '/offline';
const WEEK = 7 * 24 * 60 * 60 * 1_000;

async function fetchAnew(cache) {
  const language = new URL(self.location.href).searchParams.get('language');
  const answer = await fetch(`${PAGE}?language=${language}`, { credentials: 'omit', cache: 'reload' });
  if (!answer.ok) throw new Error(`${PAGE}: ${answer.status}`);
  await cache.put(PAGE, answer);
}

const kept = (cache) => cache.match(PAGE, { ignoreVary: true });

// The office may have changed its telephone.
async function keepFresh() {
  const cache = await caches.open(PLACE);
  const page = await kept(cache);
  if (!page || Date.now() - Date.parse(page.headers.get('date')) > WEEK) await fetchAnew(cache);
}

async function answerTo(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    const page = await kept(await caches.open(PLACE));
    if (!page) throw error;
    return page;
  }
}

self.addEventListener('install', (event) => event.waitUntil(caches.open(PLACE).then(fetchAnew).then(() => self.skipWaiting())));

// Without preloading, each page would wait until this script has started.
self.addEventListener('activate', (event) => event.waitUntil(self.registration.navigationPreload?.enable()));

self.addEventListener('fetch', (event) => {
  const { mode, method, destination } = event.request;
  // Forms go by us: what was typed must reach the server as the browser sends it, or stay in the page.
  if (mode !== 'navigate' || method !== 'GET' || destination !== 'document') return;
  event.respondWith(answerTo(event));
  event.waitUntil(keepFresh().catch(() => undefined));
});
