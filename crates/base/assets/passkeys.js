// Passkeys: the only thing here that cannot be done without script.
//   <form data-passkey="new|get" data-options="JSON" data-failed="words" data-missing="words">
// with an empty field "answer". Sent once the browser answered; otherwise it says why, beside the button.
(() => {
  'use strict';
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const named = (list) => (list || []).map((c) => ({ ...c, id: bytes(c.id) }));

  async function create(options) {
    const key = await navigator.credentials.create({ publicKey: {
      ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: named(options.excludeCredentials),
    } });
    const { attestationObject, clientDataJSON } = key.response;
    const transports = key.response.getTransports ? key.response.getTransports() : [];
    return { id: key.id, rawId: text(key.rawId), type: key.type, extensions: {},
      response: { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON), transports } };
  }

  async function get(options) {
    const key = await navigator.credentials.get({ publicKey: {
      ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials),
    } });
    const { authenticatorData, clientDataJSON, signature, userHandle } = key.response;
    return { id: key.id, rawId: text(key.rawId), type: key.type, extensions: {},
      response: { authenticatorData: text(authenticatorData), clientDataJSON: text(clientDataJSON), signature: text(signature),
        userHandle: userHandle ? text(userHandle) : null } };
  }

  function say(form, words) {
    const place = form.querySelector('[data-passkey-said]');
    if (place) { place.textContent = words; place.hidden = false; }
  }

  document.addEventListener('submit', async (event) => {
    const form = event.target.closest('form[data-passkey]');
    if (!form || form.elements.answer.value) return;
    event.preventDefault();
    delete form.dataset.sent;
    if (!window.PublicKeyCredential) { say(form, form.dataset.missing); return; }
    try {
      const options = JSON.parse(form.dataset.options);
      const answer = form.dataset.passkey === 'new' ? await create(options) : await get(options);
      form.elements.answer.value = JSON.stringify(answer);
      form.submit();
    } catch { say(form, form.dataset.failed); }
  });
})();
