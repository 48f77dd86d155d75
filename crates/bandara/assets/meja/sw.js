// Keeps the desk's own pages, which hold nothing of anybody, so that the desk opens without a line. Everything else goes to
// the server as ever; only who asks for the first page while no server answers is led to the desk. NAME and FILES are set above this line by the server; another content has another name.

/* global NAME, FILES */

const HEAD = "lindung-meja-";

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(HEAD) && name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

/** The first page, or the desk where nobody answers for it: neither the line nor, behind a proxy, the program. */
async function first(request) {
  try {
    const answer = await fetch(request);
    return [502, 504].includes(answer.status) ? Response.redirect("/meja/") : answer;
  } catch {
    return Response.redirect("/meja/");
  }
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.mode === "navigate" && event.request.method === "GET" && origin === location.origin && pathname === "/") {
    event.respondWith(first(event.request));
    return;
  }
  if (event.request.method !== "GET" || origin !== location.origin || !FILES.includes(pathname)) {
    return;
  }
  event.respondWith((async () => (await (await caches.open(NAME)).match(pathname)) ?? fetch(event.request))());
});
