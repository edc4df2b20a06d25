// Passkeys need a script: the browser talks to the key. Signing in with a password works without it.

const library = globalThis.SimpleWebAuthnBrowser;
const supported = library?.browserSupportsWebAuthn() ?? false;

/** What the server says to a form, with what stands in it. */
async function ask(form) {
  const answer = await fetch(form.dataset.options, { method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin' });
  return { ok: answer.ok, data: answer.headers.get('content-type')?.includes('json') ? await answer.json() : {} };
}

/** Lets the key answer, then posts the form with it; says what went wrong. */
function answerWith(form, ceremony) {
  const status = form.querySelector('[data-passkey-status]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    status.textContent = '';
    try {
      const { ok, data } = await ask(form);
      if (!ok) {
        status.textContent = Object.values(data.errors ?? {}).join(' ') || form.dataset.failed;
        return;
      }
      form.elements.response.value = JSON.stringify(await ceremony({ optionsJSON: data }));
      if (form.elements.current) form.elements.current.value = '';
      form.submit();
    } catch {
      // Called off by the person, or by the key.
      status.textContent = form.dataset.failed;
    }
  });
}

const signIn = document.querySelector('[data-passkey-sign-in]');
if (signIn && supported) {
  signIn.hidden = false;
  answerWith(signIn, library.startAuthentication);
}

const add = document.querySelector('[data-passkey-add]');
if (add && supported) answerWith(add, library.startRegistration);
else if (add) {
  add.querySelector('[data-passkey-status]').textContent = add.dataset.missing;
  add.querySelector('button').disabled = true;
}
