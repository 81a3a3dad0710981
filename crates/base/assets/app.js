// Small helps on top of pages that already work without script.
//   data-copy="#id"       a button that copies the text of that element
//   data-confirm="words"  a form or button that asks first
//   data-refresh="30"     an element with an id that renews itself, in seconds
//   data-tick-all         a box that ticks every other box of its form
//   data-print            a button that prints the page
//   data-reveal="#id"     a button that shows and hides a passphrase
//   data-count-up="#id"   words that say whether what is typed there is long enough
// Words come from the page: <body data-yes data-no data-copied …>.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');
  const word = (name) => document.body.dataset[name] || '';
  const say = (text) => {
    const live = document.getElementById('live');
    if (live) { live.textContent = ''; setTimeout(() => { live.textContent = text; }, 60); }
  };

  async function copy(button) {
    const from = document.querySelector(button.dataset.copy);
    if (!from) return;
    const text = 'value' in from ? from.value : from.textContent;
    let done = true;
    try { await navigator.clipboard.writeText(text); } catch {
      const range = document.createRange();
      range.selectNodeContents(from);
      const chosen = getSelection();
      chosen.removeAllRanges();
      chosen.addRange(range);
      try { done = document.execCommand('copy'); } catch { done = false; }
    }
    const label = button.querySelector('[data-label]') || button;
    const before = label.dataset.before || label.textContent;
    label.dataset.before = before;
    label.textContent = done ? word('copied') : word('copyFailed');
    say(label.textContent);
    setTimeout(() => { label.textContent = before; }, 2500);
  }

  function reveal(button) {
    const input = document.querySelector(button.dataset.reveal);
    if (!input) return;
    const show = input.type === 'password';
    input.type = show ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(show));
  }

  // How many letters so far; aloud only when it becomes enough, or is no more.
  function countUp(line) {
    const input = document.querySelector(line.dataset.countUp);
    if (!input) return;
    const least = Number(line.dataset.least);
    let before = null;
    input.addEventListener('input', () => {
      const count = [...input.value].length;
      const enough = count >= least;
      line.hidden = count === 0;
      line.textContent = (enough ? line.dataset.enoughWords : line.dataset.short).replace('#', count).replace('%', least);
      line.toggleAttribute('data-enough', enough);
      if (before !== null && before !== enough) say(line.textContent);
      before = enough;
    });
  }
  for (const line of document.querySelectorAll('[data-count-up]')) countUp(line);

  function ask(words, yes, go) {
    const box = document.createElement('dialog');
    box.className = 'ask';
    box.setAttribute('aria-labelledby', 'ask-words');
    const p = document.createElement('p');
    p.id = 'ask-words';
    p.textContent = words;
    const row = document.createElement('div');
    row.className = 'form-actions';
    const make = (text, kind, act) => {
      const b = document.createElement('button');
      b.type = 'button';
      b.className = `btn ${kind}`;
      b.textContent = text;
      b.addEventListener('click', () => { box.close(); act(); });
      row.append(b);
      return b;
    };
    make(yes, 'btn-danger', go);
    const no = make(word('no'), '', () => {});
    box.append(p, row);
    box.addEventListener('close', () => box.remove());
    document.body.append(box);
    box.showModal();
    no.focus();
  }

  let agreed = null;
  addEventListener('submit', (event) => {
    const form = event.target;
    const by = event.submitter;
    const words = (by && by.dataset.confirm) || form.dataset.confirm;
    if (words && agreed !== form) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const yes = (by && (by.dataset.yes || by.textContent.trim())) || word('yes');
      ask(words, yes, () => {
        const sure = document.createElement('input');
        sure.type = 'hidden';
        sure.name = 'sure';
        sure.value = 'yes';
        form.append(sure);
        agreed = form;
        form.requestSubmit(by || undefined);
        agreed = null;
        sure.remove();
      });
      return;
    }
    if (form.method !== 'post' || form.dataset.again !== undefined) return;
    if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    form.dataset.sent = 'yes';
    setTimeout(() => { delete form.dataset.sent; }, 6000);
  }, true);
  addEventListener('pageshow', () => { for (const f of document.forms) delete f.dataset.sent; });

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) print();
    const button = event.target.closest('[data-copy],[data-reveal]');
    if (button) { if (button.dataset.copy) copy(button); else reveal(button); }
    for (const open of document.querySelectorAll('details.menu[open],.tabs details.more[open]')) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener('change', (event) => {
    const all = event.target.closest('[data-tick-all]');
    if (all) for (const box of all.form.querySelectorAll('input[type=checkbox][name=id]')) box.checked = all.checked;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const open of document.querySelectorAll('details.menu[open],.tabs details.more[open]')) {
      open.open = false;
      open.querySelector('summary').focus();
    }
  });

  // Leaves alone what somebody is reading or typing in.
  function renew(element) {
    const every = Math.max(2, Number(element.dataset.refresh) || 30) * 1000;
    setInterval(async () => {
      const now = document.getElementById(element.id);
      if (!now || document.hidden || (now !== document.activeElement && now.contains(document.activeElement)) || now.querySelector('details[open]')) return;
      try {
        const answer = await fetch(element.dataset.refreshFrom || location.href, { headers: { 'X-Refresh': 'yes' }, credentials: 'same-origin' });
        if (answer.redirected) { location.assign(answer.url); return; }
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const fresh = page.getElementById(element.id);
        if (fresh && !fresh.dataset.refresh) { location.reload(); return; }
        if (fresh && fresh.innerHTML !== now.innerHTML) now.replaceChildren(...fresh.childNodes);
      } catch { /* offline for a moment: the page in hand stays */ }
    }, every);
  }
  for (const element of document.querySelectorAll('[data-refresh][id]')) renew(element);
})();
